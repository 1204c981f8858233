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
            emitter.builder.place = node.range
            var keep = python.pythonStep(.pythonKeep)
            keep.b = result.register
            emitter.builder.emit(keep)
        }
        return result
    }

    private mutating func assign(
        _ value: PythonResult,
        toRegister register: Int32,
        _ range: Range<Int>
    ) {
        var assign = Instruction(.scriptAssign)
        assign.a = register
        assign.b = value.register
        emitter.builder.place = range
        emitter.builder.emit(assign)
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
            setItem(key, of: object, to: value, place.range)
        case .slice(let object, let bounds):
            slice(.scriptSetSlice, of: object, bounds, to: value, place.range)
        case .unpack(let places):
            let registers = places.map { _ in emitter.builder.allocate() }
            var unpack = python.pythonStep(.pythonUnpack)
            unpack.b = value.register
            unpack.operand = Int32(emitter.tables.python.patterns.count)
            emitter.tables.python.patterns.append(.unpack(registers.map { .register($0) }))
            emitter.builder.place = place.range
            emitter.builder.emit(unpack)
            for (place, register) in zip(places, registers) {
                bind(place, to: PythonResult(register: register))
            }
        }
    }

    /// The register of a name that the script binds somewhere.
    func register(of name: String) -> Int32? {
        switch python.names.names[name] {
        case .open(let variable, _), .variable(let variable, _), .deferred(let variable):
            emitter.register(of: variable)
        case .free, .builtin, nil: nil
        }
    }

    private mutating func setItem(
        _ key: Int32,
        of object: Int32,
        to value: PythonResult,
        _ range: Range<Int>
    ) {
        var set = python.pythonStep(.scriptSetItem)
        set.a = value.register
        set.b = object
        set.plan = key
        emitter.builder.place = range
        emitter.builder.emit(set)
    }

    private mutating func slice(
        _ opcode: Opcode,
        of object: PythonNode,
        _ bounds: [PythonNode?],
        to value: PythonResult?,
        _ range: Range<Int>
    ) {
        var step = python.pythonStep(opcode)
        step.b = python.value(object).register
        step.a = value?.register ?? Instruction.none
        step.operand = python.bounds(bounds)
        emitter.builder.place = range
        emitter.builder.emit(step)
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
            var read = python.pythonStep(.pythonItem)
            read.b = object
            read.plan = key
            let new = updated(python.emit(read, at: place.range), symbol, node, place.range)
            setItem(key, of: object, to: new, place.range)
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
        var update = python.pythonStep(.scriptUpdate)
        update.b = old.register
        update.plan = kept(node).register
        update.operand = symbol.number
        return python.emit(update, at: range.lowerBound..<node.range.upperBound)
    }

    // MARK: Deletions

    mutating func delete(_ place: PythonPlace) {
        switch place.kind {
        case .name(let name):
            guard let register = register(of: name) else { return }
            python.check(register, PythonNode(kind: .name(name), range: place.range))
            unbind(register)
        case .item(let object, let key):
            var delete = python.pythonStep(.scriptDeleteItem)
            delete.b = python.value(object).register
            delete.plan = python.value(key).register
            emitter.builder.place = place.range
            emitter.builder.emit(delete)
        case .slice(let object, let bounds):
            slice(.scriptDeleteSlice, of: object, bounds, to: nil, place.range)
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
