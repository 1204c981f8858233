// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// What begins at a `<`, by the rules of HTML's tokenizer.
enum MarkupToken {
    case startTag(ScannedTag)
    case endTag(ScannedTag)

    /// A comment, a document type, a processing instruction, or an end tag without a name.
    case comment(end: Int)

    /// No token: the `<` is text.
    case text

    /// The text ends before it does.
    case unfinished
}

/// Reads the tokens of HTML.
struct MarkupTokens {
    private let bytes: [UInt8]
    private let tags: TagScanner

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        tags = TagScanner(bytes: bytes)
    }

    /// The token at a `<`; `attributes` gets those of a tag.
    func token(at start: Int, into attributes: inout [ScannedAttribute]) -> MarkupToken {
        let next = byte(at: start + 1)
        switch next {
        case Byte.exclamation:
            return startsComment(at: start) ? .comment(end: commentEnd(from: start)) : bogus(start)
        case Byte.question: return bogus(start)
        case Byte.slash: return endTag(at: start, into: &attributes)
        default:
            guard next?.isLetter == true else { return .text }
            return tags.scanTag(at: start, name: start + 1, into: &attributes)
                .map { .startTag($0) } ?? .unfinished
        }
    }

    private func endTag(at start: Int, into attributes: inout [ScannedAttribute]) -> MarkupToken {
        guard let next = byte(at: start + 2) else { return .text }
        guard next.isLetter else { return bogus(start) }
        return tags.scanTag(at: start, name: start + 2, into: &attributes)
            .map { .endTag($0) } ?? .unfinished
    }

    /// What parsers take for a comment that ends at the first `>`.
    private func bogus(_ start: Int) -> MarkupToken {
        bytes[start...].firstIndex(of: Byte.greater).map { .comment(end: $0 + 1) } ?? .unfinished
    }

    private func startsComment(at start: Int) -> Bool {
        byte(at: start + 2) == Self.dash && byte(at: start + 3) == Self.dash
    }

    /// Behind `-->` or `--!>`; a comment without them goes to the end.
    ///
    /// The dashes of `<!-->` and `<!--->` are those of its start and of its end.
    private func commentEnd(from start: Int) -> Int {
        var position = start + 2
        while let greater = bytes[position...].firstIndex(of: Byte.greater) {
            let isBang = bytes[greater - 1] == Byte.exclamation
            let dashes = greater - (isBang ? 3 : 2)
            let first = start + (isBang ? 4 : 2)
            if dashes >= first, bytes[dashes] == Self.dash, bytes[dashes + 1] == Self.dash {
                return greater + 1
            }
            position = greater + 1
        }
        return bytes.count
    }

    private func byte(at index: Int) -> UInt8? { index < bytes.count ? bytes[index] : nil }

    private static let dash = UInt8(ascii: "-")
}
