extension Machine {
    /// The value of a variable, which may be that of a deferred expression.
    ///
    /// `nil` where that is not there and the instruction goes on elsewhere.
    func settled(_ value: Pointer, _ step: Step) throws(TemplateError) -> Pointer? {
        guard case .object(let object) = value.pointee,
            let deferred = object as? DeferredExpression
        else {
            return value
        }
        do throws(TemplateError) {
            return try evaluate(deferred, step)
        } catch {
            guard error.code.isAbsence, step.pointee.failure >= 0 else { throw error }
            return nil
        }
    }

    /// Evaluates a deferred expression in the scope of the instruction.
    ///
    /// The value stands in the scratch register of the current procedure.
    func evaluate(
        _ deferred: DeferredExpression,
        _ step: Step
    ) throws(TemplateError) -> Pointer {
        let result: DeferredExpression.Result
        if let known = deferred.result {
            result = known
        } else {
            result = try self.result(of: deferred, step)
            deferred.keep(result)
        }
        switch result {
        case .default:
            return marker
        case .value(let value):
            scratch.pointee = value
            return Pointer(scratch)
        }
    }

    private func result(
        of deferred: DeferredExpression,
        _ step: Step
    ) throws(TemplateError) -> DeferredExpression.Result {
        try check(deferred, step)
        let caller = frames.count
        let note = TemplateError.Note("in \(deferred.title)", at: location(of: step))
        var frame = frame(
            .expression(deferred),
            deferred.program.procedures[deferred.procedure],
            tables: tables(of: deferred.program)
        )
        frame.callPosition = step - instructions
        begin(frame)
        defer { unwind(to: caller) }
        do throws(TemplateError) {
            try takeSearchSteps()
            let value = registers[Int(try run(from: frame.procedure.start))]
            return value == marker ? .default : .value(value.pointee)
        } catch {
            throw error.located(in: program.source.file, at: frame.procedure.place).adding([note])
        }
    }

    /// Refuses an expression that would never end.
    private func check(
        _ deferred: DeferredExpression,
        _ step: Step
    ) throws(TemplateError) {
        let isRunning = frames.contains { frame in
            if case .expression(let running) = frame.kind { running === deferred } else { false }
        }
        guard !isRunning else {
            throw failure(.endlessExpression, "\(deferred.title) uses itself", step)
        }
        // Each of them takes a part of the thread's stack.
        let limit = min(limits.macroDepth, Self.deferredDepth)
        guard frames.count(where: \.kind.isExpression) < limit else {
            throw failure(
                .macroDepth,
                "deferred expressions are used more than \(limit) levels deep",
                step
            )
        }
    }

    /// Runs the instructions of an expression; returns the register of its value.
    func run(from start: Int) throws(TemplateError) -> Int32 {
        var next = start
        var steps = 0
        while true {
            let step = instructions + next
            next += 1
            steps += 1
            if steps == Self.stepsAtOnce || step.pointee.opcode == .give {
                try locating(next - 1) { () throws(TemplateError) in
                    try budget.take(steps: steps)
                }
                steps = 0
            }
            switch step.pointee.opcode {
            case .give:
                return step.pointee.a
            case .jump:
                next = Int(step.pointee.target)
            case .jumpIfFalse:
                if try !truth(step) { next = Int(step.pointee.target) }
            case .jumpIfTrue:
                if try truth(step) { next = Int(step.pointee.target) }
            case .loopBegin:
                try beginLoop(step, &next)
            case .loopNext:
                advanceLoop(step, &next)
            default:
                try compute(step, &next)
            }
        }
    }

    private static let deferredDepth = 64

    /// How many steps of an expression are taken before the limits are looked at.
    private static let stepsAtOnce = 1_000
}
