// SPDX-License-Identifier: Apache-2.0

extension TreeBuilder {
    /// A start tag with all that its element needs.
    struct StartTag {
        let tag: ScannedTag
        let localName: String
        let namespace: StatementNamespace?
        let attributes: [AttributeSyntax]
        let statements: SharedStatements?
        let rule: HTMLElementRule
        let witness: ElementSyntax.Witness
        let interpolates: Bool
        let scopeMark: Int

        var hasStatement: Bool { statements != nil || namespace != nil }

        /// Whether the body of the source is a script, or never written.
        var replacesBody: Bool {
            guard let statements = statements?.value else { return false }
            return statements.script != nil || statements.content != nil
                || statements.replace != nil
        }
    }

    /// Reads the start tag at `start`.
    mutating func readStartTag(at start: Int) {
        let limit = limit(ofTagAt: start)
        if let limit, !hasSign(from: start, before: limit) { return skip(start) }
        let tag = tag(at: start, name: start + 1, before: limit)
        guard let tag else {
            guard let limit else {
                let notes = openQuote(from: start).map { quote in
                    [Diagnostic.Note("the quote that begins here has no end", at: quote)]
                }
                return addRest(from: start, "the tag has no end", notes: notes ?? [])
            }
            checkUnfinished(at: start, before: limit)
            return skip(start)
        }
        let sighting = stream.sighting(ofTagAt: tag.whole, written: source.bytes[tag.name])
        if case .notATag = sighting {
            addText(upTo: start)
            return addVerbatim(upTo: tag.whole.upperBound)
        }
        let scopeMark = scope.mark
        if escapableEnd != nil, !mayHoldStatement(tag) { return skip(start) }
        reader.declare(scanned, in: &scope)
        let (namespace, localName) = elementName(name(of: tag, sighting))
        let read = reader.read(scanned, elementNamespace: namespace, scope: scope)
        let script = namespace == nil ? scriptElement(localName, read.markup) : nil
        let isStatement = namespace != nil || !read.statements.isEmpty || script != nil
        if escapableEnd != nil, !isStatement {
            checkPrefix(of: tag, at: start..<tag.name.upperBound)
            for attribute in read.markup { checkLookalike(attribute, in: tag) }
            scope.leave(scopeMark)
            return skip(start)
        }
        addText(upTo: start)
        let startTag = startTag(tag, (namespace, localName), read, script, sighting, scopeMark)
        check(startTag)
        hasStatements = hasStatements || startTag.hasStatement
        if flattened > 0 || open.count >= Self.maximumDepth {
            scope.leave(scopeMark)
            return flatten(startTag)
        }
        endOptional(startTag.rule.closes, at: tag)
        compare(tag, localName, startTag.witness, hasStatement: isStatement)
        add(startTag)
    }

    /// The quote of a value that goes on to the end of the source.
    private func openQuote(from start: Int) -> Range<Int>? {
        var open: Int?
        for index in start..<source.bytes.count {
            let byte = source.bytes[index]
            if let quote = open {
                if byte == source.bytes[quote] { open = nil }
            } else if byte == Byte.quote || byte == Byte.apostrophe {
                open = index
            }
        }
        return open.map { $0..<$0 + 1 }
    }

    /// The longest tag that is looked for in a title or textarea; without a
    /// bound, a text full of `<a` would be read again and again.
    static var longestEscapableTag: Int { 4096 }

    /// Where a tag in a title or textarea has to end; `nil` for other tags.
    func limit(ofTagAt start: Int) -> Int? {
        guard let escapableEnd, start < escapableEnd else { return nil }
        return min(escapableEnd, start + Self.longestEscapableTag)
    }

    /// Whether a colon or a hyphen is near, which every tag has that is one in a title; the
    /// next one is kept, for there can be many tags before it.
    private mutating func hasSign(from start: Int, before limit: Int) -> Bool {
        if nextSign < start {
            let rest = source.bytes[start..<(escapableEnd ?? limit)]
            nextSign = rest.firstIndex { $0 == Byte.colon || $0 == UInt8(ascii: "-") } ?? Int.max
        }
        return nextSign < limit
    }

