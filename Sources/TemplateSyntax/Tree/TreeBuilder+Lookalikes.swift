// SPDX-License-Identifier: Apache-2.0

// What looks like a statement and is none: it is reported, so that it never goes out.
extension TreeBuilder {
    /// Reports what the names in a start tag look like.
    mutating func checkNames(_ tag: ScannedTag, _ namespace: StatementNamespace?) {
        let place = tag.whole.lowerBound..<tag.name.upperBound
        if namespace == nil { checkPrefix(of: tag, at: place) }
        if tag.name.contains(where: isHole) { reportHole(at: place) }
        for attribute in scanned {
            checkName(attribute.name, in: tag)
            if reader.isDeclaration(attribute.name) { checkDeclaration(attribute) }
        }
    }

    /// Reports a tag in a title or textarea that does not end soon, if it would hold
    /// statements.
    mutating func checkUnfinished(at start: Int, before limit: Int) {
        let rest = source.bytes[(start + 1)..<limit]
        let name = rest.prefix { $0.isNameByte || $0 == Byte.colon || $0 == UInt8(ascii: "-") }
        guard let colon = name.firstIndex(of: Byte.colon),
            scope.namespace(of: reader.key(name.startIndex..<colon)[...]) != nil
        else { return }
        report(
            .malformedMarkup,
            "the tag does not end within \(limit - start) bytes",
            at: start..<name.endIndex
        )
        hasStatements = true
    }

    /// Whether bytes that are not parsed look like a statement.
    func mentionsStatement(_ range: Range<Int>) -> Bool {
        var signs = ["tal:", "tal-", "i18n:", "i18n-", "${", NamespaceScope.root].map {
            Array($0.utf8)
        }
        signs += scope.prefixes.map { Array("\($0):".utf8) }
        let bytes = source.bytes
        return range.contains { index in
            signs.contains { bytes[index...].starts(with: $0) }
        }
    }

    // MARK: - Names

    private mutating func checkName(_ name: Range<Int>, in tag: ScannedTag) {
        for index in name {
            switch source.bytes[index] {
            case Byte.quote, Byte.apostrophe, Byte.less:
                // A forgotten quote makes the next one part of a name, and the value
                // before it may have swallowed a statement.
                hasStatements = hasStatements || mentionsStatement(tag.whole)
                return note(.malformedMarkup, "quote or '<' in the name of an attribute", at: name)
            case UInt8(ascii: "$") where isHole(index):
                return reportHole(at: name)
            default:
                continue
            }
        }
    }

    private func isHole(_ start: Int) -> Bool {
        source.bytes[start] == UInt8(ascii: "$") && interpolates
            && scanner.hasPrefix("${", at: start)
    }

    private mutating func reportHole(at place: Range<Int>) {
        report(
            .invalidStatement,
            "'${…}' in a name or for an attribute is no hole",
            at: place,
            notes: [.init("'tal:attributes' sets attributes, '$${' writes the characters")]
        )
    }

    /// A declaration that is nearly one of a namespace of statements, as
    /// `http://xml.zope.org/namespace/tal`, switches all its statements off.
    private mutating func checkDeclaration(_ attribute: ScannedAttribute) {
        guard let value = attribute.value else { return }
        let uri = source.text(value)
        guard NamespaceScope.namespace(uri: uri) == nil,
            let meant = NamespaceScope.nearest(to: uri)
        else { return }
        report(
            .unknownStatement,
            "'\(uri)' is not a namespace of statements",
            at: value,
            notes: [.init("did you mean '\(meant)'?")]
        )
    }

    /// `<tl:block replace="x">` is a misspelt `<tal:block>` by its statements.
    private mutating func checkPrefix(of tag: ScannedTag, at place: Range<Int>) {
        let name = source.bytes[tag.name]
        guard let colon = name.firstIndex(of: Byte.colon) else { return }
        let prefix = reader.key(name.startIndex..<colon)
        let meant = StatementNamespace.allCases.first { namespace in
            let known = StatementNames.known(in: namespace)
            return !NearestNames.of(prefix, among: [namespace.rawValue]).isEmpty
                && scanned.contains { known.contains(reader.key($0.name)) }
        }
        guard let meant else { return }
        report(
            .unknownStatement,
            "unknown namespace '\(prefix)' of statements",
            at: place,
            notes: [.init("did you mean '\(meant.rawValue)'?")]
        )
    }
}
