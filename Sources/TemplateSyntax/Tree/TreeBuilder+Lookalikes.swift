// SPDX-License-Identifier: Apache-2.0

// What looks like a statement and is none: it is reported, so that it never goes out.
extension TreeBuilder {
    /// Reports what the names in a start tag look like, and the values beside them.
    mutating func checkNames(
        _ tag: ScannedTag,
        _ namespace: StatementNamespace?,
        _ attributes: [AttributeSyntax],
        interpolates: Bool
    ) {
        let place = tag.whole.lowerBound..<tag.name.upperBound
        if namespace == nil { checkPrefix(of: tag, at: place) }
        var mentions: Bool?
        checkName(tag.name, of: "an element", at: place, in: tag, &mentions)
        var isInHole = false
        for (index, attribute) in attributes.enumerated() {
            if !isInHole {
                let name = attribute.name
                checkName(name, of: "an attribute", at: name, in: tag, &mentions)
            }
            isInHole = leavesHoleOpen(attribute, wasOpen: isInHole)
            guard attribute.role == .markup else { continue }
            checkLookalike(attribute, in: tag)
            checkNamespace(attribute, before: attributes[(index + 1)...].first)
            checkValue(attribute)
            guard interpolates, let value = attribute.value, !value.isEmpty else { continue }
            checkSigns(in: value, "the value of an attribute", isCertain: attribute.quote == nil)
        }
        for attribute in scanned where reader.isDeclaration(attribute.name) {
            checkDeclaration(attribute)
        }
    }

    /// How long what stands before a cut may be: all of a name but its last letter.
    private static let longestCut = 24

    /// Reports a statement whose name has white space in it, and `<b tal>content="x">`, whose
    /// statement a sign has cut off.
    private mutating func checkNamespace(
        _ attribute: AttributeSyntax,
        before next: AttributeSyntax?
    ) {
        guard attribute.value == nil else { return }
        if let whole = next.map({ attribute.name.lowerBound..<$0.name.upperBound }),
            whole.count <= Self.longestCut,
            let lookalike = StatementLookalike(cut: source.key(source.text(whole)))
        {
            return report(
                .unknownStatement,
                "'\(source.text(whole))' is no statement",
                at: whole,
                notes: [.init("did you mean '\(lookalike.meant)'?")]
            )
        }
        guard attribute.key == "tal" || attribute.key == "metal" else { return }
        report(
            .unknownStatement,
            "'\(attribute.key)' is no statement",
            at: attribute.name,
            notes: [.init("a statement has a ':' and a name behind its prefix")]
        )
    }

    /// Reports a value that holds a declaration, or another attribute because a quote is
    /// missing.
    private mutating func checkValue(_ attribute: AttributeSyntax) {
        guard let value = attribute.value else { return }
        if isURI(value) {
            return report(
                .unknownStatement,
                "'\(attribute.key)' declares no namespace of statements",
                at: attribute.name,
                notes: [.init("a declaration is 'xmlns:' with a prefix behind it")]
            )
        }
        guard attribute.quote == nil else { return }
        let isTwo = value.dropLast().contains { index in
            source.bytes[index] == Byte.equals
                && (source.bytes[index + 1] == Byte.quote
                    || source.bytes[index + 1] == Byte.apostrophe)
        }
        guard isTwo else { return }
        let isNamespace = scope.namespace(of: attribute.key[...]) != nil
        hasStatements = hasStatements || isNamespace || mentionsStatement(value)
        note(
            .malformedMarkup,
            "a quoted value in a value without quotes",
            at: value,
            notes: MisleadingSpace.notes(value, in: source)
        )
    }

    private static let longestURI = 64

    /// Whether a value is the URI of a namespace of statements.
    private func isURI(_ value: Range<Int>) -> Bool {
        guard value.count < Self.longestURI,
            source.bytes[value].starts(with: NamespaceScope.root.utf8)
        else { return false }
        return NamespaceScope.namespace(uri: source.text(value)) != nil
    }

