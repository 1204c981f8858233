// SPDX-License-Identifier: Apache-2.0

extension ApplicationPlan {
    /// That a part of an expression gives `default`, and so all of it.
    private struct DefaultResult: Error {}

    /// Lets a register have the value; returns `false` where there is none and the
    /// instruction goes on elsewhere.
    func evaluate(
        in run: inout PageRun,
        into result: Register,
        _ failure: Address
    ) throws(TemplateError) -> Bool {
        let value: TemplateValue?
        do throws(TemplateError) {
            value = try self.value(in: &run, failure)
        } catch {
            guard error.cause is DefaultResult else { throw error }
            run[result] = run.marker
            return true
        }
        if let value {
            run.set(result, value)
            return true
        }
        guard !failure.isSomewhere else { return false }
        throw TemplateError(.missingMember, "'\(prefix):' gives no value")
    }

    private func value(
        in run: inout PageRun,
        _ failure: Address
    ) throws(TemplateError) -> TemplateValue? {
        let value: TemplateValue?
        do throws(TemplateError) {
            value = try withUnsafeMutablePointer(to: &run) { run throws(TemplateError) in
                // The scope is lent for the call: the application cannot keep it.
                let scope = TemplateExpressionScope(Evaluator(plan: self, run: run))
                return try TemplateError.asking(canFail: failure.isSomewhere) {
                    try expression.value(in: scope)
                }
            }
        } catch {
            throw run.finalError ?? error
        }
        if let finalError = run.finalError { throw finalError }
        if case .string(let text)? = value { try run.budget.take(textSize: text.utf8.count) }
        return value
    }

    /// Evaluates the parts of one expression of the application.
    private struct Evaluator: SubexpressionEvaluator {
        let plan: ApplicationPlan
        let run: UnsafeMutablePointer<PageRun>

        var languages: [String] { run.pointee.context.languages }

        /// The value of an expression in the text of another one, as the application
        /// gets it: without anything that a script could change later.
        func value(of expression: TemplateSubexpression) throws -> TemplateValue {
            guard plan.parts.indices.contains(expression.index),
                plan.parts[expression.index].range == expression.range
            else {
                let message = "'\(plan.prefix):' evaluates what another expression compiled"
                throw TemplateError(.objectFailed, message)
            }
            do throws(TemplateError) {
                let start = plan.parts[expression.index].start
                let value = run.pointee[try run.pointee.evaluate(from: start)]
                if value != run.pointee.marker {
                    return try value.pointee.settled(&run.pointee.budget)
                }
            } catch {
                if error.code.isFinal { run.pointee.finalError = error }
                throw error
            }
            throw DefaultResult()
        }
    }
}
