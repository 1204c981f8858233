// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

// Values at places that do not take every value as it is.
extension PageRun {
    /// Writes a value at a place with a filter; `place` is the instruction that does it.
    mutating func writeFiltered(
        _ value: TemplateValue,
        _ writing: Writing,
        translates: Bool = true,
        at place: Int
    ) throws(TemplateError) {
        let bytes = try filtered(value, writing.filter, translates: translates, at: place)
        try write(bytes, writing.escaping)
    }

    /// A value as its place takes it, before it is escaped.
    mutating func filtered(
        _ value: TemplateValue,
        _ filter: PlaceFilter,
        translates: Bool = true,
        at place: Int
    ) throws(TemplateError) -> [UInt8] {
        if let trusted = filter.trustedText(of: value) { return Array(trusted.utf8) }
        if filter.isForVouched {
            try refuse(filter, at: place)
            return filter.replacement
        }
        if let language = filter.language {
            let value = try message(value.fixed)
            guard takes(value, filter) else {
                try refuse(filter, at: place)
                return filter.replacement
            }
            return try scriptValue(of: value, language)
        }
        let placed: PlacedValue
        switch value {
        case .markup(let markup): placed = .markup(Array(markup.text.utf8))
        case .object(let text as SafeText): placed = .vouched(text)
        default:
            placed = .text(Array(try insertedText(of: value, translates: translates).utf8))
        }
        let filters = ValueFilter(schemes: program.configuration.addressSchemes)
        let (bytes, isComplete) = filters.filter(placed, filter)
        if !isComplete { try refuse(filter, at: place) }
        try budget.take(textSize: bytes.count)
        return bytes
    }

    /// Whether a value can be written as a value of a script where it is used as the filter says.
    private func takes(_ value: TemplateValue, _ filter: PlaceFilter) -> Bool {
        let text: String
        switch value {
        case .string(let string): text = string
        case .markup(let markup): text = markup.text
        case .object(let safe as SafeText): text = safe.text
        // A script makes a text of its items.
        case .list(let items): return items.first.map { takes($0.fixed, filter) } ?? true
        case .nothing, .bool, .integer, .double, .mapping, .object: return true
        }
        return switch filter {
        case .scriptMember: !text.utf8.elementsEqual(ScriptPlaces.prototype)
        case .scriptLink: !AddressFilter.isCode(text.utf8)
        case .scriptLinkRest: !AddressFilter.mayEndScheme(text.utf8)
        default: true
        }
    }

    /// The text of a message, and every other value as it is.
    private mutating func message(_ value: TemplateValue) throws(TemplateError) -> TemplateValue {
        guard case .object(is TemplateMessage) = value else { return value }
        return .string(try insertedText(of: value))
    }

    private mutating func scriptValue(
        of value: TemplateValue,
        _ language: ScriptValue.Language
    ) throws(TemplateError) -> [UInt8] {
        let written = try ScriptValue(value, in: language, &budget)
        if let omission = written.omissions.first {
            throw TemplateError(
                .noText,
                "the value cannot be written as data of a script: \(omission)",
                notes: [.init("pass numbers, texts, truth values, lists and mappings of them")]
            )
        }
        guard language == .json else { return written.bytes }
        // Nothing of JSON can join what stands beside it.
        let start = written.bytes.drop { $0 == Byte.space }
        return start.lastIndex { $0 != Byte.space }.map { Array(start[...$0]) } ?? []
    }

    /// Writes bytes with those escaped that a place cannot hold.
    mutating func write(_ bytes: [UInt8], _ escaping: Escaping) throws(TemplateError) {
        if escaping.isXML {
            try write(String(decoding: bytes, as: UTF8.self), escaping)
        } else {
            bytes.withUnsafeBufferPointer { output.append($0, escaping: escaping) }
        }
    }

    /// Tells of a value that is not written, or ends the page for it.
    mutating func refuse(_ filter: PlaceFilter, at place: Int) throws(TemplateError) {
        let configuration = program.configuration
        guard !configuration.refusalsAreErrors else {
            throw TemplateError(.refusedValue, filter.refusal, notes: [.init(filter.remedy)])
        }
        configuration.onRefusal?(
            TemplateRefusal(
                message: filter.refusal,
                location: program.source.file.location(of: program.places[place]),
                remedy: filter.remedy
            )
        )
    }
}

extension PlaceFilter {
    /// What a value is written as that is data of a script.
    var language: ScriptValue.Language? {
        switch self {
        case .script, .scriptMember, .scriptLink, .scriptLinkRest: .javaScript
        case .json: .json
        default: nil
        }
    }

    /// The text of a value that passes here because somebody vouches for it.
    func trustedText(of value: TemplateValue) -> String? {
        guard case .object(let object) = value, let text = object as? SafeText,
            trusts(text.use)
        else { return nil }
        return text.text
    }
}