    /// The tag at `start`; `nil` where it does not end.
    ///
    /// In a title the next `>` is kept, for there can be many tags before it.
    mutating func tag(at start: Int, name: Int, before limit: Int?) -> ScannedTag? {
        if let limit {
            if nextClosing < start {
                let rest = source.bytes[start..<(escapableEnd ?? limit)]
                nextClosing = rest.firstIndex(of: Byte.greater) ?? Int.max
            }
            guard nextClosing < limit else { return nil }
        }
        return tags.scanTag(at: start, name: name, before: limit, into: &scanned)
    }

    /// Takes the `<` at `start` as text.
    mutating func skip(_ start: Int) {
        position = start + 1
    }

    /// Whether a tag in a title or textarea can be anything else than text.
    private func mayHoldStatement(_ tag: ScannedTag) -> Bool {
        source.bytes[tag.whole].contains { $0 == Byte.colon || $0 == UInt8(ascii: "-") }
    }

    /// The name that rules look at, with its prefix.
    private func name(of tag: ScannedTag, _ sighting: TagStream.Sighting) -> String {
        source.mode == .xml
            ? source.text(tag.name) : sighting.name ?? reader.key(tag.name)
    }

    private mutating func startTag(
        _ tag: ScannedTag,
        _ name: (namespace: StatementNamespace?, local: String),
        _ read: ReadAttributes,
        _ script: ScriptClause?,
        _ sighting: TagStream.Sighting,
        _ scopeMark: Int
    ) -> StartTag {
        let isHTML = source.mode == .html && name.namespace == nil
        let rule = isHTML ? HTMLElementRule.rule(for: name.local) : .other
        let statements = statements(
            read,
            script: script,
            isVoid: rule.content == .void
        )
        let interpolates = statements?.value.interpolates ?? self.interpolates
        return StartTag(
            tag: tag,
            localName: name.local,
            namespace: name.namespace,
            attributes: interpolates ? withHoles(read.markup) : read.markup,
            statements: statements,
            rule: rule,
            witness: sighting.name == nil ? .source : .parser,
            interpolates: interpolates,
            scopeMark: scopeMark
        )
    }

    private mutating func withHoles(_ attributes: [AttributeSyntax]) -> [AttributeSyntax] {
        var attributes = attributes
        for index in attributes.indices where attributes[index].role == .markup {
            guard let value = attributes[index].value else { continue }
            attributes[index].pieces = expressions.pieces(of: value, in: source, isValue: true)
            hasStatements = hasStatements || attributes[index].pieces != nil
        }
        return attributes
    }

    private mutating func statements(
        _ attributes: ReadAttributes,
        script: ScriptClause?,
        isVoid: Bool
    ) -> SharedStatements? {
        guard !attributes.statements.isEmpty || script != nil else { return nil }
        let known = expressions.diagnostics.count
        var reader = StatementReader(source, expressions.handOver(), isVoid: isVoid)
        reader.read(attributes.statements, script: script)
        expressions = reader.expressions
        if let error = expressions.diagnostics[known...].first(where: \.isAboutStatements) {
            remember(error)
        }
        return SharedStatements(reader.statements)
    }

