// SPDX-License-Identifier: Apache-2.0

extension PythonLambdaPlan {
    /// The function that keeps what the registers hold now.
    func closure(in run: borrowing PageRun) -> PythonClosure {
        var fallbacks: [TemplateValue] = []
        for parameter in parameters {
            if let register = parameter.fallback { fallbacks.append(run[register].pointee) }
        }
        var kept: [PythonClosure.Kept] = []
        for register in self.kept {
            let value = run[register]
            if value == run.marker {
                kept.append(.default)
            } else {
                kept.append(value == run.undefined ? .undefined : .value(value.pointee))
            }
        }
        return PythonClosure(run.program, self, fallbacks: fallbacks, kept: kept)
    }
}

extension PythonClosure {
    /// The value of a call.
    func call(
        _ arguments: PythonArguments,
        in run: inout PageRun
    ) throws(TemplateError) -> TemplateValue {
        let values = try bound(arguments)
        let call = run.callStep
        let (caller, position) = (run.frames.count, run.position)
        do throws(TemplateError) {
            defer {
                run.unwind(to: caller)
                run.position = position
                run.callStep = call
            }
            try begin(with: values, in: &run, at: call)
            return run[try run.evaluate(from: run.position)].pointee
        } catch {
            let located = error.located(in: program.source.file, at: procedure.place)
            guard located.notes.count < Self.mostNotes else { throw located }
            let caller = run.program
            let place = caller.source.file.location(of: caller.places[call])
            throw located.adding([TemplateError.Note("in \(procedure.title)", at: place)])
        }
    }

    /// Of many calls in each other the innermost ones are told.
    private static let mostNotes = 8

    private var procedure: Procedure { program.procedures[plan.procedure] }

    /// Starts the procedure of the body.
    private func begin(
        with values: [TemplateValue],
        in run: inout PageRun,
        at call: Int
    ) throws(TemplateError) {
        try run.checkExpressions("lambdas call each other")
        // Whatever a call uses of them, all of its registers are made.
        try run.budget.take(steps: procedure.registerCount)
        try run.enter(
            .expression(self),
            program: run.programs.number(of: program, run.translation),
            procedure: plan.procedure,
            at: call,
            returningTo: run.position,
            macroAround: run.innermostMacro
        )
        for (index, value) in values.enumerated() {
            run.set(Register(number: Int32(Register.fixedCount + index)), value)
        }
        for (index, kept) in kept.enumerated() {
            let register = Register(number: Int32(Register.fixedCount + values.count + index))
            switch kept {
            case .value(let value): run.set(register, value)
            case .default: run[register] = run.marker
            case .undefined: run[register] = run.undefined
            }
        }
    }

    // MARK: Arguments

    /// The values of the parameters.
    private func bound(_ arguments: PythonArguments) throws(TemplateError) -> [TemplateValue] {
        let parameters = plan.parameters
        guard arguments.count <= parameters.count else {
            throw TemplateError(
                .typeError,
                "the lambda does not take \(arguments.count) arguments"
            )
        }
        var values: [TemplateValue?] = arguments.positional
        values += [TemplateValue?](repeating: nil, count: parameters.count - values.count)
        for (name, value) in arguments.keywords.entries {
            guard let index = parameters.firstIndex(where: { $0.name == name }) else {
                throw TemplateError(.typeError, "the lambda has no argument '\(name)'")
            }
            guard values[index] == nil else {
                throw TemplateError(.typeError, "the argument '\(name)' is passed twice")
            }
            values[index] = value
        }
        return try complete(values)
    }

    private func complete(_ values: [TemplateValue?]) throws(TemplateError) -> [TemplateValue] {
        let required = values.count - fallbacks.count
        var complete: [TemplateValue] = []
        for (index, value) in values.enumerated() {
            if let value {
                complete.append(value)
            } else if index >= required {
                complete.append(fallbacks[index - required])
            } else {
                let name = plan.parameters[index].name
                throw TemplateError(.typeError, "the argument '\(name)' is missing")
            }
        }
        return complete
    }
}
