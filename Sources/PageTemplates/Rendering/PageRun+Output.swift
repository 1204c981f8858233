// SPDX-License-Identifier: Apache-2.0

// What is written into the page.
extension PageRun {
    @inline(__always)
    mutating func write(_ literal: Instruction.Literal) {
        output.append(padded: loaded.literals + Int(literal.start), count: Int(literal.count))
    }

    // MARK: - Text

    /// Writes a value as text.
    @inline(__always)
    mutating func text(_ insertion: Insertion, _ next: inout Int) throws(TemplateError) {
        guard let found = try value(of: insertion.value, at: next - 1) else {
            next = insertion.value.failure.position
            return
        }
        guard insertion.writing.isPlain else { return try unusualText(found, insertion, &next) }
        switch found.pointee {
        case .string(let text): output.append(text, escaping: insertion.writing.escaping)
        case .integer(let integer): output.append(integer)
        default: try unusualText(found, insertion, &next)
        }
    }

    @inline(never)
    private mutating func unusualText(
        _ found: Pointer,
        _ insertion: Insertion,
        _ next: inout Int
    ) throws(TemplateError) {
        if case .string(let text) = found.pointee, !insertion.writing.escaping.isXML,
            output.append(text, passing: insertion.writing)
        {
            return
        }
        guard let value = try finished(found, insertion.value, at: next - 1) else {
            next = insertion.value.failure.position
            return
        }
        switch value.pointee {
        case .nothing:
            try leave(value, insertion, &next)
            // Nothing is a value of a script too, and an expression cannot be empty.
            if value != marker, value != undefined, let word = insertion.writing.filter.nothing {
                output.append(word)
            }
        case .integer(let integer) where insertion.writing.filter.takesNumbers:
            output.append(integer)
        case .markup(let markup) where insertion.writing.takesMarkup:
            output.append(try checked(markup: markup.text, insertion.writing))
        case .markup:
            try writeFiltered(value.pointee, insertion.writing, at: next - 1)
        case _ where insertion.writing.filter != .none:
            try writeFiltered(
                value.pointee,
                insertion.writing,
                translates: insertion.translates,
                at: next - 1
            )
        default:
            let text = try insertedText(of: value.pointee, translates: insertion.translates)
            try write(text, insertion.writing.escaping)
        }
    }

    /// Writes text with the characters escaped that a place cannot hold.
    mutating func write(_ text: String, _ escaping: Escaping) throws(TemplateError) {
        guard escaping.isXML else { return output.append(text, escaping: escaping) }
        try checkCharacters(of: text)
        let bytes = Array(text.utf8).escaped(escaping)
        bytes.withUnsafeBufferPointer { output.append($0) }
    }

    /// Refuses what makes a document of XML ill-formed.
    func checkCharacters(of text: String) throws(TemplateError) {
        guard program.source.mode == .xml,
            let scalar = XMLCharacters.firstForbidden(in: text.utf8)
        else { return }
        let number = String(scalar.value, radix: 16, uppercase: true)
        let code = String(repeating: "0", count: max(0, 4 - number.count)) + number
        throw TemplateError(
            .invalidCharacter,
            "the value has the character U+\(code), which XML cannot hold",
            notes: [.init("take it out of the data: no reference stands for it either")]
        )
    }

    /// Goes where an insertion without a value goes: to the original content
    /// for `default`, to the next alternative for an unknown variable.
    private func leave(
        _ value: Pointer,
        _ insertion: Insertion,
        _ next: inout Int
    ) throws(TemplateError) {
        if value == marker, insertion.onDefault.isSomewhere {
            next = insertion.onDefault.position
        } else if value == undefined {
            try failUnlessAbsent(insertion.value.failure, at: next - 1)
            next = insertion.value.failure.position
        }
    }

    /// The text that is inserted for a value: its text form, or the translation
    /// of a message.
    mutating func insertedText(
        of value: TemplateValue,
        translates: Bool = true
    ) throws(TemplateError) -> String {
        guard translates else { return try value.insertedText(&budget) }
        let text = try translation.text(of: value)
        try budget.take(textSize: text.utf8.count)
        return text
    }

