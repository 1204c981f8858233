// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Content that is being captured.
struct Capture {
    /// The length of the page before it.
    let mark: Int

    /// How many parts there were before it.
    let firstPart: Int

    /// Whether it is a message, and not a part of one.
    let isMessage: Bool

    /// Begins to capture a message, or a part of one.
    static func begin(in run: inout PageRun, isMessage: Bool) {
        run.captures.append(
            Capture(mark: run.output.count, firstPart: run.parts.count, isMessage: isMessage)
        )
    }
}

/// A part of a message that has been captured.
struct CapturedPart {
    let name: String
    let content: [UInt8]

    /// Where the message has the part's name.
    var place: Range<Int>

    /// What it needs from around it, to be read as it was written.
    var needs: PartNeeds
}

extension MessagePartPlan {
    /// Ends a part: the message gets its name instead.
    ///
    /// A part that is in no message, as a slot's filler can have one, stays as
    /// it is.
    func end(in run: inout PageRun) throws(TemplateError) {
        let capture = run.captures.removeLast()
        try run.budget.take(steps: (run.output.count - capture.mark) / Budget.textBytesPerStep)
        guard let message = run.captures.last, message.isMessage else { return }
        let content = run.output.bytes(from: capture.mark)
        run.output.truncate(to: capture.mark)
        run.output.append("${\(name)}")
        var needs = PartNeeds()
        needs.note(content[...])
        needs.markup = MarkupKinds(run.setting.inside(site).foreign)
        run.parts.append(
            CapturedPart(
                name: name,
                content: keepsSpace ? content : content.normalizingSpace,
                place: capture.mark - message.mark..<run.output.count - message.mark,
                needs: needs
            )
        )
    }
}

extension ContentMessagePlan {
    /// Ends a message: its translation stands for what has been captured.
    func end(
        _ linked: LinkedContent?,
        in run: inout PageRun,
        at place: Int
    ) throws(TemplateError) {
        let capture = run.captures.removeLast()
        try run.budget.take(steps: (run.output.count - capture.mark) / Budget.textBytesPerStep)
        let setting = run.setting.inside(self.place.site)
        if let linked, setting.isPlain, run.parts.count == capture.firstPart + linked.partCount {
            run.output.truncate(to: capture.mark)
            let parts = run.parts[capture.firstPart...]
            run.parts.removeSubrange(capture.firstPart...)
            return try linked.write(parts, into: &run)
        }
        let content = run.output.bytes(from: capture.mark)
        let data = try values(in: run)
        let message = message(of: content, data, count: try count(of: data))
        let parts = Array(run.parts[capture.firstPart...])
        run.parts.removeSubrange(capture.firstPart...)
        let captured = CapturedMessage(content: content, parts: parts)
        let pattern = try run.translation.pattern(of: message)
        try check(captured, translatedAs: pattern, of: message, in: run)
        let (text, refusals) = try run.translation.content(
            of: message,
            captured,
            translatedAs: pattern,
            MessageComposer(
                id: message.id,
                run.program.source.markup.mode,
                run.program.configuration,
                isTextOnly: self.place.isTextOnly
            )
        )
        for filter in refusals { try run.refuse(filter, at: place) }
        try run.budget.take(textSize: text.utf8.count)
        try run.checkCharacters(of: text)
        run.output.truncate(to: capture.mark)
        run.output.append(text)
    }

    /// Refuses what browsers would read otherwise than it was written: a translation, parts that
    /// it moves, and markup of data.
    private func check(
        _ captured: CapturedMessage,
        translatedAs pattern: String?,
        of message: TemplateMessage,
        in run: borrowing PageRun
    ) throws(TemplateError) {
        guard run.program.source.mode == .html else { return }
        let setting = run.setting.inside(place.site)
        let data = message.mapping.markupParts
        let markup: MarkupFragment
        var parts = captured.parts + data
        if let pattern {
            markup = run.program.translations.markup(
                of: Array(pattern.utf8),
                at: place,
                in: setting.foreign
            )
        } else {
            // Parts stand where they were written: only what is around can be wrong.
            if setting.isPlain { parts = data }
            guard !parts.isEmpty else { return }
            markup = MarkupFragment(
                captured.content,
                isTextOnly: place.isTextOnly,
                in: setting.foreign
            )
        }
        if let problem = markup.problem(ofMessage: message.id, parts, in: setting) { throw problem }
    }

    /// The values that a statement gives to the message.
    private func values(in run: borrowing PageRun) throws(TemplateError) -> TemplateMapping {
        guard let data else { return [:] }
        let value = run[data].pointee.fixed
        switch value {
        case .mapping(let mapping): return mapping
        case .nothing: return [:]
        default:
            throw TemplateError(
                .translationFailed,
                "'i18n:data' needs a mapping, not \(value.typeName)"
            )
        }
    }

