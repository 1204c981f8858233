// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

extension PythonEmitter {
    /// A value and what is asked of it, from the left to the right.
    mutating func primary(
        _ base: PythonNode,
        _ trailers: [PythonTrailer]
    ) -> PythonResult {
        var rest = trailers[...]
        var result = start(base, &rest)
        while let trailer = rest.popFirst() {
            if case .attribute(let name) = trailer.kind,
                case .call(let arguments)? = rest.first?.kind
            {
                let call = rest.removeFirst()
                requireMethod(name, of: result, before: arguments, trailer.range)
                let target = PythonCallPlan.Target.method(name, receiver: result.register)
                result = self.call(target, arguments, call.range)
            } else {
                result = self.trailer(trailer, of: result)
            }
        }
        return result
    }

    /// What the trailers start from: a loop, a call of a function, or a value.
    private mutating func start(
        _ base: PythonNode,
        _ rest: inout ArraySlice<PythonTrailer>
    ) -> PythonResult {
        guard case .name(let name) = base.kind, !locals.contains(where: { $0.name == name })
        else {
            return value(base)
        }
        switch names.names[name] {
        case .builtin(.loops):
            if let property = loopProperty(&rest) { return property }
        case .free(_, _, isFunction: true), nil:
            if case .call(let arguments)? = rest.first?.kind,
                let function = emitter.configuration.function(named: name)
            {
                let call = rest.removeFirst()
                return self.call(function, arguments, call.range)
            }
        default:
            break
        }
        if case .call(let arguments)? = rest.first?.kind, arguments.isEmpty,
            let result = callWithoutArguments(base)
        {
            rest.removeFirst()
            return result
        }
        return value(base)
    }

    /// Python finds out that there is no such method before it computes the
    /// arguments, whose errors would hide it.
    private mutating func requireMethod(
        _ name: String,
        of object: PythonResult,
        before arguments: [PythonArgument],
        _ range: Range<Int>
    ) {
        guard arguments.contains(where: { PythonFolding.constant($0.value) == nil }) else { return }
        let symbol = emitter.builder.symbols.add(name)
        emit(.requireAttribute(symbol, of: object.register), at: range)
    }

    private mutating func trailer(
        _ trailer: PythonTrailer,
        of object: PythonResult
    ) -> PythonResult {
        switch trailer.kind {
        case .attribute(let name):
            let symbol = emitter.builder.symbols.add(name)
            return computed(at: trailer.range) {
                .attribute(symbol, of: object.register, into: $0)
            }
        case .item(let key):
            let key = value(key).register
            return computed(at: trailer.range) { .item(key, of: object.register, into: $0) }
        case .slice(let lower, let upper, let stride):
            let bounds = bounds([lower, upper, stride])
            return computed(at: trailer.range) { .slice(bounds, of: object.register, into: $0) }
        case .call(let arguments):
            return call(.value(object.register), arguments, trailer.range)
        }
    }

    /// The registers of the bounds of a slice.
    mutating func bounds(_ nodes: [PythonNode?]) -> PlanID<[Register]> {
        var bounds: [Register] = []
        for node in nodes {
            bounds.append(node.map { value($0).register } ?? .nothing)
        }
        return emitter.tables.registers.add(bounds)
    }

    // MARK: Loops

    /// `repeat['x'].number` and `repeat.x.number()`, as methods of zope.tales'
    /// loops are called.
    private mutating func loopProperty(
        _ rest: inout ArraySlice<PythonTrailer>
    ) -> PythonResult? {
        let trailers = Array(rest.prefix(3))
        guard trailers.count >= 2, let loop = loop(of: trailers[0]),
            let key = trailers[1].literalKey, let property = LoopProperty(rawValue: key)
        else {
            return nil
        }
        rest.removeFirst(2)
        if trailers.count == 3, case .call(let arguments) = trailers[2].kind, arguments.isEmpty {
            rest.removeFirst()
        }
        let number = emitter.number(of: loop)
        return result(at: trailers[1].range) { register in
            .loopProperty(property, loop: number, into: register, failure: failure)
        }
    }

    /// The loop of a name, or in `repeat['a', 'b']` of several.
    private func loop(of key: PythonTrailer) -> LoopID? {
        let loops = Set(key.literalNames.map { names.loops[$0] })
        return loops.count == 1 ? loops.first ?? nil : nil
    }

    // MARK: Calls

    /// A call of a function; `any()` and `all()` of a generator stop as soon as
    /// they know.
    private mutating func call(
        _ function: PythonFunction,
        _ arguments: [PythonArgument],
        _ range: Range<Int>
    ) -> PythonResult {
        if arguments.count == 1, case .comprehension(let generator) = arguments[0].value.kind,
            case .positional = arguments[0].kind, generator.kind == .generator,
            function.name == "any" || function.name == "all"
        {
            return quantifier(generator, isAny: function.name == "any", range)
        }
        if function.name == "test", arguments.allSatisfy(\.isPositional) {
            return choice(arguments)
        }
        return call(.function(function), arguments, range)
    }

    /// `test(condition, value, …, otherwise)` of Zope, whose value may be `default`.
    private mutating func choice(_ arguments: [PythonArgument]) -> PythonResult {
        var registers: [Register] = []
        for argument in arguments { registers.append(value(argument.value).register) }
        let result = emitter.builder.allocate()
        let done = emitter.builder.label()
        for index in stride(from: 0, to: registers.count - 1, by: 2) {
            let next = emitter.builder.label()
            jump(if: false, registers[index], to: next)
            move(PythonResult(register: registers[index + 1]), to: result)
            emitter.builder.jumpValue(to: done)
            emitter.builder.bindValue(next)
        }
        let last = registers.count % 2 == 1 ? registers[registers.count - 1] : .nothing
        move(PythonResult(register: last), to: result)
        emitter.builder.bindValue(done)
        return PythonResult(register: result)
    }

    private mutating func call(
        _ target: PythonCallPlan.Target,
        _ arguments: [PythonArgument],
        _ range: Range<Int>
    ) -> PythonResult {
        var plan = PythonCallPlan(target: target)
        for argument in arguments {
            let register = value(argument.value).register
            switch argument.kind {
            case .positional: plan.arguments.append(.positional(register))
            case .keyword(let name): plan.arguments.append(.keyword(name, register))
            case .spread: plan.arguments.append(.spread(register))
            case .mapping: plan.arguments.append(.mapping(register))
            }
        }
        let entry = emitter.tables.python.calls.add(plan)
        return computed(at: range) { .call(entry, into: $0) }
    }
}

extension PythonArgument {
    fileprivate var isPositional: Bool {
        if case .positional = kind { true } else { false }
    }
}

extension PythonTrailer {
    /// The name of an attribute, or a key that is a literal text.
    fileprivate var literalKey: String? {
        switch kind {
        case .attribute(let name): return name
        case .item(let key):
            guard case .constant(.string(let name)) = key.kind else { return nil }
            return name
        default: return nil
        }
    }

    /// The same, or those of a tuple.
    fileprivate var literalNames: [String] {
        guard case .item(let key) = kind, case .tuple(let nodes) = key.kind else {
            return literalKey.map { [$0] } ?? []
        }
        return nodes.map { node in
            guard case .constant(.string(let name)) = node.kind else { return "" }
            return name
        }
    }
}