    /// Reports an attribute of the page whose name looks like a statement.
    mutating func checkLookalike(_ attribute: AttributeSyntax, in tag: ScannedTag) {
        // The attributes of elements that a page defines itself are its own.
        let isOwn = source.mode != .html || source.bytes[tag.name].contains(UInt8(ascii: "-"))
        let bare = isOwn ? nil : StatementLookalike(withoutPrefix: attribute.key)
        guard let lookalike = bare ?? StatementLookalike(attribute.key),
            !isOfOthers(attribute.key)
        else { return }
        let (name, meant) = (attribute.name, lookalike.meant)
        let message = "'\(attribute.key)' is no statement"
        let isDoubtful = lookalike.isDoubtful && !isCutOff(attribute)
        let end = isDoubtful ? attribute.whole.upperBound : name.upperBound
        let diagnostic = Diagnostic(
            isDoubtful ? .notRead : .unknownStatement,
            isDoubtful ? "\(message), and goes out as it stands" : message,
            at: name.lowerBound..<end,
            severity: isDoubtful ? .warning : .error,
            notes: MisleadingSpace.notes(name, in: source) + [.init("did you mean '\(meant)'?")],
            fixes: [.init("write '\(meant)'", name, meant)]
        )
        expressions.diagnostics.append(diagnostic)
        if !isDoubtful { remember(diagnostic) }
    }

    /// Whether a sign has cut off the end of `data-tal-content` and its value: others have
    /// nothing like that, but for `data-i18n`.
    private func isCutOff(_ attribute: AttributeSyntax) -> Bool {
        guard attribute.value == nil,
            let (namespace, _) = StatementNames.parts(ofDataAttribute: attribute.key)
        else { return false }
        return namespace != .i18n
    }

    /// Whether the prefix of a name is declared, and so belongs to somebody else.
    private func isOfOthers(_ key: String) -> Bool {
        key.firstIndex(of: ":").map { scope.isDeclared(String(key[..<$0])) } ?? false
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

    /// Whether bytes that are not parsed look like a statement or a hole.
    func mentionsStatement(_ range: Range<Int>) -> Bool {
        StatementSigns(source, scope).occur(in: range)
            || interpolates && InterpolationScanner.next(in: source.bytes[range]) != nil
    }

    // MARK: - Names

    /// Reports a name that cannot be one: a quote is missing or too much, and may have
    /// swallowed a statement.
    private mutating func checkName(
        _ name: Range<Int>,
        of what: String,
        at place: Range<Int>,
        in tag: ScannedTag,
        _ mentions: inout Bool?
    ) {
        for index in name {
            switch source.bytes[index] {
            case Byte.quote, Byte.apostrophe, Byte.less:
                let notes =
                    MisleadingSpace.notes(name, in: source)
                    + (mentions == nil ? valueNotes(before: name) : [])
                let isMentioned = mentions ?? mentionsStatement(tag.whole)
                mentions = isMentioned
                hasStatements = hasStatements || isMentioned
                let message = "quote or '<' in the name of \(what)"
                return note(.malformedMarkup, message, at: place, notes: notes)
            case UInt8(ascii: "$") where isHole(index):
                return reportHole(at: place)
            default:
                continue
            }
        }
    }

    /// Where the value begins that ends right before a name: its own quote may be missing.
    private func valueNotes(before name: Range<Int>) -> [Diagnostic.Note] {
        let before = scanned.last { $0.name.upperBound <= name.lowerBound }
        guard let before, before.quote != nil, before.whole.upperBound == name.lowerBound,
            let value = before.value
        else { return [] }
        return [
            .init("the value before it begins here", at: value.lowerBound - 1..<value.lowerBound)
        ]
    }

    private func isHole(_ start: Int) -> Bool {
        source.bytes[start] == UInt8(ascii: "$") && interpolates
            && scanner.hasPrefix("${", at: start)
    }

    /// Whether a hole reaches into the next attribute: `${a if b}` is three of them.
    private func leavesHoleOpen(_ attribute: AttributeSyntax, wasOpen: Bool) -> Bool {
        let begins = wasOpen || attribute.name.contains(where: isHole)
        return begins && !source.bytes[attribute.whole].contains(UInt8(ascii: "}"))
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
        let prefix = source.bytes[attribute.name].dropFirst("xmlns:".utf8.count)
        if prefix.contains(Byte.colon), NamespaceScope.namespace(uri: uri) != nil {
            let name = source.text(attribute.name)
            return report(
                .unknownStatement,
                "'\(name)' declares no prefix, for it would have a ':' in it",
                at: attribute.name
            )
        }
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
    mutating func checkPrefix(of tag: ScannedTag, at place: Range<Int>) {
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
