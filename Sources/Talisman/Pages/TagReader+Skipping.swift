// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// What of a page is no tag.
extension TagReader {
    /// Whether the content of an element of HTML is text up to its end tag.
    static func isText(_ name: String) -> Bool {
        let content = HTMLElementRule.rule(for: name).content
        return content == .rawText || content == .escapableText
    }

    /// Skips what begins as a tag does and is none; false where nothing of that begins.
    mutating func skipsOther() -> Bool {
        if starts(with: "!--") {
            skipComment()
        } else if starts(with: "![CDATA[") {
            skipCharacterData()
        } else if starts(with: "!") {
            skipDeclaration()
        } else if starts(with: "?") {
            skip(past: isXML ? "?>" : ">")
        } else if starts(with: "/"), !beginsName(at: position + 1) {
            skip(past: ">")
        } else {
            return false
        }
        return true
    }

    /// Skips the raw text of an element of HTML, and notes which elements are open.
    mutating func follow(_ tag: Tag) {
        let isText = !tag.isEnd && Self.isText(tag.name) && open.takesHTML(tag.name)
        open.take(tag)
        isUncertain = isUncertain || open.isUncertain
        if !tag.isEnd, tag.name == "noscript", noscriptEnd == nil {
            noscriptEnd = endTag(of: tag.name) ?? bytes.count
        }
        if isText { skipText(of: tag.name) }
    }

    /// A browser that runs no scripts reads on where one that does is behind a `noscript` already.
    mutating func checkNoscript(from start: Int) {
        guard let end = noscriptEnd else { return }
        if start >= end {
            noscriptEnd = nil
        } else if position > end {
            isUncertain = true
        }
    }

    // MARK: Kinds

    /// In HTML `>` and `->` right behind its beginning end a comment as well, and so does `--!>`.
    private mutating func skipComment() {
        position += "!--".utf8.count
        guard !isXML else { return skip(past: "-->") }
        if starts(with: ">") || starts(with: "->") { return skip(past: ">") }
        while let dash = index(of: UInt8(ascii: "-"), from: position) {
            position = dash
            for end in ["-->", "--!>"] where starts(with: end) {
                position += end.utf8.count
                return
            }
            position += 1
        }
        position = bytes.count
    }

    /// In HTML it is a section within SVG and MathML, and a comment that ends at `>` elsewhere.
    private mutating func skipCharacterData() {
        let start = position
        skip(past: "]]>")
        guard !isXML else { return }
        let section = position
        position = start
        skip(past: ">")
        let comment = position
        if section != comment, bytes[start..<max(section, comment)].contains(UInt8(ascii: "<")) {
            isUncertain = true
        }
        if open.isForeign { position = section }
    }

    /// A document type of XML can declare attributes of elements, and entities with tags.
    private mutating func skipDeclaration() {
        guard isXML else { return skip(past: ">") }
        var quote: UInt8?
        while let byte, quote != nil || byte != UInt8(ascii: ">") {
            if byte == quote {
                quote = nil
            } else if quote == nil, "\"'".utf8.contains(byte) {
                quote = byte
            } else if quote == nil, byte == UInt8(ascii: "[") {
                isUncertain = true
            }
            position += 1
        }
    }

    /// In a script with `<!--` and `<script`, the first end tag may be one of its text.
    private mutating func skipText(of name: String) {
        let start = position
        position = endTag(of: name) ?? bytes.count
        guard name == "script", find("<!--", in: start..<position) != nil else { return }
        if find("<script", in: start..<position) != nil { isUncertain = true }
    }

    // MARK: Searching

    /// Where the next end tag of a name begins.
    private func endTag(of name: String) -> Int? {
        let text = "</\(name)"
        var start = position
        while let found = find(text, in: start..<bytes.count) {
            let end = found + text.utf8.count
            if end < bytes.count, Self.isSpace(bytes[end]) || "/>".utf8.contains(bytes[end]) {
                return found
            }
            start = end
        }
        return nil
    }

    /// Where a text begins, in upper or lower case.
    private func find(_ text: String, in range: Range<Int>) -> Int? {
        let wanted = Array(text.utf8)
        var place = range.lowerBound
        while let start = bytes[place..<range.upperBound].firstIndex(of: wanted[0]) {
            let found = bytes[start..<range.upperBound].prefix(wanted.count)
            if found.elementsEqual(wanted, by: { Self.lowercased($0) == $1 }) { return start }
            place = start + 1
        }
        return nil
    }

    private func starts(with text: String) -> Bool {
        bytes[position...].starts(with: text.utf8)
    }

    private mutating func skip(past text: String) {
        let found = find(text, in: position..<bytes.count)
        position = found.map { $0 + text.utf8.count } ?? bytes.count
    }
}
