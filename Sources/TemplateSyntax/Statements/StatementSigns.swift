// SPDX-License-Identifier: Apache-2.0

/// Finds what looks like a statement where none is read: in text, in the values of
/// attributes, in scripts and comments, and in markup that does not end.
struct StatementSigns {
    private let source: MarkupSource

    /// What prefixes mean at a place of the source.
    private let scope: NamespaceScope

    init(_ source: MarkupSource, _ scope: NamespaceScope) {
        self.source = source
        self.scope = scope
    }

    /// The next `tal:content=`, `data-tal-content=`, `<tal:` or `</tal:`: its name.
    ///
    /// In text the prefix may have lost its beginning to a tag, or have some of one.
    func next(in range: Range<Int>, isText: Bool = false) -> Range<Int>? {
        for index in range {
            guard let name = name(around: index, in: range, isText: isText) else { continue }
            if isTag(name) || isKnown(name, isText: isText) && hasValue(name, in: range) {
                return name
            }
            if let statement = elementStatement(behind: name, in: range, isText: isText) {
                return name.lowerBound..<statement.upperBound
            }
        }
        return nil
    }

    /// Whether something begins like a statement, as in markup that breaks off.
    func occur(in range: Range<Int>) -> Bool {
        next(in: range, isText: true) != nil
            || range.contains { index in
                name(around: index, in: range, isText: false) != nil || startsURI(index, in: range)
            }
    }

    /// All of an attribute whose name it is: up to the quote behind its value, if that is
    /// near.
    func attribute(_ name: Range<Int>, in range: Range<Int>) -> Range<Int> {
        let bytes = source.bytes[name.upperBound..<min(range.upperBound, name.upperBound + 1024)]
        let value = bytes.firstIndex { !$0.isSpace && $0 != Byte.equals } ?? bytes.endIndex
        guard value < bytes.endIndex else { return name }
        let quote = bytes[value]
        guard quote == Byte.quote || quote == Byte.apostrophe,
            let end = bytes[(value + 1)...].firstIndex(of: quote)
        else {
            let end = bytes[value...].firstIndex { $0.isSpace || $0 == Byte.greater }
            return name.lowerBound..<(end ?? bytes.endIndex)
        }
        return name.lowerBound..<end + 1
    }

    // MARK: - Names

    /// The name whose first colon or third hyphen is at an offset.
    private func name(around index: Int, in range: Range<Int>, isText: Bool) -> Range<Int>? {
        switch source.bytes[index] {
        case Byte.colon: prefixedName(colon: index, in: range, isText: isText)
        case UInt8(ascii: "-"): dataName(hyphen: index, in: range, isText: isText)
        default: nil
        }
    }

    /// The longest prefix that is looked for.
    private static let longestPrefix = 64

    private func prefixedName(
        colon: Int,
        in range: Range<Int>,
        isText: Bool
    ) -> Range<Int>? {
        let first = max(range.lowerBound, colon - Self.longestPrefix)
        let start = source.bytes[first..<colon].lastIndex { !$0.isPartOfName }.map { $0 + 1 }
        let prefix = start ?? first
        let end = nameEnd(from: colon + 1, in: range)
        guard end > colon + 1 else { return nil }
        // `ta>:content=`: a tag has the prefix, and the text begins behind it.
        if isText, colon == range.lowerBound { return colon..<end }
        guard namespace(prefix..<colon, isText: isText) != nil else { return nil }
        return prefix..<end
    }

    private static let data = Array("data-".utf8)

    /// `data-tal-content`, with exactly the name of a statement.
    private func dataName(hyphen: Int, in range: Range<Int>, isText: Bool) -> Range<Int>? {
        let start = hyphen + 1 - Self.data.count
        guard start >= range.lowerBound, isSame(start..<hyphen + 1, Self.data),
            isText || start == range.lowerBound || !source.bytes[start - 1].isPartOfName
        else { return nil }
        let name = start..<nameEnd(from: hyphen + 1, in: range)
        return isData(name) ? name : nil
    }

