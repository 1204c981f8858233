// SPDX-License-Identifier: Apache-2.0

import Synchronization
import TemplateSyntax

/// The texts of a program's messages in the languages of a render.
///
/// They are found once for all renders in these languages, as far as catalogs decide on them. What
/// has no text here is looked for when it is rendered, and fails there, if it fails.
final class LinkedMessages: Sendable {
    fileprivate let texts: CatalogTexts?
    fileprivate let languages: [String]
    private let contents: [StaticMessageText?]
    private let linked: [LinkedContent?]
    private let patterns: [MessagePattern?]

    init(_ program: TemplateProgram, _ translation: Translation) {
        texts = translation.texts
        languages = translation.languages
        let mode = program.source.markup.mode
        contents = program.tables.staticMessages.plans.map { plan in
            guard let text = try? translation.text(of: plan, in: mode) else { return nil }
            guard mode == .xml else { return text }
            return XMLCharacters.firstForbidden(in: text.bytes) == nil ? text : nil
        }
        linked = program.tables.contentMessages.plans.map {
            LinkedContent($0, translation, in: mode)
        }
        patterns = program.tables.messages.plans.map {
            MessagePattern($0, translation, program.configuration)
        }
    }

    subscript(entry: PlanID<StaticMessagePlan>) -> StaticMessageText? {
        contents[Int(entry.number)]
    }

    subscript(entry: PlanID<ContentMessagePlan>) -> LinkedContent? { linked[Int(entry.number)] }

    subscript(entry: PlanID<MessagePlan>) -> MessagePattern? { patterns[Int(entry.number)] }
}

/// The texts of a program's messages in the languages that it was rendered in.
final class LinkedMessageCache: Sendable {
    private let known = Mutex<[LinkedMessages]>([])

    /// A page has few languages, but who asks for it can name any.
    private static let limit = 16

    /// The messages of a program; nil where only the translator knows them.
    func messages(
        of program: TemplateProgram,
        _ translation: Translation
    ) -> LinkedMessages? {
        guard translation.isFixed else { return nil }
        if let found = known.withLock({ $0.first { $0.isOf(translation) } }) { return found }
        // Other renders go on: who finds the same ones twice has worked in vain, and no more.
        let messages = LinkedMessages(program, translation)
        known.withLock { known in
            known.removeAll { $0.isOlder(than: messages) }
            if known.count >= Self.limit { known.removeAll() }
            known.append(messages)
        }
        return messages
    }
}

extension LinkedMessages {
    /// Without catalogs all languages have the texts of the source.
    fileprivate func isOf(_ translation: Translation) -> Bool {
        texts === translation.texts && (texts == nil || languages == translation.languages)
    }

    /// Whether its catalogs have been read again since.
    fileprivate func isOlder(than other: LinkedMessages) -> Bool {
        texts != nil && other.texts != nil && texts !== other.texts
    }
}

/// A text of the source or its translation, cut at the names in it.
struct MessagePattern: Sendable {
    enum Piece {
        case literal(String)
        /// The value of one of the plan's names, and what becomes of it there.
        case value(Int, PlaceFilter)
    }

    let pieces: [Piece]

    /// The whole text where it has no names.
    let whole: TemplateValue?

    /// Nil where the message has no text of the source, or an empty one.
    init?(
        _ plan: MessagePlan,
        _ translation: Translation,
        _ configuration: TemplateConfiguration
    ) {
        guard let text = plan.text, !text.isEmpty else { return nil }
        let message = plan.message(text, [:])
        guard let pattern = try? translation.pattern(of: message) ?? text, !pattern.isEmpty,
            pattern.utf8.count <= translation.lengthLimit
        else { return nil }
        var pieces = Self.pieces(of: Array(pattern.utf8), plan.names.map(\.name))
        Self.place(&pieces, in: plan.meaning, trustsScripts: configuration.trustsScriptURLs)
        self.pieces = pieces
        whole =
            if pieces.contains(where: { if case .value = $0 { true } else { false } }) {
                nil
            } else {
                plan.isAuthors ? .object(SafeText(.author, pattern)) : .string(pattern)
            }
    }

    private static func pieces(of pattern: [UInt8], _ names: [String]) -> [Piece] {
        var pieces: [Piece] = []
        var start = 0
        func cut(at end: Int) {
            guard start < end else { return }
            pieces.append(.literal(String(decoding: pattern[start..<end], as: UTF8.self)))
        }
        _ = MessageNames.replace(in: pattern) { name, range -> [UInt8]? in
            // Of two with one name the last one counts, as in a mapping.
            guard let index = names.lastIndex(of: name) else { return nil }
            cut(at: range.lowerBound)
            pieces.append(.value(index, .none))
            start = range.upperBound
            return []
        }
        cut(at: pattern.count)
        return pieces
    }

    /// Gives each value the filter of its place in the text of an attribute; where none can stand,
    /// no data passes.
    private static func place(
        _ pieces: inout [Piece],
        in meaning: AttributeMeaning,
        trustsScripts: Bool
    ) {
        guard meaning != .plain else { return }
        var grammar = meaning.grammar
        for (number, piece) in pieces.enumerated() {
            switch piece {
            case .literal(let text): grammar.read(Array(text.utf8))
            case .value(let index, _):
                let following = FollowingText(behind: number, of: pieces) { piece in
                    if case .literal(let text) = piece { Array(text.utf8) } else { nil }
                }
                var filter = PlaceFilter.code
                if case .success(let found) = grammar.filter(before: following) { filter = found }
                if filter == .vouched, trustsScripts { filter = .link }
                pieces[number] = .value(index, filter)
            }
        }
    }
}

extension Translation {
    /// The markup of a message that is text of the source alone.
    func text(
        of plan: StaticMessagePlan,
        in mode: MarkupMode
    ) throws(TemplateError) -> StaticMessageText {
        guard let pattern = try pattern(of: plan.message) else {
            return StaticMessageText(bytes: plan.content, needs: nil)
        }
        let bytes = Array(pattern.utf8).numbering(in: mode)
            .beforeText(mode, isTextOnly: plan.place.isTextOnly)
        guard mode == .html else { return StaticMessageText(bytes: bytes, needs: nil) }
        let needs = MarkupFragment(bytes, isTextOnly: plan.place.isTextOnly).needs
        return StaticMessageText(bytes: bytes, needs: needs.isMet ? nil : needs)
    }
}

/// The markup of a message without values.
struct StaticMessageText: Sendable {
    let bytes: [UInt8]

    /// What a translation needs from around it; `nil` where it can stand wherever there is text.
    let needs: PartNeeds?
}

extension [UInt8] {
    /// The markup of a translation, in which XML knows no names of HTML's characters.
    func numbering(in mode: MarkupMode) -> [UInt8] {
        mode == .xml ? CharacterReferences(MarkupSource(self, mode)).numbered(indices) : self
    }
}
