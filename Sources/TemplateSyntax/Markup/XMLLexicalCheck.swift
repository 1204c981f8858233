// SPDX-License-Identifier: Apache-2.0

/// Checks what XML demands of text, comments and attributes.
///
/// It runs only over documents that libxml2 refuses, to find the place.
struct XMLLexicalCheck {
    let source: MarkupSource
    private let scanner: MarkupScanner
    private let tags: TagScanner
    private let references: CharacterReferences
    private let parser: LibXML
    private var depth = 0
    private var rootCount = 0

    init(_ source: MarkupSource, _ parser: LibXML) {
        self.source = source
        self.parser = parser
        scanner = MarkupScanner(bytes: source.bytes, mode: .xml)
        tags = TagScanner(bytes: source.bytes)
        references = CharacterReferences(source)
    }

    /// Throws for the first place that is not well-formed.
    mutating func run() throws(Diagnostic) {
        var position = 0
        while let start = scanner.nextMarkup(from: position) {
            try checkText(position..<start)
            guard let end = try checkMarkup(at: start) else { return }
            position = end
        }
        try checkText(position..<source.bytes.count)
        if rootCount == 0 {
            let end = source.bytes.count
            throw malformed("the document has no root element", at: end..<end)
        }
    }

    /// Checks the construct at `start` and returns its end; `nil` if it has none.
    private mutating func checkMarkup(at start: Int) throws(Diagnostic) -> Int? {
        switch scanner.construct(at: start) {
        case .text:
            throw malformed("'<' must be written '&lt;'", at: start..<start + 1)
        case .unterminated:
            return nil
        case .verbatim(let end):
            try checkComment(start..<end)
            return end
        case .startTag:
            var attributes: [ScannedAttribute] = []
            let tag = tags.scanTag(at: start, name: start + 1, into: &attributes)
            try checkRoot(start..<(tag?.name.upperBound ?? start + 1))
            try checkAttributes(attributes)
            depth += tag?.isSelfClosing == false ? 1 : 0
            return tag?.whole.upperBound
        case .endTag:
            var attributes: [ScannedAttribute] = []
            let tag = tags.scanTag(at: start, name: start + 2, into: &attributes)
            depth -= 1
            return tag?.whole.upperBound
        }
    }

    private mutating func checkRoot(_ place: Range<Int>) throws(Diagnostic) {
        guard depth <= 0 else { return }
        rootCount += 1
        if rootCount > 1 {
            throw malformed("the document has more than one root element", at: place)
        }
    }

    private func checkComment(_ range: Range<Int>) throws(Diagnostic) {
        guard scanner.hasPrefix("<!--", at: range.lowerBound),
            let dashes = scanner.firstIndex(
                of: "--",
                in: range.lowerBound + 4..<range.upperBound - 3
            )
        else { return }
        throw malformed("'--' inside of a comment", at: dashes..<dashes + 2)
    }

    private func checkText(_ range: Range<Int>) throws(Diagnostic) {
        if depth <= 0 {
            guard let index = range.first(where: { !source.bytes[$0].isSpace }) else {
                return
            }
            throw malformed("text outside of the root element", at: source.scalar(at: index))
        }
        try checkReferences(range)
        if let end = scanner.firstIndex(of: "]]>", in: range) {
            throw malformed("']]>' must be written ']]&gt;'", at: end..<end + 3)
        }
    }

    private func checkReferences(_ range: Range<Int>) throws(Diagnostic) {
        for index in range where source.bytes[index] == Byte.ampersand {
            let name = source.bytes[(index + 1)..<range.upperBound].prefix { byte in
                byte.isLetter || byte.isDigit || byte >= 0x80
                    || Self.otherNameBytes.contains(byte)
            }
            guard !name.isEmpty, name.endIndex < range.upperBound,
                source.bytes[name.endIndex] == Byte.semicolon
            else {
                throw malformed("'&' must be written '&amp;'", at: index..<name.endIndex)
            }
            let place = index..<name.endIndex + 1
            let isKnown =
                references.reference(at: index, in: place) != nil
                || isEntity(source.text(name.indices))
            if !isKnown {
                throw malformed("unknown reference '\(source.text(place))'", at: place)
            }
        }
    }

    /// Whether the document type may declare a name.
    private func isEntity(_ name: String) -> Bool {
        parser.hasExternalSubset || parser.entities.contains(name)
    }

    private static let otherNameBytes = Array("#_-.:".utf8)

    // MARK: - Attributes

    private func checkAttributes(_ attributes: [ScannedAttribute]) throws(Diagnostic) {
        var seen: Set<String> = []
        for attribute in attributes {
            try checkForm(of: attribute)
            let name = source.text(attribute.name)
            if !seen.insert(name).inserted, !isStatement(name) {
                throw malformed("attribute '\(name)' stands twice in one tag", at: attribute.name)
            }
        }
    }

    private func checkForm(of attribute: ScannedAttribute) throws(Diagnostic) {
        let name = source.text(attribute.name)
        guard let first = source.bytes[attribute.name].first,
            first.isLetter || first >= 0x80 || first == UInt8(ascii: "_"),
            !source.bytes[attribute.name].contains(where: Self.neverInNames.contains)
        else {
            throw malformed("'\(name)' is not an attribute's name", at: attribute.name)
        }
        if attribute.whole.lowerBound == attribute.name.lowerBound {
            throw malformed("no white space before attribute '\(name)'", at: attribute.name)
        }
        guard let value = attribute.value else {
            throw malformed("attribute '\(name)' has no value", at: attribute.name)
        }
        if attribute.quote == nil {
            throw malformed("the value of attribute '\(name)' has no quotes", at: value)
        }
        if let index = value.first(where: { source.bytes[$0] == Byte.less }) {
            throw malformed("'<' must be written '&lt;'", at: index..<index + 1)
        }
        try checkReferences(value)
    }

    private static let neverInNames = [
        Byte.quote, Byte.apostrophe, Byte.less, Byte.ampersand, UInt8(ascii: "@"),
        UInt8(ascii: "#"),
    ]

    /// Statements that stand twice have an error of their own.
    private func isStatement(_ name: String) -> Bool {
        let prefix = name.prefix { $0 != ":" }
        return ["tal", "metal", "i18n", "meta"].contains(prefix)
    }

    private func malformed(_ message: String, at range: Range<Int>) -> Diagnostic {
        Diagnostic(.malformedMarkup, message, at: range)
    }
}
