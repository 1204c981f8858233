import TemplateSyntax

// Messages: content, parts of it, values and attributes that are translated.
extension Checker {
    /// Looks at the place of an `i18n:name`.
    mutating func check(_ name: NamedSyntax, in surroundings: Surroundings.Translation) {
        let message: String
        switch surroundings {
        case .message: return
        case .page: message = "'i18n:name' stands only inside of an element with 'i18n:translate'"
        case .name: message = "'i18n:name' inside of another needs an 'i18n:translate' between them"
        }
        report(.misplacedStatement, message, at: name.range)
    }

    /// A part of a message: the message has its name in its place.
    mutating func messagePart(
        _ work: ElementWork,
        from stage: Int,
        _ around: Surroundings,
        into list: inout NodeList
    ) {
        guard let name = work.statements.translation?.name else { return }
        defer { depth -= 2 }
        guard descend(by: 2, at: work.element.startTag) else { return }
        var inner = around
        inner.isInMessage = false
        let body = inside(work, from: stage, inner)
        let keepsSpace = around.message.keepsSpace
        list.append(.part(MessagePart(name: name.text, keepsSpace: keepsSpace, body: body)))
    }

    /// A hole in text; one that is only a variable is a part of the message around it.
    mutating func textHole(
        _ expression: ExpressionSyntax,
        _ place: Place,
        _ around: Surroundings,
        into list: inout NodeList
    ) {
        guard around.isInMessage, let name = expression.variableName else {
            return hole(expression, place, around, into: &list)
        }
        var inner = around
        inner.isInMessage = false
        let body = collect { checker, list in
            checker.hole(expression, place, inner, into: &list)
        }
        list.append(.part(MessagePart(name: name, keepsSpace: true, body: body)))
    }

    /// The content of the source, which may be a message.
    mutating func sourceContent(
        _ work: ElementWork,
        _ around: Surroundings,
        into list: inout NodeList
    ) {
        let children = work.element.children
        guard let statements = work.statements.translation, let translate = statements.translate
        else { return nodes(children, around, into: &list) }
        defer { depth -= 1 }
        guard descend(by: 1, at: translate.range) else { return }
        var inner = around
        inner.isInMessage = true
        let body = collect { checker, list in checker.nodes(children, inner, into: &list) }
        let message = Message(
            id: translate.text.isEmpty ? nil : translate.text,
            scope: around.message,
            data: statements.data.map { plan($0, around) },
            range: statements.data?.whole ?? translate.range,
            body: body
        )
        note(message, of: work)
        list.append(.message(message))
    }

    /// A statement's value in the place of content, which may be a message.
    mutating func insert(
        _ clause: InsertSyntax,
        of work: ElementWork,
        _ around: Surroundings,
        into list: inout NodeList,
        otherwise: (inout Checker) -> [PageNode],
        isNever: (inout Checker) -> Void
    ) {
        guard work.statements.translation?.translate != nil else {
            return insert(clause, around, into: &list, otherwise: otherwise, isNever: isNever)
        }
        let value = plan(clause.value, around)
        if let literal = clause.value.literal {
            note(String(decoding: literal, as: UTF8.self), in: around.message, of: work.element)
        }
        let message = ExpressionPlan(
            .message(MessageText(scope: around.message), value),
            clause.value.range,
            mayBeDefault: value.mayBeDefault
        )
        append(message, clause, around, into: &list, otherwise, isNever)
    }

    // MARK: - Attributes

    /// The attributes of an element that are translated, by their keys.
    ///
    /// One with an id needs no value in the source: the element gets it.
    mutating func translatedAttributes(
        _ element: ElementSyntax
    ) -> [String: TranslatedAttributeSyntax] {
        var attributes: [String: TranslatedAttributeSyntax] = [:]
        let clauses = element.statements?.attributes ?? []
        for attribute in element.statements?.translation?.attributes ?? [] {
            let exists = element.attributes.contains {
                !$0.isStatement && $0.key == attribute.key
            }
            let isSet = clauses.contains { clause in
                clause.name.map { source.markup.key($0.text) } ?? attribute.key == attribute.key
            }
            guard exists || isSet || attribute.id != nil else {
                reportMissing(attribute, element)
                continue
            }
            attributes[attribute.key] = attribute
        }
        return attributes
    }

    private mutating func reportMissing(
        _ attribute: TranslatedAttributeSyntax,
        _ element: ElementSyntax
    ) {
        let keys = element.attributes.filter { !$0.isStatement }.map(\.key)
        report(
            .misplacedStatement,
            "the element has no attribute '\(attribute.name.text)' to translate",
            at: attribute.range,
            notes: TemplateError.Note.nearest(attribute.name.text, among: keys)
        )
    }

    /// An attribute that is translated: the value that a statement gives it, or that of
    /// the source.
    mutating func translatedAttribute(
        _ attribute: TranslatedAttributeSyntax,
        _ clause: AttributeClauseSyntax?,
        of element: ElementSyntax,
        _ original: AttributeSyntax?,
        _ around: Surroundings,
        into list: inout NodeList
    ) {
        let value = messageValue(attribute, clause, of: element, original, around)
        let name =
            original.map { source.text($0.name) } ?? clause?.name?.text ?? attribute.name.text
        whole(
            value,
            name,
            opening(named: name, original),
            place(of: name, in: element, quote: original?.quote),
            nil,
            clause?.range ?? attribute.range,
            into: &list
        )
    }