    /// The text of literals and registers.
    mutating func text(
        of plan: ConcatenationPlan,
        at place: Int
    ) throws(TemplateError) -> TemplateValue {
        var text = ""
        for piece in plan.pieces {
            switch piece {
            case .literal(let literal): text += literal
            case .register(let register):
                let part = try self[register].pointee.insertedText(&budget)
                try budget.check(textSize: text.utf8.count + part.utf8.count)
                text += part
            case .filtered(let register, let filter):
                let part = try filtered(self[register].pointee, filter, at: place)
                try budget.check(textSize: text.utf8.count + part.count)
                text += String(decoding: part, as: UTF8.self)
            }
        }
        try budget.take(textSize: text.utf8.count)
        return plan.isPlaced ? .object(SafeText(.author, text)) : .string(text)
    }

    // MARK: - Markup

    /// Writes a value as markup.
    mutating func structure(_ insertion: Insertion, _ next: inout Int) throws(TemplateError) {
        guard let found = try value(of: insertion.value, at: next - 1),
            let value = try finished(found, insertion.value, at: next - 1)
        else {
            next = insertion.value.failure.position
            return
        }
        if case .nothing = value.pointee {
            try leave(value, insertion, &next)
        } else {
            try write(structure: value.pointee, insertion)
        }
    }

    private mutating func write(
        structure value: TemplateValue,
        _ insertion: Insertion
    ) throws(TemplateError) {
        let filter = insertion.writing.filter
        if let text = filter.trustedText(of: value) {
            return output.append(try checked(markup: text, insertion.writing))
        }
        let found = try trusted(value, translates: insertion.translates, filter)
        let text = try checked(markup: found, insertion.writing)
        if filter == .textOnly {
            let bytes = Array(text.utf8).escapedKeepingReferences(insertion.writing.escaping)
            bytes.withUnsafeBufferPointer { output.append($0) }
        } else {
            output.append(text)
        }
    }

    /// Markup as it goes out; refuses what browsers would read otherwise where it stands: it ends
    /// SVG, say.
    private func checked(
        markup text: String,
        _ writing: Writing
    ) throws(TemplateError) -> String {
        try checkCharacters(of: text)
        guard writing.filter == .none, program.source.mode == .html else { return text }
        var setting = setting.inside(writing.site)
        // What a message makes of it, is looked at when the message ends.
        if !captures.isEmpty { setting.holders = [] }
        if !setting.isPlain {
            let needs = MarkupFragment(Array(text.utf8)).needs
            if let problem = needs.problem(of: "the markup", in: setting) { throw problem }
        }
        return text.beforeText
    }

    private static let markupRemedy = "pass a SafeMarkup, or insert it as text"
    private static let codeRemedy = "pass a SafeJS or SafeCSS, or insert it without 'structure'"

    /// The text of a value that may be inserted as markup.
    private mutating func trusted(
        _ value: TemplateValue,
        translates: Bool = true,
        _ filter: PlaceFilter = .none
    ) throws(TemplateError) -> String {
        switch value {
        case .markup(let markup) where filter.takesPieces: return markup.text
        case .integer, .double, .bool: return value.textForm
        default:
            guard program.configuration.trustsPlainText || program.source.mode == .text else {
                throw TemplateError(
                    .untrustedMarkup,
                    "\(value.typeName) is not markup that somebody vouches for",
                    notes: [.init(filter.takesPieces ? Self.markupRemedy : Self.codeRemedy)]
                )
            }
            return try insertedText(of: value, translates: translates)
        }
    }

    /// Lets a register have a value as trusted markup.
    mutating func trust(_ value: Pointer, into result: Register) throws(TemplateError) {
        if case .nothing = value.pointee {
            self[result] = value
            return
        }
        let text = try trusted(value.pointee)
        let markup = SafeMarkup(unchecked: text, reason: "vouched for, or trusted by configuration")
        set(result, .markup(markup))
    }
}