    private func isData(_ name: Range<Int>) -> Bool {
        StatementNames.statement(ofDataAttribute: lowercased(name)) != nil
    }

    private func nameEnd(from start: Int, in range: Range<Int>) -> Int {
        source.bytes[start..<range.upperBound].firstIndex { !$0.isPartOfName } ?? range.upperBound
    }

    /// Whether a name is that of an element of a namespace of statements.
    private func isTag(_ name: Range<Int>) -> Bool {
        guard source.bytes[name].contains(Byte.colon), name.lowerBound > 0 else { return false }
        let before = source.bytes[name.lowerBound - 1]
        let isEnd = before == Byte.slash && name.lowerBound > 1
        return before == Byte.less || isEnd && source.bytes[name.lowerBound - 2] == Byte.less
    }

    /// The statement in `tal:b content="x"`, which is a tag without its `<`.
    private func elementStatement(
        behind name: Range<Int>,
        in range: Range<Int>,
        isText: Bool
    ) -> Range<Int>? {
        guard let colon = source.bytes[name].firstIndex(of: Byte.colon),
            let namespace = namespace(name.lowerBound..<colon, isText: isText)
        else { return nil }
        let rest = source.bytes[name.upperBound..<range.upperBound]
        let start = rest.firstIndex { !$0.isSpace } ?? rest.endIndex
        let statement = start..<nameEnd(from: start, in: range)
        let isKnown = StatementNames.known(in: namespace).contains(lowercased(statement))
        return isKnown && hasValue(statement, in: range) ? statement : nil
    }

    private func isKnown(_ name: Range<Int>, isText: Bool) -> Bool {
        guard let colon = source.bytes[name].firstIndex(of: Byte.colon) else { return true }
        if colon == name.lowerBound {
            return TALStatement(rawValue: lowercased(colon + 1..<name.upperBound)) != nil
        }
        guard let namespace = namespace(name.lowerBound..<colon, isText: isText) else {
            return false
        }
        let known = StatementNames.known(in: namespace)
        return known.contains(lowercased(colon + 1..<name.upperBound))
    }

    private func namespace(_ prefix: Range<Int>, isText: Bool) -> StatementNamespace? {
        guard !prefix.isEmpty else { return nil }
        let written = lowercased(prefix)
        if let namespace = scope.namespace(of: written[...]) { return namespace }
        guard isText, !scope.isDeclared(written) else { return nil }
        // In plain text `total:` is a word.
        let mayBeLonger = source.mode != .text
        return [.tal, .metal, .i18n].first { namespace in
            mayBeLonger && written.hasSuffix(namespace.rawValue)
                || namespace.rawValue.hasSuffix(written)
        }
    }

    private func hasValue(_ name: Range<Int>, in range: Range<Int>) -> Bool {
        let rest = source.bytes[name.upperBound..<range.upperBound]
        return rest.first { !$0.isSpace } == Byte.equals
    }

    private static let root = Array(NamespaceScope.root.utf8)

    private func startsURI(_ index: Int, in range: Range<Int>) -> Bool {
        source.bytes[index] == Self.root[0]
            && source.bytes[index..<range.upperBound].starts(with: Self.root)
    }

    private func lowercased(_ name: Range<Int>) -> String {
        source.key(source.text(name))
    }

    private func isSame(_ range: Range<Int>, _ letters: [UInt8]) -> Bool {
        guard range.count == letters.count else { return false }
        let ignoresCase = source.mode != .xml
        return zip(source.bytes[range], letters).allSatisfy { byte, letter in
            byte == letter || ignoresCase && byte.asciiLowercased == letter
        }
    }
}

extension UInt8 {
    /// A byte that a prefix or the name of a statement may have.
    fileprivate var isPartOfName: Bool { isNameByte || self == UInt8(ascii: "-") }
}
