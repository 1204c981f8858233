/// Content that is being captured.
struct Capture {
    /// The length of the page before it.
    let mark: Int

    /// How many parts there were before it.
    let firstPart: Int

    /// Whether it is a message, and not a part of one.
    let isMessage: Bool
}

/// A part of a message that has been captured.
struct CapturedPart {
    let name: String
    let content: [UInt8]

    /// Where the message has the part's name.
    let place: Range<Int>
}

extension Machine {
    /// Begins or ends to capture a message, or a part of one.
    func capture(_ step: Step, _ output: inout TemplateOutput) throws(TemplateError) {
        switch step.pointee.opcode {
        case .endPart:
            try locating(step - instructions) { () throws(TemplateError) in
                let mark = captures.last?.mark ?? output.count
                try budget.take(steps: (output.count - mark) / Budget.textBytesPerStep)
            }
            endPart(program.tables.messageParts[Int(step.pointee.operand)], &output)
        case .endMessage:
            try endMessage(step, &output)
        default:
            let isMessage = step.pointee.opcode == .beginMessage
            captures.append(
                Capture(mark: output.count, firstPart: parts.count, isMessage: isMessage)
            )
        }
    }

    /// Ends a part: the message gets its name instead.
    ///
    /// A part that is in no message, as a slot's filler can have one, stays as
    /// it is.
    private func endPart(_ plan: MessagePartPlan, _ output: inout TemplateOutput) {
        let capture = captures.removeLast()
        guard let message = captures.last, message.isMessage else { return }
        let content = output.bytes(from: capture.mark)
        output.truncate(to: capture.mark)
        output.append("${\(plan.name)}")
        parts.append(
            CapturedPart(
                name: plan.name,
                content: plan.keepsSpace ? content : content.normalizingSpace,
                place: capture.mark - message.mark..<output.count - message.mark
            )
        )
    }

    /// Ends a message: its translation stands for what has been captured.
    private func endMessage(_ step: Step, _ output: inout TemplateOutput) throws(TemplateError) {
        let capture = captures.removeLast()
        let plan = program.tables.contentMessages[Int(step.pointee.operand)]
        try locating(step - instructions) { () throws(TemplateError) in
            try budget.take(steps: (output.count - capture.mark) / Budget.textBytesPerStep)
        }
        let content = output.bytes(from: capture.mark)
        let id = plan.id ?? String(decoding: plan.idBytes(of: content), as: UTF8.self)
        let data = try data(step)
        let message = TemplateMessage(
            id,
            domain: plan.scope.domain,
            default: String(decoding: content, as: UTF8.self),
            mapping: data,
            context: plan.scope.context,
            count: try count(of: data, step)
        )
        let captured = CapturedMessage(content: content, parts: Array(parts[capture.firstPart...]))
        parts.removeSubrange(capture.firstPart...)
        let text = try locating(step - instructions) { () throws(TemplateError) in
            let text = try translation.content(of: message, captured)
            try budget.take(textSize: text.utf8.count)
            return text
        }
        output.truncate(to: capture.mark)
        output.append(text)
    }

    /// The values that a statement gives to a message.
    private func data(_ step: Step) throws(TemplateError) -> TemplateMapping {
        guard step.pointee.b >= 0 else { return [:] }
        let value = registers[Int(step.pointee.b)].pointee.fixed
        switch value {
        case .mapping(let mapping): return mapping
        case .nothing: return [:]
        default:
            throw failure(
                .translationFailed,
                "'i18n:data' needs a mapping, not \(value.typeName)",
                step
            )
        }
    }

    /// The number that chooses among plural forms; `nil` where there is none.
    ///
    /// Anything else under its name would give a form that nobody has chosen, so
    /// it is an error, in the language of the source too.
    private func count(
        of data: TemplateMapping,
        _ step: Step
    ) throws(TemplateError) -> Int? {
        guard let value = data["count"] else { return nil }
        if let count = value.wholeNumber { return count }
        throw failure(
            .translationFailed,
            "'count' of 'i18n:data' needs a whole number, not \(value.numberProblem)",
            step
        )
    }

    /// `a` = a message of the value in `b`, or of a text of the source.
    func message(_ step: Step) throws(TemplateError) {
        let plan = program.tables.messages[Int(step.pointee.operand)]
        let value = step.pointee.b < 0 ? nil : registers[Int(step.pointee.b)]
        if let value, value != marker {
            try set(step.pointee.a, message(plan, value.pointee, step))
        } else if let text = plan.text {
            let mapping = plan.names.map { ($0.name, registers[Int($0.register)].pointee) }
            let message = TemplateMessage(
                plan.id ?? text,
                domain: plan.scope.domain,
                default: text,
                mapping: TemplateMapping(mapping),
                context: plan.scope.context
            )
            set(step.pointee.a, .object(message))
        } else {
            registers[Int(step.pointee.a)] = marker
        }
    }

    /// A message of a value; nothing stays nothing.
    func message(
        _ plan: MessagePlan,
        _ value: TemplateValue,
        _ step: Step
    ) throws(TemplateError) -> TemplateValue {
        switch value {
        case .nothing, .object(is TemplateMessage):
            return value
        case .markup(let markup):
            // The markup is trusted, and its translator is as much as its author.
            let message = plan.message(id: markup.text)
            let text = try insertedText(of: .object(message), step)
            return .markup(SafeMarkup(unchecked: text, reason: "a translation of trusted markup"))
        default:
            let text = try locating(step - instructions) { () throws(TemplateError) in
                try value.textForm(&budget)
            }
            return .object(plan.message(id: plan.id ?? text, text: text))
        }
    }
}

extension MessagePlan {
    fileprivate func message(id: String, text: String? = nil) -> TemplateMessage {
        TemplateMessage(id, domain: scope.domain, default: text, context: scope.context)
    }
}

extension ContentMessagePlan {
    fileprivate func idBytes(of content: [UInt8]) -> [UInt8] {
        scope.keepsSpace ? content : content.normalizingSpace
    }
}

extension TemplateValue {
    /// What kind of value stands for a whole number.
    fileprivate var numberProblem: String {
        guard case .double(let value) = self else { return typeName }
        return value.isFinite && value.rounded() != value ? "a fraction" : "one beyond 64 bits"
    }
}

extension TemplateOutput {
    /// The bytes behind the first `count`.
    fileprivate func bytes(from count: Int) -> [UInt8] {
        withUnsafeBytes { Array($0[count...]) }
    }
}