    /// The number that chooses among plural forms; `nil` where there is none.
    ///
    /// Anything else under its name would give a form that nobody has chosen, so
    /// it is an error, in the language of the source too.
    private func count(of data: TemplateMapping) throws(TemplateError) -> Int? {
        guard let value = data["count"] else { return nil }
        if let count = value.wholeNumber { return count }
        throw TemplateError(
            .translationFailed,
            "'count' of 'i18n:data' needs a whole number, not \(value.numberProblem)"
        )
    }
}

extension PageRun {
    /// What is around the part of the page that runs.
    var setting: PartSetting { frames[frames.count - 1].setting }

    /// Writes a message that is text of the source alone.
    mutating func write(_ entry: PlanID<StaticMessagePlan>) throws(TemplateError) {
        let plan = program.tables.staticMessages[entry]
        let known = loaded.messages?[entry]
        let text =
            if let known { known } else {
                try translation.text(of: plan, in: program.source.markup.mode)
            }
        try budget.take(textSize: text.bytes.count)
        if let needs = text.needs {
            let title = "the translation of '\(plan.message.id)'"
            let problem = needs.problem(of: title, in: setting.inside(plan.place.site))
            if let problem { throw problem }
        }
        if known == nil { try checkCharacters(of: String(decoding: text.bytes, as: UTF8.self)) }
        text.bytes.withUnsafeBufferPointer { output.append($0) }
    }
}

extension MessagePattern {
    /// The text with the values of the plan's names.
    func value(
        of plan: MessagePlan,
        in run: inout PageRun,
        at place: Int
    ) throws(TemplateError) -> TemplateValue {
        if let whole { return whole }
        var text = ""
        for piece in pieces {
            switch piece {
            case .literal(let literal): text += literal
            case .value(let index, let filter):
                let value = run[plan.names[index].register].pointee
                if filter != .none {
                    let bytes = try run.filtered(value, filter, at: place)
                    text += String(decoding: bytes, as: UTF8.self)
                } else if case .string(let string) = value {
                    text += string
                } else {
                    text += try run.translation.text(of: value, depth: 1)
                }
            }
            guard text.utf8.count <= run.translation.lengthLimit else {
                throw run.translation.tooLong
            }
        }
        try run.budget.take(textSize: text.utf8.count)
        let isPlaced = plan.isAuthors || plan.meaning != .plain
        return isPlaced ? .object(SafeText(.author, text)) : .string(text)
    }
}

extension MessagePlan {
    /// Lets a register have a message of a value, or of a text of the source.
    func make(
        _ entry: PlanID<MessagePlan>,
        in run: inout PageRun,
        into result: Register,
        at place: Int
    ) throws(TemplateError) {
        if let value, run[value] != run.marker {
            run.set(result, try message(of: run[value].pointee, in: &run))
        } else if let pattern = run.loaded.messages?[entry] ?? pattern(in: run) {
            run.set(result, try pattern.value(of: self, in: &run, at: place))
        } else if let text {
            let values = TemplateMapping(names.map { ($0.name, run[$0.register].pointee) })
            let value = TemplateValue.object(message(text, values))
            guard isAuthors else { return run.set(result, value) }
            run.set(result, .object(SafeText(.author, try run.insertedText(of: value))))
        } else {
            run[result] = run.marker
        }
    }

    /// The pattern of a text whose values are filtered, where only the translator knows it.
    private func pattern(in run: borrowing PageRun) -> MessagePattern? {
        guard meaning != .plain else { return nil }
        return MessagePattern(self, run.translation, run.program.configuration)
    }

    /// A message of a value; nothing stays nothing.
    func message(
        of value: TemplateValue,
        in run: inout PageRun
    ) throws(TemplateError) -> TemplateValue {
        switch value {
        case .nothing, .object(is TemplateMessage):
            return value
        case .markup(let markup):
            // The markup is trusted, and its translator is as much as its author.
            let text = try run.insertedText(of: .object(message(id: markup.text)))
            return .markup(SafeMarkup(unchecked: text, reason: "a translation of trusted markup"))
        default:
            let text = try value.insertedText(&run.budget)
            return .object(message(id: id ?? text, text: text))
        }
    }

    private func message(id: String, text: String? = nil) -> TemplateMessage {
        TemplateMessage(id, domain: scope.domain, default: text, context: scope.context)
    }
}

extension TemplateMapping {
    /// The values that are markup: whoever vouches for them says that they are complete.
    fileprivate var markupParts: [CapturedPart] {
        zip(keys, values).compactMap { name, value in
            guard case .markup(let markup) = value else { return nil }
            let content = Array(markup.text.utf8)
            var needs = MarkupFragment(content).needs
            needs.fault = nil
            return CapturedPart(name: name, content: content, place: 0..<0, needs: needs)
        }
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
