extension TemplateCompiler {
    /// Compiles an expression whose type belongs to the application.
    ///
    /// The expressions in its text stand before it and are stepped over: they run
    /// when they are asked for, with the registers of the place.
    mutating func application(
        _ application: ApplicationExpression,
        _ failure: Label?,
        _ range: Range<Int>
    ) throws(TemplateError) -> Operand {
        let parts = try parts(application.parts)
        var evaluate = Instruction(.application)
        evaluate.a = builder.allocate()
        evaluate.operand = Int32(tables.applications.count)
        evaluate.failure = failure?.number ?? Instruction.none
        tables.applications.append(
            ApplicationPlan(
                prefix: application.prefix,
                expression: application.expression,
                parts: parts
            )
        )
        builder.place = range
        builder.emit(evaluate)
        return .finished(evaluate.a, mayBeDefault: !parts.isEmpty)
    }

    private mutating func parts(
        _ expressions: [Expression]
    ) throws(TemplateError) -> [ApplicationPlan.Part] {
        guard !expressions.isEmpty else { return [] }
        let behind = builder.label()
        builder.jumpValue(to: behind)
        var parts: [ApplicationPlan.Part] = []
        for expression in expressions {
            let start = builder.instructions.count
            var give = Instruction(.give)
            give.a = try materialize(expression, nil).register
            builder.emit(give)
            parts.append(.init(start: start, range: expression.range))
        }
        builder.bindValue(behind)
        return parts
    }
}
