extension TemplateCompiler {
    /// Compiles a definition whose value is a deferred expression, unless one of
    /// the alternatives before it is there.
    mutating func definition(_ deferral: Deferral) throws(TemplateError) -> Materialized {
        let result = builder.allocate()
        let done = builder.label()
        for alternative in deferral.alternatives {
            let next = builder.label()
            let operand = try operand(alternative, next)
            load(operand, into: result)
            builder.jumpValue(to: done)
            builder.bindValue(next)
        }
        let procedure = declare(deferral)
        uses.append(.own(procedure))
        var keep = Instruction(.deferred)
        keep.a = result
        keep.operand = Int32(procedure)
        keep.calls = deferral.isLazy
        builder.place = deferral.expression.range
        builder.emit(keep)
        builder.bindValue(done)
        return Materialized(register: result, mayBeDefault: true, mayBeDeferred: true)
    }

    private mutating func declare(_ deferral: Deferral) -> Int {
        procedures.append(nil)
        let number = procedures.count - 1
        pending.append(
            PendingProcedure(
                number: number,
                title: deferral.isLazy ? "the lazy expression" : "the deferred expression",
                body: .expression(deferral.expression),
                statementElements: statementElements,
                macroDepth: macroDepth,
                interpolates: interpolates,
                scope: builder.scopes.current
            )
        )
        return number
    }
}

/// A deferred expression and the alternatives before it.
struct Deferral {
    let alternatives: [Expression]
    let expression: Expression
    let isLazy: Bool
}

extension Expression {
    /// The deferred expression that the value may be.
    ///
    /// It is the last alternative, since everything behind the prefix belongs to
    /// it.
    var deferral: Deferral? {
        switch kind {
        case .deferred(let inner, let isLazy):
            return Deferral(alternatives: [], expression: inner, isLazy: isLazy)
        case .path(let alternatives):
            guard let last = alternatives.last?.deferral else { return nil }
            return Deferral(
                alternatives: alternatives.dropLast() + last.alternatives,
                expression: last.expression,
                isLazy: last.isLazy
            )
        default:
            return nil
        }
    }
}
