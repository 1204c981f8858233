extension TemplateCompiler {
    /// Compiles one definition; its registers live as long as the element.
    mutating func define(_ clause: DefineClause) throws(TemplateError) {
        let value = try value(of: clause)
        switch clause.pattern {
        case .name(let name) where clause.isGlobal:
            bindGlobal(name, value.register)
        case .name(let name):
            bind(
                .init(
                    name: name,
                    register: value.register,
                    mayBeDefault: value.mayBeDefault,
                    mayBeDeferred: value.mayBeDeferred,
                    loop: nil
                )
            )
        case .unpack(let names):
            let registers = unpack(value.register, names.count, clause.patternRange)
            for (name, register) in zip(names, registers) {
                if clause.isGlobal {
                    bindGlobal(name, register)
                } else {
                    bindLocal(name, register, false, loop: nil)
                }
            }
        }
    }

    /// The value of a definition, which alone keeps a deferred expression as it
    /// is.
    private mutating func value(
        of clause: DefineClause
    ) throws(TemplateError) -> Materialized {
        let expression = try expression(clause.expression)
        guard case .name = clause.pattern, let deferral = expression.deferral else {
            return try materialize(expression, nil)
        }
        return try definition(deferral)
    }

    /// Binds a variable from here on.
    mutating func bind(_ binding: Scope.Binding) {
        builder.bind(binding.name, binding.register, loop: binding.loop)
        scope.bind(binding)
    }

    /// Forgets the variables bound since there were `count`.
    mutating func unbind(to count: Int) {
        builder.scopes.unbind(scope.bindings.count - count)
        scope.unbind(to: count)
    }

    /// Compiles a loop around the later stages of an element.
    mutating func repetition(_ index: Int, _ work: ElementWork) throws(TemplateError) {
        guard let clause = work.statements.repetition else { return }
        let mark = builder.mark()
        let bindings = scope.bindings.count
        let sequence = try materialize(expression(clause.expression), nil)
        let item = builder.allocate()
        let body = builder.label()
        let exit = builder.label()
        let loop = tables.loopCount
        tables.loopCount += 1
        var begin = Instruction(.loopBegin)
        begin.a = item
        begin.b = sequence.register
        begin.operand = Int32(loop)
        begin.target = exit.number
        builder.place = clause.expression.range
        builder.emitOutput(begin)
        builder.bind(body)
        builder.write(work.indentation)
        bindItem(clause, item, loop)
        try stage(index + 1, work)
        var next = Instruction(.loopNext)
        next.a = item
        next.operand = Int32(loop)
        next.target = body.number
        builder.place = clause.expression.range
        builder.emitOutput(next)
        builder.bind(exit)
        unbind(to: bindings)
        builder.release(to: mark)
    }

    private mutating func bindItem(_ clause: RepeatClause, _ item: Int32, _ loop: Int) {
        switch clause.pattern {
        case .name(let name):
            bindLocal(name, item, false, loop: loop)
        case .unpack(let names):
            let registers = unpack(item, names.count, clause.patternRange)
            for (name, register) in zip(names, registers) {
                bindLocal(name, register, false, loop: loop)
            }
        }
    }

    private mutating func bindLocal(
        _ name: String,
        _ register: Int32,
        _ mayBeDefault: Bool,
        loop: Int?
    ) {
        bind(.init(name: name, register: register, mayBeDefault: mayBeDefault, loop: loop))
    }

    /// Binds a name everywhere: zope.tal writes a global into every scope that
    /// is open, so that it shadows the local variables around it too.
    private mutating func bindGlobal(_ name: String, _ value: Int32) {
        var bind = Instruction(.bindGlobal)
        bind.b = value
        bind.operand = Int32(tables.globals.count)
        tables.globals.append(globalPlan(name))
        builder.emit(bind)
    }

    /// The registers that a global variable has here.
    mutating func globalPlan(_ name: String) -> GlobalPlan {
        let locals = scope.bindings(of: name).map(\.register)
        return GlobalPlan(name: name, registers: [inputRegister(name, .variable)] + locals)
    }

    private mutating func unpack(
        _ value: Int32,
        _ count: Int,
        _ range: Range<Int>
    ) -> [Int32] {
        let registers = (0..<count).map { _ in builder.allocate() }
        var unpack = Instruction(.unpack)
        unpack.b = value
        unpack.operand = Int32(tables.unpackings.count)
        tables.unpackings.append(registers)
        builder.place = range
        builder.emit(unpack)
        return registers
    }
}
