extension Machine {
    /// That a part of an expression gives `default`, and so all of it.
    private struct DefaultResult: Error {}

    /// `a` = the value of an expression whose type belongs to the application.
    func application(_ step: Step, _ next: inout Int) throws(TemplateError) {
        let plan = program.tables.applications[Int(step.pointee.operand)]
        switch try result(of: plan, step) {
        case .value(let value):
            set(step.pointee.a, value)
        case .default:
            registers[Int(step.pointee.a)] = marker
        case .absent where step.pointee.failure >= 0:
            next = Int(step.pointee.failure)
        case .absent:
            throw failure(.missingMember, "'\(plan.prefix):' gives no value", step)
        }
    }

    private enum Answer {
        case value(TemplateValue)
        case `default`
        case absent
    }

    private func result(
        of plan: ApplicationPlan,
        _ step: Step
    ) throws(TemplateError) -> Answer {
        do {
            let value = try asking(step) {
                let scope = TemplateExpressionScope(PlanEvaluator(machine: self, plan: plan))
                let value = try plan.expression.value(in: scope)
                if let finalError { throw finalError }
                if case .string(let text) = value { try budget.take(textSize: text.utf8.count) }
                return value
            }
            return value.map { .value($0) } ?? .absent
        } catch {
            guard error.cause is DefaultResult else { throw error }
            return .default
        }
    }

    /// The value of an expression in the text of another one, as the application
    /// gets it: without anything that a script could change later.
    func value(of part: ApplicationPlan.Part) throws -> TemplateValue {
        do throws(TemplateError) {
            let value = registers[Int(try run(from: part.start))]
            if value != marker { return try value.pointee.settled(&budget) }
        } catch {
            if error.code.isFinal { finalError = error }
            throw error
        }
        throw DefaultResult()
    }
}

/// Evaluates the parts of one expression of the application.
private struct PlanEvaluator: SubexpressionEvaluator {
    let machine: Machine
    let plan: ApplicationPlan

    var languages: [String] { machine.context.languages }

    func value(of expression: TemplateSubexpression) throws -> TemplateValue {
        guard plan.parts.indices.contains(expression.index),
            plan.parts[expression.index].range == expression.range
        else {
            let message = "'\(plan.prefix):' evaluates what another expression compiled"
            throw TemplateError(.objectFailed, message)
        }
        return try machine.value(of: plan.parts[expression.index])
    }
}
