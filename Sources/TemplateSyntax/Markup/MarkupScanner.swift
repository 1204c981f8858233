// SPDX-License-Identifier: Apache-2.0

/// Tells what a `<` of the source begins, and where that ends.
struct MarkupScanner {
    /// What a `<` begins.
    enum Construct {
        /// Nothing: it is character data.
        case text

        /// A start tag whose name is at the next byte.
        case startTag

        /// An end tag whose name is at the byte after the slash.
        case endTag

        /// A comment, doctype, processing instruction or CDATA section up to
        /// this offset.
        case verbatim(end: Int)

        /// The same without an end.
        case unterminated(String)
    }

    let bytes: [UInt8]
    let mode: MarkupMode

    /// What the `<` at `start` begins; in SVG and MathML sections are those of XML.
    func construct(at start: Int, isForeign: Bool = false) -> Construct {
        guard start + 1 < bytes.count else { return .text }
        switch bytes[start + 1] {
        case Byte.slash: return endTagOrComment(at: start)
        case Byte.exclamation: return declaration(at: start, isForeign: isForeign)
        case Byte.question: return processingInstruction(at: start)
        case let byte: return startsName(byte) ? .startTag : .text
        }
    }

    /// What the `<` at `start` begins where there are only tags and text.
    func tagConstruct(at start: Int) -> Construct {
        guard start + 2 < bytes.count else { return .text }
        if startsName(bytes[start + 1]) { return .startTag }
        return bytes[start + 1] == Byte.slash && startsName(bytes[start + 2]) ? .endTag : .text
    }

    /// The offset of the next `<`.
    func nextMarkup(from start: Int) -> Int? {
        var position = start
        while position < bytes.count {
            if bytes[position] == Byte.less { return position }
            position += 1
        }
        return nil
    }

    /// Where `text` begins at or behind `start`, letter for letter.
    func firstIndex(of text: StaticString, from start: Int) -> Int? {
        start < bytes.count ? firstIndex(of: text, in: start..<bytes.count) : nil
    }

    /// Where `text` stands within `range`, letter for letter.
    func firstIndex(of text: StaticString, in range: Range<Int>) -> Int? {
        let first = text.withUTF8Buffer { $0.first }
        let last = range.upperBound - text.utf8CodeUnitCount
        var position = range.lowerBound
        while position <= last {
            if bytes[position] == first, hasPrefix(text, at: position) { return position }
            position += 1
        }
        return nil
    }

    /// Whether `text` stands at `start`, letter for letter.
    func hasPrefix(_ text: StaticString, at start: Int) -> Bool {
        guard start + text.utf8CodeUnitCount <= bytes.count else { return false }
        return text.withUTF8Buffer { wanted in
            wanted.indices.allSatisfy { bytes[start + $0] == wanted[$0] }
        }
    }

    private func startsName(_ byte: UInt8) -> Bool {
        if byte.isLetter { return true }
        return mode == .xml && (byte == UInt8(ascii: "_") || byte == Byte.colon || byte >= 0x80)
    }

    private func endTagOrComment(at start: Int) -> Construct {
        guard start + 2 < bytes.count else { return .text }
        if startsName(bytes[start + 2]) { return .endTag }
        return verbatim(upTo: ">", from: start + 2, "comment")
    }

    private func declaration(at start: Int, isForeign: Bool) -> Construct {
        if hasPrefix("<!--", at: start) { return comment(at: start) }
        if hasPrefix("<![CDATA[", at: start) { return cdata(at: start, isForeign: isForeign) }
        return mode == .html
            ? verbatim(upTo: ">", from: start + 2, "doctype") : documentType(at: start)
    }

    /// In HTML `--!>` ends a comment too, and `<!-->` is one.
    private func comment(at start: Int) -> Construct {
        guard mode == .html else { return verbatim(upTo: "-->", from: start + 4, "comment") }
        if hasPrefix(">", at: start + 4) { return .verbatim(end: start + 5) }
        if hasPrefix("->", at: start + 4) { return .verbatim(end: start + 6) }
        var position = start + 4
        while let dashes = firstIndex(of: "--", from: position) {
            if hasPrefix(">", at: dashes + 2) { return .verbatim(end: dashes + 3) }
            if hasPrefix("!>", at: dashes + 2) { return .verbatim(end: dashes + 4) }
            position = dashes + 1
        }
        return .unterminated("comment")
    }

    /// In HTML a section without an end is a comment up to the next `>`.
    ///
    /// Another section in between shows that it has none; looking further would
    /// read a document full of them again and again.
    private func cdata(at start: Int, isForeign: Bool) -> Construct {
        let kind = "CDATA section"
        guard mode == .html, !isForeign else { return verbatim(upTo: "]]>", from: start + 9, kind) }
        let next = firstIndex(of: "<![CDATA[", from: start + 9) ?? bytes.count
        return firstIndex(of: "]]>", in: start + 9..<next).map { .verbatim(end: $0 + 3) }
            ?? verbatim(upTo: ">", from: start + 9, kind)
    }

    private func processingInstruction(at start: Int) -> Construct {
        mode == .html
            ? verbatim(upTo: ">", from: start + 2, "processing instruction")
            : verbatim(upTo: "?>", from: start + 2, "processing instruction")
    }

    /// A doctype with its internal subset, whose strings may hold any bracket.
    private func documentType(at start: Int) -> Construct {
        var position = start + 2
        var depth = 0
        var quote: UInt8?
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if let open = quote {
                quote = byte == open ? nil : open
                continue
            }
            switch byte {
            case Byte.quote, Byte.apostrophe: quote = byte
            case UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "]"): depth -= 1
            case Byte.greater where depth <= 0: return .verbatim(end: position)
            case Byte.less where depth > 0: position = skipDeclaration(at: position - 1)
            default: break
            }
        }
        return .unterminated("doctype")
    }

    /// Behind a comment or processing instruction of an internal subset, whose
    /// apostrophes do not quote; behind the `<` of anything else.
    private func skipDeclaration(at start: Int) -> Int {
        if hasPrefix("<!--", at: start) {
            return firstIndex(of: "-->", from: start + 4).map { $0 + 3 } ?? bytes.count
        }
        if hasPrefix("<?", at: start) {
            return firstIndex(of: "?>", from: start + 2).map { $0 + 2 } ?? bytes.count
        }
        return start + 1
    }

    private func verbatim(
        upTo end: StaticString,
        from start: Int,
        _ kind: String
    ) -> Construct {
        firstIndex(of: end, from: start).map { .verbatim(end: $0 + end.utf8CodeUnitCount) }
            ?? .unterminated(kind)
    }
}