    /// The message that is the value of an attribute.
    mutating func messageValue(
        _ attribute: TranslatedAttributeSyntax,
        _ clause: AttributeClauseSyntax?,
        of element: ElementSyntax,
        _ original: AttributeSyntax?,
        _ around: Surroundings
    ) -> ExpressionPlan {
        var text = MessageText(id: attribute.id?.text, scope: around.message)
        var computed: ExpressionPlan?
        if let original {
            computed = readText(of: original, element, around, into: &text)
        } else if clause == nil {
            text.text = attribute.id?.text
        }
        let value = clause.map { clause in
            let name = attribute.name.text
            checkPlace(of: clause.value, place(of: name, in: element, quote: nil), name)
            return plan(clause.value, around)
        }
        if value == nil || value?.mayBeDefault == true, original != nil || attribute.id != nil {
            note(text, attribute, of: element)
        }
        let made = value ?? computed
        return ExpressionPlan(
            .message(text, made),
            clause?.range ?? attribute.range,
            mayBeDefault: text.text == nil && made?.mayBeDefault == true
        )
    }

    /// Reads the text of an attribute in the source: one whose holes are only
    /// variables has names in their places, any other one is computed.
    private mutating func readText(
        of attribute: AttributeSyntax,
        _ element: ElementSyntax,
        _ around: Surroundings,
        into text: inout MessageText
    ) -> ExpressionPlan? {
        guard let pieces = attribute.pieces.map({ decoded($0) }) else {
            text.text = decodedValue(of: attribute)
            return nil
        }
        let name = source.text(attribute.name)
        checkPlace(of: pieces, place(of: name, in: element, quote: attribute.quote), name)
        var bytes: [UInt8] = []
        for piece in pieces {
            switch piece {
            case .literal(let literal, _):
                bytes += literal
            case .hole(let hole, _):
                guard let name = hole.variableName else {
                    return plan(.string(pieces), attribute.whole, around)
                }
                text.names.append((name, plan(hole, around)))
                bytes += "${\(name)}".utf8
            }
        }
        text.text = String(decoding: bytes, as: UTF8.self)
        return nil
    }

    /// The value of an attribute with its character references resolved.
    func decodedValue(of attribute: AttributeSyntax) -> String {
        guard let value = attribute.value else { return "" }
        return CharacterReferences(source.markup).resolve(value).text
    }

    // MARK: - Texts for translators

    private mutating func note(_ message: Message, of work: ElementWork) {
        let content = message.body.fixedText.map { bytes in
            let text = message.scope.keepsSpace ? bytes : bytes.normalizingSpace
            return String(decoding: text, as: UTF8.self)
        }
        guard let id = message.id ?? content else {
            if work.statements.translation?.isIgnored != true {
                facts.computedTexts.append(work.element.startTag)
            }
            return
        }
        let defaultText = id == content ? nil : content
        note(id, in: message.scope, of: work.element, defaultText: defaultText)
    }

    private mutating func note(
        _ message: MessageText,
        _ attribute: TranslatedAttributeSyntax,
        of element: ElementSyntax
    ) {
        let translation = element.statements?.translation
        let name = attribute.name.text
        if translation?.ignoredAttributes.contains(where: { $0.text == name }) == true { return }
        guard let id = message.id ?? message.text else {
            return facts.computedTexts.append(element.startTag)
        }
        let defaultText = id == message.text ? nil : message.text
        note(id, in: message.scope, of: element, defaultText: defaultText)
    }

    /// Notes a text for translators, unless it is empty or they shall not care.
    private mutating func note(
        _ id: String,
        in scope: MessageScope,
        of element: ElementSyntax,
        defaultText: String? = nil
    ) {
        let statements = element.statements?.translation
        guard !id.isEmpty, statements?.isIgnored != true else { return }
        facts.texts.append(
            Facts.Text(
                id: id,
                scope: scope,
                defaultText: defaultText,
                comment: statements?.comment?.text,
                hasPlural: statements?.data != nil,
                range: element.startTag
            )
        )
    }
}

extension [PageNode] {
    /// What the nodes write, as far as it is always the same: what conditions leave out is
    /// taken to be there, and parts of a message have their names in their places.
    fileprivate var fixedText: [UInt8]? {
        var text: [UInt8] = []
        for node in self {
            guard let piece = node.fixedText else { return nil }
            text += piece
        }
        return text
    }
}

extension PageNode {
    fileprivate var fixedText: [UInt8]? {
        switch self {
        case .literal(let bytes): bytes
        case .part(let part): Array("${\(part.name)}".utf8)
        case .call(let call): call.part.map { Array("${\($0)}".utf8) }
        case .condition(let condition): condition.body.fixedText
        case .bindings(let bindings): bindings.body.fixedText
        case .choice(let choice): choice.body.fixedText
        case .region(let region): region.body.fixedText
        case .omission(let omission):
            (omission.startTag + omission.content + omission.endTag).fixedText
        case .script: []
        case .hole, .attribute, .attributeSet, .loop, .handler, .alternative, .slot, .message: nil
        }
    }
}

extension Collection<UInt8> {
    /// The words with one space between them.
    var normalizingSpace: [UInt8] {
        Array(split(whereSeparator: \.isSpace).joined(separator: [Byte.space]))
    }
}
