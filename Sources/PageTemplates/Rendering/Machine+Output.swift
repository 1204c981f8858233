extension Machine {
    /// Writes the value of an instruction as text.
    @inline(__always)
    func text(
        _ step: Step,
        _ output: inout TemplateOutput,
        _ next: inout Int
    ) throws(TemplateError) {
        guard let found = try value(of: step, in: step.pointee.a) else {
            next = Int(step.pointee.failure)
            return
        }
        if case .string(let text) = found.pointee {
            output.append(text, escaping: step.pointee.escaping)
        } else {
            try unusualText(found, step, &output, &next)
        }
    }

    @inline(never)
    private func unusualText(
        _ found: Pointer,
        _ step: Step,
        _ output: inout TemplateOutput,
        _ next: inout Int
    ) throws(TemplateError) {
        guard let value = try finished(found, step) else {
            next = Int(step.pointee.failure)
            return
        }
        switch value.pointee {
        case .nothing:
            try leave(value, step, &next)
        case .integer(let integer):
            output.append(integer)
        case .markup(let markup) where step.pointee.escaping == .text:
            output.append(markup.text)
        default:
            output.append(try textForm(value, step), escaping: step.pointee.escaping)
        }
    }

    /// Goes where an insertion without a value goes: to the original content
    /// for `default`, to the next alternative for an unknown variable.
    private func leave(_ value: Pointer, _ step: Step, _ next: inout Int) throws(TemplateError) {
        if value == marker, step.pointee.target >= 0 {
            next = Int(step.pointee.target)
        } else if value == undefined {
            _ = try missingVariable(step)
            next = Int(step.pointee.failure)
        }
    }

    /// The text form of a value, if it is not too long.
    private func textForm(_ value: Pointer, _ step: Step) throws(TemplateError) -> String {
        try insertedText(of: value.pointee, step)
    }

    /// The text that is inserted for a value: its text form, or the translation
    /// of a message.
    func insertedText(of value: TemplateValue, _ step: Step) throws(TemplateError) -> String {
        try locating(step - instructions) { () throws(TemplateError) in
            guard step.pointee.translates else { return try value.textForm(&budget) }
            let text = try translation.text(of: value)
            try budget.take(textSize: text.utf8.count)
            return text
        }
    }

    /// Writes the value of an instruction as markup.
    func structure(
        _ step: Step,
        _ output: inout TemplateOutput,
        _ next: inout Int
    ) throws(TemplateError) {
        guard let found = try value(of: step, in: step.pointee.a) else {
            next = Int(step.pointee.failure)
            return
        }
        guard let value = try finished(found, step) else {
            next = Int(step.pointee.failure)
            return
        }
        if case .nothing = value.pointee {
            try leave(value, step, &next)
        } else {
            output.append(try trusted(value, step))
        }
    }

    /// The text of a value that may be inserted as markup.
    func trusted(_ value: Pointer, _ step: Step) throws(TemplateError) -> String {
        switch value.pointee {
        case .markup(let markup):
            return markup.text
        case .integer, .double, .bool:
            return value.pointee.textForm
        default:
            guard program.configuration.trustsPlainText else {
                throw failure(
                    .untrustedMarkup,
                    "\(value.pointee.typeName) is not markup that somebody vouches for",
                    step,
                    notes: [.init("pass a SafeMarkup, or insert it as text")]
                )
            }
            return try textForm(value, step)
        }
    }

    /// Writes an attribute, or leaves it out.
    @inline(__always)
    func attribute(
        _ step: Step,
        _ output: inout TemplateOutput,
        _ next: inout Int
    ) throws(TemplateError) {
        guard let found = try value(of: step, in: step.pointee.a) else {
            next = Int(step.pointee.failure)
            return
        }
        let plan = attributePlans + Int(step.pointee.plan)
        guard case .string(let text) = found.pointee, plan.pointee.boolean == nil else {
            try unusualAttribute(found, plan, step, &output, &next)
            return
        }
        write(plan.pointee.opening, &output)
        output.append(text, escaping: step.pointee.escaping)
        output.append(plan.pointee.quote)
    }

    @inline(never)
    private func unusualAttribute(
        _ found: Pointer,
        _ plan: UnsafePointer<AttributePlan>,
        _ step: Step,
        _ output: inout TemplateOutput,
        _ next: inout Int
    ) throws(TemplateError) {
        guard let value = try finished(found, step) else {
            next = Int(step.pointee.failure)
            return
        }
        if value == marker {
            write(plan.pointee.fallback, &output)
            return
        }
        if value == undefined {
            _ = try missingVariable(step)
            return
        }
        if let spelling = plan.pointee.boolean {
            if value.pointee.isTrue { write(spelling, &output) }
            return
        }
        if case .nothing = value.pointee { return }
        write(plan.pointee.opening, &output)
        output.append(try textForm(value, step), escaping: step.pointee.escaping)
        output.append(plan.pointee.quote)
    }

    @inline(__always)
    private func write(_ literal: Instruction.Literal, _ output: inout TemplateOutput) {
        output.append(padded: literals + Int(literal.start), count: Int(literal.count))
    }
}
