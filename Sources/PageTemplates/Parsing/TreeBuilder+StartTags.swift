extension TreeBuilder {
    /// A start tag with all that its element needs.
    private struct StartTag {
        let tag: ScannedTag
        let localName: String
        let namespace: StatementNamespace?
        let attributes: [MarkupAttribute]
        let statements: SharedStatements?
        let rule: HTMLElementRule
        let scopeMark: Int

        /// Where a `tal:case` has its name.
        let casePlace: Range<Int>?

        var hasStatement: Bool { statements != nil || namespace != nil }
    }

    /// Reads the start tag at `start`.
    mutating func readStartTag(at start: Int) throws(TemplateError) {
        let limit = escapableEnd.map { min($0, start + Self.longestEscapableTag) }
        let tag = tags.scanTag(at: start, name: start + 1, before: limit, into: &scanned)
        guard let tag else {
            return limit == nil ? addRest(from: start, "the tag has no end") : skip(start)
        }
        let scopeMark = scope.mark
        let startTag = try startTag(tag)
        if escapableEnd != nil, !startTag.hasStatement {
            scope.leave(scopeMark)
            return skip(start)
        }
        try checkAttributes(of: startTag)
        addText(upTo: start)
        hasStatements = hasStatements || startTag.hasStatement
        if flattened > 0 || open.count >= Self.maximumDepth {
            scope.leave(scopeMark)
            return try flatten(startTag)
        }
        endOptional(startTag.rule.closes, at: tag)
        try add(startTag)
    }

    /// The longest tag that is looked for in a title or textarea; without a
    /// bound, a text full of `<a` would be read again and again.
    private static var longestEscapableTag: Int { 4096 }

    /// Takes the `<` at `start` as text.
    private mutating func skip(_ start: Int) {
        position = start + 1
    }

    private mutating func startTag(_ tag: ScannedTag) throws(TemplateError) -> StartTag {
        let scopeMark = scope.mark
        reader.declare(scanned, in: &scope)
        let name = events.name(ofTagAt: tag.whole, written: source.bytes[tag.name])
        let (namespace, localName) = elementName(
            source.mode == .xml ? source.text(tag.name) : name ?? reader.key(tag.name)
        )
        let isHTML = source.mode == .html && namespace == nil
        let rule = isHTML ? HTMLElementRule.rule(for: localName) : .other
        let attributes = reader.read(scanned, elementNamespace: namespace, scope: scope)
        return StartTag(
            tag: tag,
            localName: localName,
            namespace: namespace,
            attributes: attributes.markup,
            statements: try statements(
                attributes,
                script: namespace == nil ? scriptElement(localName, attributes.markup) : nil,
                isVoid: rule.content == .void
            ),
            rule: rule,
            scopeMark: scopeMark,
            casePlace: attributes.statements.first { $0.isTAL(.caseOf) }?.scanned.name
        )
    }

    private func statements(
        _ attributes: ReadAttributes,
        script: ScriptClause?,
        isVoid: Bool
    ) throws(TemplateError) -> SharedStatements? {
        guard !attributes.statements.isEmpty || script != nil else { return nil }
        return SharedStatements(
            try StatementParser.parse(
                attributes.statements,
                script: script,
                source: source,
                isVoid: isVoid
            )
        )
    }

    /// What `type="text/server-python"` on a `<script>` says.
    private func scriptElement(_ name: String, _ attributes: [MarkupAttribute]) -> ScriptClause? {
        guard name.split(separator: ":").last == "script",
            let value = attributes.first(where: { $0.key == "type" })?.value,
            ScriptText.isServerScript(source.text(value))
        else {
            return nil
        }
        return ScriptClause(language: value, isElement: true)
    }

    /// The statement namespace of an element, and the name that rules look at.
    private func elementName(_ name: String) -> (StatementNamespace?, String) {
        guard let colon = name.utf8.firstIndex(of: Byte.colon),
            let namespace = scope.namespace(of: name[..<colon])
        else { return (nil, name) }
        return (namespace, String(name[name.utf8.index(after: colon)...]))
    }

    private mutating func checkAttributes(of startTag: StartTag) throws(TemplateError) {
        if startTag.attributes.count > limits.attributes {
            throw TemplateError(
                .tooManyAttributes,
                "the element has more than \(limits.attributes) attributes",
                in: source,
                at: startTag.tag.whole.lowerBound..<startTag.tag.name.upperBound
            )
        }
        if let place = startTag.casePlace, openSwitches == 0 {
            throw TemplateError(
                .misplacedStatement,
                "'tal:case' outside of 'tal:switch'",
                in: source,
                at: place
            )
        }
        // A forgotten quote makes the next one part of a name.
        if problem == nil, let odd = scanned.first(where: { !isName($0.name) }) {
            note(.malformedMarkup, "quote or '<' in the name of an attribute", at: odd.name)
        }
    }

    private func isName(_ range: Range<Int>) -> Bool {
        for index in range {
            switch source.bytes[index] {
            case Byte.quote, Byte.apostrophe, Byte.less: return false
            default: break
            }
        }
        return true
    }

    // MARK: - Adding

    private mutating func add(_ startTag: StartTag) throws(TemplateError) {
        let isVoid = startTag.rule.content == .void
        let isForeign = startTag.rule.isForeign(in: open.last)
        open.append(
            OpenElement(
                name: startTag.tag.name,
                localName: startTag.localName,
                namespace: startTag.namespace,
                startTag: startTag.tag.whole,
                attributes: startTag.attributes,
                statements: startTag.statements,
                rule: startTag.rule,
                firstNode: nodes.count,
                scopeMark: startTag.scopeMark,
                isForeign: isForeign,
                holdsForeign: isForeign && !startTag.rule.holdsHTML,
                needsBothTags: startTag.hasStatement
            )
        )
        if startTag.statements?.value.switchOn != nil {
            openSwitches += 1
        }
        textStart = startTag.tag.whole.upperBound
        position = textStart
        if isVoid || startTag.tag.isSelfClosing {
            close(isVoid ? .void : .selfClosed)
        } else {
            try readBody(startTag)
        }
    }

    /// Reads the body of an element whose body is not markup.
    private mutating func readBody(_ startTag: StartTag) throws(TemplateError) {
        switch startTag.rule.content {
        case .markup, .void:
            break
        case .rawText:
            addVerbatim(upTo: bodyEnd(startTag))
        case .escapableText:
            if open.last?.isForeign == false { escapableEnd = bodyEnd(startTag) }
        case .plainText:
            addVerbatim(upTo: source.bytes.count)
        }
    }

    /// Where the end tag of a raw element is; the end of the document without.
    private mutating func bodyEnd(_ startTag: StartTag) -> Int {
        let raw = RawText(bytes: source.bytes)
        if let end = raw.end(of: startTag.localName, from: position) { return end }
        let end = source.bytes.count
        let place = startTag.tag.whole.lowerBound..<startTag.tag.name.upperBound
        note(.unclosedElement, "'<\(startTag.localName)>' has no end tag", at: place)
        hasStatements = hasStatements || mentionsStatement(position..<end)
        return end
    }

    // MARK: - Elements that are not in the tree

    /// Passes on a tag that is too deep for the tree.
    private mutating func flatten(_ startTag: StartTag) throws(TemplateError) {
        let whole = startTag.tag.whole
        if startTag.hasStatement || source.mode == .xml || mentionsStatement(whole) {
            throw TemplateError(
                .nestingTooDeep,
                "elements are nested deeper than \(Self.maximumDepth)",
                in: source,
                at: whole.lowerBound..<startTag.tag.name.upperBound
            )
        }
        addVerbatim(upTo: whole.upperBound)
        if startTag.tag.isSelfClosing || startTag.rule.content == .void { return }
        flattened += 1
        switch startTag.rule.content {
        case .rawText, .escapableText: addVerbatim(upTo: bodyEnd(startTag))
        case .plainText: addVerbatim(upTo: source.bytes.count)
        case .markup, .void: break
        }
    }
}
