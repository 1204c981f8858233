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
        if case .string(let text) = found.pointee, !insertion.escaping.isXML {
            output.append(text, escaping: insertion.escaping)
        } else {
            try unusualText(found, insertion, &next)
        }
    }

    @inline(never)
    private mutating func unusualText(
        _ found: Pointer,
        _ insertion: Insertion,
        _ next: inout Int
    ) throws(TemplateError) {
        guard let value = try finished(found, insertion.value, at: next - 1) else {
            next = insertion.value.failure.position
            return
        }
        switch value.pointee {
        case .nothing:
            try leave(value, insertion, &next)
        case .integer(let integer):
            output.append(integer)
        case .markup(let markup) where insertion.escaping.isText:
            try checkCharacters(of: markup.text)
            output.append(markup.text)
        default:
            let text = try insertedText(of: value.pointee, translates: insertion.translates)
            try write(text, insertion.escaping)
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
    mutating func text(of pieces: [ConcatenationPiece]) throws(TemplateError) -> String {
        var text = ""
        for piece in pieces {
            switch piece {
            case .literal(let literal): text += literal
            case .register(let register):
                let part = try self[register].pointee.insertedText(&budget)
                try budget.check(textSize: text.utf8.count + part.utf8.count)
                text += part
            }
        }
        try budget.take(textSize: text.utf8.count)
        return text
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
            let text = try trusted(value.pointee, translates: insertion.translates)
            try checkCharacters(of: text)
            output.append(text)
        }
    }

    /// The text of a value that may be inserted as markup.
    private mutating func trusted(
        _ value: TemplateValue,
        translates: Bool = true
    ) throws(TemplateError) -> String {
        switch value {
        case .markup(let markup): return markup.text
        case .integer, .double, .bool: return value.textForm
        default:
            guard program.configuration.trustsPlainText || program.source.mode == .text else {
                throw TemplateError(
                    .untrustedMarkup,
                    "\(value.typeName) is not markup that somebody vouches for",
                    notes: [.init("pass a SafeMarkup, or insert it as text")]
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