    /// What `type="text/server-python"` on a `<script>` says.
    private func scriptElement(_ name: String, _ attributes: [AttributeSyntax]) -> ScriptClause? {
        guard name == "script" || name.hasSuffix(":script"),
            let value = attributes.first(where: { $0.key == "type" })?.value,
            StatementReader.isServerScript(source.text(value))
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

    private mutating func check(_ startTag: StartTag) {
        if startTag.attributes.count > options.attributes {
            let place = startTag.tag.whole.lowerBound..<startTag.tag.name.upperBound
            report(Diagnostic(tooManyAttributes: options.attributes, at: place))
        }
        let interpolates = startTag.interpolates
        checkNames(
            startTag.tag,
            startTag.namespace,
            startTag.attributes,
            interpolates: interpolates
        )
        if source.mode == .xml {
            checkPrefixes(
                startTag.tag,
                startTag.namespace,
                startTag.attributes,
                startTag.statements
            )
        }
        checkHabits(of: startTag.tag, interpolates: interpolates)
    }

    // MARK: - Adding

    private mutating func add(_ startTag: StartTag) {
        let isVoid = startTag.rule.content == .void
        let hasEndTag = isVoid && hasEndTag(startTag)
        checkDropped(startTag)
        let foreign = foreignMarkup(of: startTag)
        open.append(
            OpenElement(
                name: startTag.tag.name,
                localName: startTag.localName,
                namespace: startTag.namespace,
                startTag: startTag.tag.whole,
                attributes: startTag.attributes,
                statements: startTag.statements,
                rule: startTag.rule,
                vocabulary: source.mode == .xml ? .xml : foreign == nil ? .html : .foreign,
                witness: startTag.witness,
                ownMarkup: foreign,
                foreignMarkup: holdsHTML(startTag, foreign) ? nil : foreign,
                endsForeign: endsForeign(startTag),
                site: open.last?.innerSite ?? .page,
                interpolates: startTag.interpolates,
                prefixes: prefixes(for: startTag.statements, startTag.attributes),
                firstNode: nodes.count,
                scopeMark: startTag.scopeMark,
                needsBothTags: startTag.hasStatement,
                holdsMacros: startTag.statements?.value.macros != nil
            )
        )
        textStart = startTag.tag.whole.upperBound
        position = textStart
        if !hasEndTag, isVoid || startTag.tag.isSelfClosing {
            close(isVoid ? .void : .selfClosed)
        } else {
            readBody(startTag, isForeign: foreign != nil)
        }
    }

    /// Whether the end tag of a void element, which HTML has not, stands right behind it or
    /// white space.
    private func hasEndTag(_ startTag: StartTag) -> Bool {
        guard source.mode == .html else { return false }
        let start = source.bytes[startTag.tag.whole.upperBound...].firstIndex { !$0.isSpace }
        guard let start, source.bytes[start] == Byte.less else { return false }
        let name = Array(startTag.localName.utf8)
        return RawText(bytes: source.bytes).isEndTag(of: name, at: start)
    }

    /// Reads the body of an element whose body is not markup.
    private mutating func readBody(_ startTag: StartTag, isForeign: Bool) {
        // SVG and MathML know no elements whose content is no markup.
        if isForeign { return }
        switch startTag.rule.content {
        case .markup, .void:
            break
        case .rawText:
            let end = bodyEnd(startTag)
            if options.interpolatesCode, interpolates, !startTag.replacesBody {
                checkUnreadStatements(position..<end, as: .code(startTag.localName))
                addCode(upTo: end)
            } else {
                if !startTag.replacesBody {
                    checkUnread(position..<end, as: .code(startTag.localName))
                }
                addVerbatim(upTo: end)
            }
        case .escapableText:
            escapableEnd = bodyEnd(startTag)
            nextSign = 0
            nextClosing = 0
        case .plainText:
            let end = source.bytes.count
            checkUnread(position..<end, as: .code(startTag.localName))
            addVerbatim(upTo: end)
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

    /// Passes on a tag that is too deep for the tree: what browsers read behind it, a template
    /// with statements cannot tell any more.
    private mutating func flatten(_ startTag: StartTag) {
        let whole = startTag.tag.whole
        let error = Diagnostic(
            .nestingTooDeep,
            "elements are nested deeper than \(Self.maximumDepth)",
            at: whole.lowerBound..<startTag.tag.name.upperBound
        )
        if startTag.hasStatement || source.mode == .xml || mentionsStatement(whole) {
            report(error)
        } else if flattened == 0 {
            note(error)
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

extension Diagnostic {
    /// The error for an element with more attributes than the limit.
    init(tooManyAttributes limit: Int, at place: Range<Int>) {
        self.init(
            .tooManyAttributes,
            "the element has more than \(limit) attributes",
            at: place
        )
    }

    /// Whether it is about statements, and not about an expression in one.
    fileprivate var isAboutStatements: Bool {
        severity == .error && code != .invalidExpression && code != .privateName
            && code != .nestingTooDeep
    }
}
