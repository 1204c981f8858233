// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Puts the values of a message into its markup, each escaped for its place.
struct MessageComposer {
    /// A value of a message.
    enum Value {
        case text([UInt8])

        /// Markup: a part of the content, or what the application vouches for.
        case markup([UInt8])

        fileprivate var bytes: [UInt8] {
            switch self {
            case .text(let bytes), .markup(let bytes): bytes
            }
        }
    }

    /// The id of the message, for errors.
    let id: String
    let mode: MarkupMode

    private var markup = MessageMarkup()
    private var bytes: [UInt8] = []

    init(id: String, _ mode: MarkupMode) {
        self.id = id
        self.mode = mode
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Adds markup with the values of the names in it.
    mutating func add(_ pattern: [UInt8], _ values: [String: Value]) throws(TemplateError) {
        var read = 0
        var markup = markup
        bytes += try MessageNames.replace(in: pattern) { name, range throws(TemplateError) in
            guard let value = values[name] else { return nil }
            markup.read(pattern[read..<range.lowerBound])
            read = range.upperBound
            return try composed(value, behind: markup, name)
        }
        markup.read(pattern[read...])
        self.markup = markup
    }

    /// Adds one value.
    mutating func add(_ value: Value, named name: String) throws(TemplateError) {
        bytes += try composed(value, behind: markup, name)
    }

    /// A value as it is written.
    ///
    /// Plain text has no markup to be escaped for. A browser drops a line end at the start of
    /// a `<pre>`, so that of a value is doubled.
    private func composed(
        _ value: Value,
        behind markup: MessageMarkup,
        _ name: String
    ) throws(TemplateError) -> [UInt8] {
        guard mode != .text else { return value.bytes }
        let bytes = try escaped(value, for: markup.place, name)
        guard mode == .html, markup.dropsLineEnd, let first = bytes.first,
            first == Byte.newline || first == Byte.carriageReturn
        else { return bytes }
        return [Byte.newline] + bytes
    }

    private func escaped(
        _ value: Value,
        for place: MessageMarkup.Place,
        _ name: String
    ) throws(TemplateError) -> [UInt8] {
        switch (place, value) {
        case (.text, .text(let text)): return text.escaped(mode == .xml ? .xmlText : .doubleQuoted)
        case (.text, .markup(let markup)): return markup
        case (.quoted(let quote), .text(let text)):
            return text.escaped(Escaping(quote: quote, mode))
        case (.quoted(let quote), .markup(let markup)):
            // Its references are the text that they stand for there, too.
            return markup.escapedKeepingReferences(Escaping(quote: quote, mode))
        case (.unsafe(let remark), _):
            throw TemplateError(
                .unsafePlace,
                "in the message '\(id)' the value of '\(name)' stands \(remark)",
                notes: [.init("a value can stand in text and in quoted attributes")]
            )
        }
    }
}

extension [UInt8] {
    /// The bytes with what a place cannot hold replaced, but for ampersands.
    fileprivate func escapedKeepingReferences(_ escaping: Escaping) -> [UInt8] {
        let parts = split(separator: Byte.ampersand, omittingEmptySubsequences: false)
        return Array(parts.map { Array($0).escaped(escaping) }.joined(separator: [Byte.ampersand]))
    }
}
