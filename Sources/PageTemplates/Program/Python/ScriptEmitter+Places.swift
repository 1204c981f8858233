// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

// What assignments of scripts change.
extension ScriptEmitter {
    mutating func assign(
        _ node: PythonNode,
        to places: [PythonPlace]
    ) {
        var value = kept(node)
        if value.isVariable, places.contains(where: { places.count > 1 || !$0.isName }) {
            // One of the places may be the variable itself.
            let copy = PythonResult(register: emitter.builder.allocate())
            assign(value, toRegister: copy.register, node.range)
            value = copy
        }
        for place in places { bind(place, to: value) }
    }

    /// A value that is not nested too deep to be kept.
    private mutating func kept(_ node: PythonNode) -> PythonResult {
        let result = python.value(node)
        if node.canNest {
            python.keep(result, node.range)
        }
        return result
    }

    private mutating func assign(
        _ value: PythonResult,
        toRegister register: Register,
        _ range: Range<Int>
    ) {
        emit(.assign(value.register, to: register), at: range)
    }

    /// Lets a place have a value.
    mutating func bind(
        _ place: PythonPlace,
        to value: PythonResult
    ) {
        switch place.kind {
        case .name(let name):
            if let register = register(of: name) {
                assign(value, toRegister: register, place.range)
            }
        case .item(let object, let key):
            let object = python.value(object).register
            let key = python.value(key).register
            emit(.setItem(key, of: object, to: value.register), at: place.range)
        case .slice(let object, let bounds):
            let object = python.value(object).register
            let bounds = python.bounds(bounds)
            emit(.setSlice(bounds, of: object, to: value.register), at: place.range)
        case .unpack(let places):
            let registers = places.map { _ in emitter.builder.allocate() }
            let pattern = PythonPattern.unpack(registers.map { .register($0) })
            let entry = emitter.tables.python.patterns.add(pattern)
            python.emit(.unpack(value.register, entry), at: place.range)
            for (place, register) in zip(places, registers) {
                bind(place, to: PythonResult(register: register))
            }
        }
    }

    /// The register of a name that the script binds somewhere.
    func register(of name: String) -> Register? {
        switch python.names.names[name] {
        case .open(let variable, _), .variable(let variable, _), .deferred(let variable):
            emitter.register(of: variable)
        case .free, .builtin, nil: nil
        }
    }

    private func emit(_ operation: ScriptOperation, at range: Range<Int>) {
        emitter.builder.place = range
        emit(operation)
    }

    // MARK: Updates

    /// `place op= node`: the place is found once, before the value.
    mutating func update(
        _ place: PythonPlace,
        _ symbol: PythonBinaryOperator,
        _ node: PythonNode
    ) {
        switch place.kind {
        case .name(let name):
            let old = python.value(PythonNode(kind: .name(name), range: place.range))
            let new = updated(old, symbol, node, place.range)
            bind(place, to: new)
        case .item(let object, let key):
            let object = python.value(object).register
            let key = python.value(key).register
            let old = python.computed(at: place.range) { .item(key, of: object, into: $0) }
            let new = updated(old, symbol, node, place.range)
            emit(.setItem(key, of: object, to: new.register), at: place.range)
        case .slice, .unpack:
            // The parser lets no such place through.
            break
        }
    }

    private mutating func updated(
        _ old: PythonResult,
        _ symbol: PythonBinaryOperator,
        _ node: PythonNode,
        _ range: Range<Int>
    ) -> PythonResult {
        let new = kept(node).register
        return computed(at: range.lowerBound..<node.range.upperBound) {
            .update(symbol, old.register, new, into: $0)
        }
    }

    // MARK: Deletions

    mutating func delete(_ place: PythonPlace) {
        switch place.kind {
        case .name(let name):
            guard let register = register(of: name) else { return }
            python.check(register, PythonNode(kind: .name(name), range: place.range))
            emit(.unbind(register))
        case .item(let object, let key):
            let object = python.value(object).register
            let key = python.value(key).register
            emit(.deleteItem(key, of: object), at: place.range)
        case .slice(let object, let bounds):
            let object = python.value(object).register
            let bounds = python.bounds(bounds)
            emit(.deleteSlice(bounds, of: object), at: place.range)
        case .unpack(let places):
            for place in places { delete(place) }
        }
    }
}

extension PythonPlace {
    fileprivate var isName: Bool {
        if case .name = kind { true } else { false }
    }
}

extension PythonTarget {
    /// The names as places of an assignment.
    var place: PythonPlace {
        switch kind {
        case .name(let name): PythonPlace(kind: .name(name), range: range)
        case .unpack(let targets): PythonPlace(kind: .unpack(targets.map(\.place)), range: range)
        }
    }
}
