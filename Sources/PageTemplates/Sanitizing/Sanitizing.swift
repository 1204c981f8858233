// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// One conversion: reads the tokens of the text and hands what may stay to a writer.
///
/// The tokens are those of HTML's tokenizer, with one difference: a tag that the text ends
/// within is text, since more often somebody wrote `a <b` than forgot the end of a tag.
struct Sanitizing {
    private let source: MarkupSource
    private let tokens: MarkupTokens
    private let references: CharacterReferences
    private let rawText: RawText
    private let options: MarkupSanitizer
    private let tags: AttributeSanitizer

    /// Whether the limit left something out.
    private let isCut: Bool

    private var writer: SanitizedWriter
    private var attributes: [ScannedAttribute] = []
    private var dropped: DroppedContent?

    /// An element that goes with its content.
    private struct DroppedContent {
        let name: String
        let isForeign: Bool

        /// How many elements of the name are open.
        var depth = 1
    }

    init(_ text: String, by options: MarkupSanitizer) {
        self.options = options
        let kept = text.utf8.beginning(ofAtMost: options.maximumBytes)
        isCut = kept.endIndex < text.utf8.endIndex
        source = MarkupSource(kept.writable(), .html)
        tokens = MarkupTokens(source.bytes)
        references = CharacterReferences(source)
        rawText = RawText(bytes: source.bytes)
        tags = AttributeSanitizer(options: options)
        writer = SanitizedWriter(
            maximumDepth: min(options.maximumDepth, 256),
            reopening: source.bytes.count
        )
    }

    /// The markup, as UTF-8.
    mutating func markup() -> [UInt8] {
        let bytes = source.bytes
        var text = 0
        var position = 0
        while let start = bytes[position...].firstIndex(of: Byte.less) {
            let token = tokens.token(at: start, into: &attributes)
            switch token {
            case .text: position = start + 1
            case .unfinished:
                appendText(text..<(isCut ? start : bytes.count))
                return writer.finish()
            case .comment, .startTag, .endTag:
                appendText(text..<start)
                position = take(token) ?? bytes.count
                text = position
            }
        }
        appendText(text..<bytes.count)
        return writer.finish()
    }

    private mutating func appendText(_ range: Range<Int>) {
        guard dropped == nil, !range.isEmpty else { return }
        writer.appendText(references.resolve(range, isValue: false).bytes.writable())
    }

    /// Takes a token, and says where the next one may begin.
    private mutating func take(_ token: MarkupToken) -> Int? {
        switch token {
        case .comment(let end): return end
        case .startTag(let tag): return start(tag)
        case .endTag(let tag):
            end(tag)
            return tag.whole.upperBound
        case .text, .unfinished: return nil
        }
    }

    private mutating func start(_ tag: ScannedTag) -> Int? {
        let end = tag.whole.upperBound
        let name = self.name(of: tag)
        let meaning = TagMeaning.of(name)
        if let inside = dropped {
            if inside.name == name, !(inside.isForeign && tag.isSelfClosing) {
                dropped?.depth += 1
            }
            guard case .rawText = meaning, !inside.isForeign else { return end }
            return rawText.end(of: name, from: end)
        }
        switch meaning {
        case .element(let element): start(element)
        case .rawText: return rawText.end(of: name, from: end)
        case .dropped: dropped = DroppedContent(name: name, isForeign: false)
        case .foreign:
            if !tag.isSelfClosing { dropped = DroppedContent(name: name, isForeign: true) }
        case .block: writer.separate()
        case .other: break
        }
        return end
    }

    private mutating func start(_ element: SanitizedElement) {
        let tag = options.keeps(element) ? tags.startTag(of: element, readAttributes()) : nil
        writer.start(element, tag)
    }

    private mutating func end(_ tag: ScannedTag) {
        let name = self.name(of: tag)
        if let inside = dropped {
            guard inside.name == name else { return }
            dropped?.depth -= 1
            if inside.depth == 1 { dropped = nil }
            return
        }
        switch TagMeaning.of(name) {
        case .element(let element): writer.end(element)
        case .block: writer.separate()
        case .rawText, .dropped, .foreign, .other: break
        }
    }

    private func name(of tag: ScannedTag) -> String {
        String(decoding: source.bytes[tag.name].map(\.asciiLowercased), as: UTF8.self)
    }

    /// The attributes of the tag that was read last.
    private func readAttributes() -> [AttributeSanitizer.Read] {
        attributes.map { attribute in
            let name = source.bytes[attribute.name].map(\.asciiLowercased)
            let value = attribute.value.map { references.resolve($0).bytes } ?? []
            return (String(decoding: name, as: UTF8.self), value.writable())
        }
    }
}

extension MarkupSanitizer {
    /// Whether an element may stay, by itself or as a part of another one.
    fileprivate func keeps(_ element: Element) -> Bool {
        elements[element] != nil || element.wholes.contains { elements[$0] != nil }
    }
}

extension String.UTF8View {
    /// The first bytes, without a part of a character at the end.
    fileprivate func beginning(ofAtMost maximum: Int) -> Substring.UTF8View {
        guard maximum > 0 else { return self[..<startIndex] }
        guard var end = index(startIndex, offsetBy: maximum, limitedBy: endIndex), end < endIndex
        else { return self[...] }
        while end > startIndex, self[end] >> 6 == 0b10 { formIndex(before: &end) }
        return self[..<end]
    }
}
