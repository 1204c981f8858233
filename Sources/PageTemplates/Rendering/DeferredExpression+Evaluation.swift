// SPDX-License-Identifier: Apache-2.0

extension DeferredExpression {
    /// The value in the scope of an instruction; it stands in the scratch register of the
    /// current procedure.
    func value(
        in run: inout PageRun,
        at step: Int
    ) throws(TemplateError) -> PageRun.Pointer {
        let result: Result
        if let known = self.result {
            result = known
        } else {
            result = try evaluate(in: &run, at: step)
            keep(result)
        }
        switch result {
        case .default:
            return run.marker
        case .value(let value):
            run.scratch.pointee = value
            return PageRun.Pointer(run.scratch)
        }
    }

    private func evaluate(in run: inout PageRun, at step: Int) throws(TemplateError) -> Result {
        try check(in: run)
        let caller = run.frames.count
        let position = run.position
        let place = run.program.source.file.location(of: run.program.places[step])
        do throws(TemplateError) {
            defer {
                run.unwind(to: caller)
                run.position = position
            }
            try run.enter(
                .expression(self),
                program: run.programs.number(of: program, run.translation),
                procedure: procedure,
                at: step,
                returningTo: position,
                macroAround: run.innermostMacro
            )
            let value = run[try run.evaluate(from: run.position)]
            return value == run.marker ? .default : .value(value.pointee)
        } catch {
            let start = program.procedures[procedure].place
            throw error.located(in: program.source.file, at: start).adding([
                TemplateError.Note("in \(title)", at: place)
            ])
        }
    }

    /// Refuses an expression that would never end.
    private func check(in run: borrowing PageRun) throws(TemplateError) {
        let isRunning = run.frames.contains { frame in
            if case .expression(let running) = frame.kind { running === self } else { false }
        }
        guard !isRunning else {
            throw TemplateError(.endlessExpression, "\(title) uses itself")
        }
        try run.checkExpressions("deferred expressions are used")
    }
}

extension PageRun {
    /// Refuses too many expressions that are evaluated in each other: each of them takes a
    /// part of the thread's stack.
    func checkExpressions(_ title: String) throws(TemplateError) {
        let limit = min(limits.macroDepth, Self.expressionDepth)
        guard frames.count(where: \.kind.isExpression) < limit else {
            throw TemplateError(.macroDepth, "\(title) more than \(limit) levels deep")
        }
    }

    private static let expressionDepth = 64
}
