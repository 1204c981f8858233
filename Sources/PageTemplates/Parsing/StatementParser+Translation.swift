extension StatementParser {
    /// Reads an I18N statement; one without a value says nothing, but for those
    /// that must have one and for `i18n:translate`.
    mutating func add(
        _ statement: I18NStatement,
        _ attribute: ScannedAttribute
    ) throws(TemplateError) {
        let empty = ExpressionText(bytes: [], range: attribute.name, origins: [])
        let value = attribute.value.map {
            AttributeText(source: source).resolve($0).trimmingSpace()
        }
        let text = value ?? empty
        if text.bytes.isEmpty, statement.needsValue {
            throw error(
                .invalidStatement,
                "'i18n:\(statement.rawValue)' has no value",
                at: attribute.name
            )
        }
        var translation = statements.translation ?? TranslationStatements()
        let word = text.bytes.isEmpty ? nil : text.text
        switch statement {
        case .translate:
            translation.translate = .init(id: text.text, range: attribute.name)
        case .name: translation.name = try name(text)
        case .attributes: translation.attributes = try translatedAttributes(text)
        case .data: translation.data = text
        case .domain: translation.domain = word
        case .context: translation.context = word
        case .comment: translation.comment = word
        case .source: translation.source = word
        case .target: translation.target = word
        case .ignore: translation.isIgnored = true
        case .ignoreAttributes:
            translation.ignoredAttributes = text.clauses.map { $0.trimmingSpace().text }
        }
        statements.translation = translation
    }

    private func name(
        _ text: ExpressionText
    ) throws(TemplateError) -> MacroStatements.NamedPlace? {
        guard !text.bytes.isEmpty else { return nil }
        guard MessageNames.isName(text.text) else {
            throw error(
                .invalidStatement,
                "'i18n:name' needs a name of letters, digits, '-' and '_'",
                at: text.range
            )
        }
        return .init(name: text.text, range: text.range)
    }

    private func translatedAttributes(
        _ text: ExpressionText
    ) throws(TemplateError) -> [TranslatedAttribute] {
        var attributes: [TranslatedAttribute] = []
        for clause in text.clauses.map({ $0.trimmingSpace() }) where !clause.bytes.isEmpty {
            let words = clause.text.split(whereSeparator: \.isWhitespace).map(String.init)
            guard words.count <= 2 else {
                throw error(
                    .invalidStatement,
                    "'i18n:attributes' needs names, each with an id or without",
                    at: clause.range,
                    notes: [.init("a semicolon stands between attributes")]
                )
            }
            let key = source.mode == .html ? words[0].lowercased() : words[0]
            if let first = attributes.first(where: { $0.key == key }) {
                throw error(
                    .duplicateStatement,
                    "'i18n:attributes' names '\(words[0])' twice",
                    at: clause.range,
                    notes: [note("the first is here", at: first.range)]
                )
            }
            attributes.append(
                TranslatedAttribute(
                    name: words[0],
                    key: key,
                    id: words.count == 2 ? words[1] : nil,
                    range: clause.range
                )
            )
        }
        return attributes
    }

    /// Refuses what does not go together, once all statements are known.
    func checkTranslation() throws(TemplateError) {
        guard let translation = statements.translation else { return }
        try checkTranslate(translation)
        for attribute in translation.attributes where attribute.id != nil {
            let clause = statements.attributes.first { clause in
                clause.name.map { source.mode == .html ? $0.lowercased() : $0 } == attribute.key
            }
            guard let clause else { continue }
            throw error(
                .conflictingStatements,
                "'\(attribute.name)' has an id in 'i18n:attributes', and 'tal:attributes' sets it",
                at: attribute.range,
                notes: [note("'tal:attributes' sets it here", at: clause.nameRange)]
            )
        }
    }

    private func checkTranslate(
        _ translation: TranslationStatements
    ) throws(TemplateError) {
        let id = translation.translate?.id ?? ""
        if let data = translation.data, id.isEmpty {
            throw error(
                .conflictingStatements,
                "'i18n:data' needs 'i18n:translate' with an id on the same element",
                at: data.range
            )
        }
        guard let translate = translation.translate else { return }
        if isVoid, statements.replace == nil {
            throw error(
                .misplacedStatement,
                "'i18n:translate' on an element that has no content",
                at: translate.range,
                notes: [.init("use 'i18n:attributes'")]
            )
        }
        guard !id.isEmpty, let content = statements.content ?? statements.replace else { return }
        let name = statements.content == nil ? "tal:replace" : "tal:content"
        throw error(
            .conflictingStatements,
            "'i18n:translate' with an id and '\(name)' exclude each other",
            at: translate.range,
            notes: [note("'\(name)' is here", at: content.expression.range)]
        )
    }
}
