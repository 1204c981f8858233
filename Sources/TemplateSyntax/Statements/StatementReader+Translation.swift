// SPDX-License-Identifier: Apache-2.0

extension StatementReader {
    /// Reads an I18N statement; one without a value says nothing, but for those
    /// that must have one and for `i18n:translate`.
    mutating func add(_ statement: I18NStatement, _ attribute: ReadAttribute) {
        let place = attribute.scanned.name
        let text = value(of: attribute) ?? SourceText(bytes: [], range: place, origins: [])
        if text.bytes.isEmpty, statement.needsValue {
            report(.invalidStatement, "'i18n:\(statement.rawValue)' has no value", at: place)
            return
        }
        var translation = statements.translation ?? TranslationStatements()
        let word = text.bytes.isEmpty ? nil : NamedSyntax(text.text, text.range)
        switch statement {
        case .translate: translation.translate = NamedSyntax(text.text, place)
        case .name: translation.name = word.flatMap { name($0) }
        case .attributes: translation.attributes = translatedAttributes(text)
        case .data: translation.data = expressions.read(text)
        case .domain: translation.domain = word
        case .context: translation.context = word
        case .comment: translation.comment = word
        case .source, .target: break
        case .ignore: translation.isIgnored = true
        case .ignoreAttributes:
            translation.ignoredAttributes = text.clauses.map { clause in
                let name = clause.trimmingSpace()
                return NamedSyntax(name.text, name.range)
            }
        }
        statements.translation = translation
    }

    private mutating func name(_ name: NamedSyntax) -> NamedSyntax? {
        if MessageName.isValid(name.text.utf8) { return name }
        report(
            .invalidStatement,
            "'i18n:name' needs a name of letters, digits, '-' and '_'",
            at: name.range
        )
        return nil
    }

    private mutating func translatedAttributes(
        _ text: SourceText
    ) -> [TranslatedAttributeSyntax] {
        var attributes: [TranslatedAttributeSyntax] = []
        var seen: [String: Range<Int>] = [:]
        for clause in text.clauses.map({ $0.trimmingSpace() }) where !clause.bytes.isEmpty {
            let words = clause.words
            guard words.count <= 2 else {
                report(
                    .invalidStatement,
                    "'i18n:attributes' needs names, each with an id or without",
                    at: clause.range,
                    notes: [.init("a semicolon stands between attributes")]
                )
                continue
            }
            let key = source.key(words[0].text)
            if let first = seen[key] {
                report(
                    .duplicateStatement,
                    "'i18n:attributes' names '\(words[0].text)' twice",
                    at: clause.range,
                    notes: [.init("the first is here", at: first)]
                )
                continue
            }
            seen[key] = clause.range
            attributes.append(
                TranslatedAttributeSyntax(
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
    mutating func checkTranslation() {
        guard let translation = statements.translation else { return }
        checkTranslate(translation)
        if !combines { checkAttributes(translation) }
    }

    /// Refuses an id for the value of a statement.
    ///
    /// In Chameleon's dialect that value is the text where no catalog has the id.
    private mutating func checkAttributes(_ translation: TranslationStatements) {
        let names = statements.attributes.compactMap(\.name)
        let places = Dictionary(names.map { (source.key($0.text), $0.range) }) { first, _ in first }
        for attribute in translation.attributes where attribute.id != nil {
            guard let place = places[attribute.key] else { continue }
            report(
                .conflictingStatements,
                "'\(attribute.name.text)' has an id in 'i18n:attributes', "
                    + "and 'tal:attributes' sets it",
                at: attribute.range,
                notes: [.init("'tal:attributes' sets it here", at: place)]
            )
        }
    }

    private mutating func checkTranslate(_ translation: TranslationStatements) {
        let id = translation.translate?.text ?? ""
        if let data = translation.data, id.isEmpty {
            report(
                .conflictingStatements,
                "'i18n:data' needs 'i18n:translate' with an id on the same element",
                at: data.whole
            )
        }
        guard let translate = translation.translate else { return }
        if isVoid, statements.replace == nil {
            warn(
                .noEffect,
                "'i18n:translate' on an element that has no content has no effect",
                at: translate.range,
                notes: [.init("use 'i18n:attributes'")]
            )
            statements.translation?.translate = nil
            return
        }
        guard !id.isEmpty, let content = statements.content ?? statements.replace else { return }
        let name = statements.content == nil ? "tal:replace" : "tal:content"
        report(
            .conflictingStatements,
            "'i18n:translate' with an id and '\(name)' exclude each other",
            at: translate.range,
            notes: [.init("'\(name)' is here", at: content.range)]
        )
    }
}

extension SourceText {
    /// The words between white space.
    fileprivate var words: [NamedSyntax] {
        bytes.indices.split { bytes[$0].isSpace }.map { part in
            let word = self[part]
            return NamedSyntax(word.text, word.range)
        }
    }
}

/// The names of values in the texts of messages.
package enum MessageName {
    /// Whether a text can be a name: `[a-zA-Z_][-a-zA-Z0-9_]*`.
    package static func isValid(_ name: some Collection<UInt8>) -> Bool {
        guard let first = name.first, first.isLetter || first == UInt8(ascii: "_") else {
            return false
        }
        return name.allSatisfy { $0.isNameByte || $0 == UInt8(ascii: "-") }
    }
}
