// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// The content of a message that is text of the source and parts, in their order.
struct FixedContent: Sendable {
    enum Piece: Sendable {
        case literal([UInt8])
        case part(String)
    }

    let pieces: [Piece]

    /// The content with `${name}` in the places of its parts.
    let bytes: [UInt8]

    /// The names of the parts.
    var names: [String] {
        pieces.compactMap { if case .part(let name) = $0 { name } else { nil } }
    }

    /// Nil where something of the message is known only to the render.
    init?(_ message: Message) {
        guard message.data == nil else { return nil }
        var pieces: [Piece] = []
        var bytes: [UInt8] = []
        for node in message.body {
            switch node {
            case .literal(let literal):
                pieces.append(.literal(literal))
                bytes += literal
            case .part(let part):
                pieces.append(.part(part.name))
                bytes += "${\(part.name)}".utf8
            default: return nil
            }
        }
        self.pieces = pieces
        self.bytes = bytes
    }

    /// A text that a translator wrote for it.
    fileprivate init(translation: [UInt8], of names: Set<String>) {
        var pieces: [Piece] = []
        var start = 0
        _ = MessageNames.replace(in: translation) { name, range -> [UInt8]? in
            guard names.contains(name) else { return nil }
            pieces.append(.literal(Array(translation[start..<range.lowerBound])))
            pieces.append(.part(name))
            start = range.upperBound
            return []
        }
        self.pieces = pieces + [.literal(Array(translation[start...]))]
        bytes = translation
    }

    /// Whether every part stands in text, where its markup goes out as it is.
    fileprivate func takesMarkup(in mode: MarkupMode) -> Bool {
        var markup = MessageMarkup(in: mode)
        for piece in pieces {
            switch piece {
            case .literal(let bytes): markup.read(bytes)
            case .part:
                guard case .text = markup.place, !markup.dropsLineEnd, !markup.isInReference else {
                    return false
                }
                markup.readValue()
            }
        }
        return true
    }
}

/// A message with parts in the languages of a render: its text, cut at the parts.
struct LinkedContent: Sendable {
    enum Piece: Sendable {
        case literal([UInt8])

        /// The part of this number among those of the message.
        case part(Int)
    }

    let pieces: [Piece]

    /// How many parts the message has.
    let partCount: Int

    /// Nil where only a render knows the text, or what becomes of the parts in it.
    init?(_ plan: ContentMessagePlan, _ translation: Translation, in mode: MarkupMode) {
        guard let source = plan.fixed, mode != .text, !plan.place.isTextOnly, plan.partsStay else {
            return nil
        }
        guard
            let content = try? Self.content(of: source, plan, translation, in: mode),
            content.takesMarkup(in: mode)
        else { return nil }
        let names = source.names
        partCount = names.count
        pieces = content.pieces.compactMap { piece in
            switch piece {
            case .literal(let bytes): bytes.isEmpty ? nil : .literal(bytes)
            // Of those with one name the last one counts.
            case .part(let name): names.lastIndex(of: name).map { .part($0) }
            }
        }
    }

    /// The content in the languages of a render; nil where its markup has to be looked at when it
    /// is rendered.
    private static func content(
        of source: FixedContent,
        _ plan: ContentMessagePlan,
        _ translation: Translation,
        in mode: MarkupMode
    ) throws(TemplateError) -> FixedContent? {
        let message = plan.message(of: source.bytes)
        guard let pattern = try translation.pattern(of: message) else { return source }
        let bytes = Array(pattern.utf8).numbering(in: mode).beforeText(mode)
        let isPlain =
            mode == .html
            ? MarkupFragment(bytes, isTextOnly: plan.place.isTextOnly).isPlain
            : XMLCharacters.firstForbidden(in: bytes) == nil
        return isPlain ? FixedContent(translation: bytes, of: Set(source.names)) : nil
    }
}
