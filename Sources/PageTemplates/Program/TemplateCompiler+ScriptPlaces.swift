// What assignments of scripts change.
extension TemplateCompiler {
    mutating func assign(
        _ node: PythonNode,
        to places: [PythonPlace]
    ) throws(TemplateError) {
        var value = try kept(node)
        if value.isVariable, places.contains(where: { places.count > 1 || !$0.isName }) {
            // One of the places may be the variable itself.
            let copy = PythonResult(register: builder.allocate())
            assign(value, toRegister: copy.register, node.range)
            value = copy
        }
        for place in places { try bind(place, to: value) }
    }

    /// A value that is not nested too deep to be kept.
    private mutating func kept(_ node: PythonNode) throws(TemplateError) -> PythonResult {
        let result = try value(node)
        if node.canNest {
            builder.place = node.range
            var keep = pythonStep(.pythonKeep)
            keep.b = result.register
            builder.emit(keep)
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
        builder.place = range
        builder.emit(assign)
    }

    /// Lets a place have a value.
    mutating func bind(
        _ place: PythonPlace,
        to value: PythonResult
    ) throws(TemplateError) {
        switch place.kind {
        case .name(let name):
            if let register = scriptVariable(name) {
                assign(value, toRegister: register, place.range)
            }
        case .item(let object, let key):
            let object = try self.value(object).register
            let key = try self.value(key).register
            setItem(key, of: object, to: value, place.range)
        case .slice(let object, let bounds):
            try slice(.scriptSetSlice, of: object, bounds, to: value, place.range)
        case .unpack(let places):
            let registers = places.map { _ in builder.allocate() }
            var unpack = pythonStep(.pythonUnpack)
            unpack.b = value.register
            unpack.operand = Int32(tables.python.patterns.count)
            tables.python.patterns.append(.unpack(registers.map { .register($0) }))
            builder.place = place.range
            builder.emit(unpack)
            for (place, register) in zip(places, registers) {
                try bind(place, to: PythonResult(register: register))
            }
        }
    }

    /// The register of a name that the script binds somewhere.
    private func scriptVariable(_ name: String) -> Int32? {
        guard case .bound(let binding) = scope.meaning(of: name) else { return nil }
        return binding.register
    }

    private mutating func setItem(
        _ key: Int32,
        of object: Int32,
        to value: PythonResult,
        _ range: Range<Int>
    ) {
        var set = pythonStep(.scriptSetItem)
        set.a = value.register
        set.b = object
        set.plan = key
        builder.place = range
        builder.emit(set)
    }

    private mutating func slice(
        _ opcode: Opcode,
        of object: PythonNode,
        _ bounds: [PythonNode?],
        to value: PythonResult?,
        _ range: Range<Int>
    ) throws(TemplateError) {
        var step = pythonStep(opcode)
        step.b = try self.value(object).register
        step.a = value?.register ?? Instruction.none
        step.operand = try self.bounds(bounds)
        builder.place = range
        builder.emit(step)
    }

    // MARK: Updates

    /// `place op= node`: the place is found once, before the value.
    mutating func update(
        _ place: PythonPlace,
        _ symbol: PythonBinaryOperator,
        _ node: PythonNode
    ) throws(TemplateError) {
        switch place.kind {
        case .name(let name):
            let old = try value(PythonNode(kind: .name(name), range: place.range))
            let new = try updated(old, symbol, node, place.range)
            try bind(place, to: new)
        case .item(let object, let key):
            let object = try value(object).register
            let key = try value(key).register
            var read = pythonStep(.pythonItem)
            read.b = object
            read.plan = key
            let new = try updated(emit(read, at: place.range), symbol, node, place.range)
            setItem(key, of: object, to: new, place.range)
        case .slice, .unpack:
            throw TemplateError(
                .invalidExpression,
                "'\(symbol.rawValue)=' takes one name or item",
                in: tree.source,
                at: place.range
            )
        }
    }

    private mutating func updated(
        _ old: PythonResult,
        _ symbol: PythonBinaryOperator,
        _ node: PythonNode,
        _ range: Range<Int>
    ) throws(TemplateError) -> PythonResult {
        var update = pythonStep(.scriptUpdate)
        update.b = old.register
        update.plan = try kept(node).register
        update.operand = symbol.number
        return emit(update, at: range.lowerBound..<node.range.upperBound)
    }

    // MARK: Deletions

    mutating func delete(_ place: PythonPlace) throws(TemplateError) {
        switch place.kind {
        case .name(let name):
            guard let register = scriptVariable(name) else { return }
            check(register, PythonNode(kind: .name(name), range: place.range))
            unbind(register)
        case .item(let object, let key):
            var delete = pythonStep(.scriptDeleteItem)
            delete.b = try value(object).register
            delete.plan = try value(key).register
            builder.place = place.range
            builder.emit(delete)
        case .slice(let object, let bounds):
            try slice(.scriptDeleteSlice, of: object, bounds, to: nil, place.range)
        case .unpack(let places):
            for place in places { try delete(place) }
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
