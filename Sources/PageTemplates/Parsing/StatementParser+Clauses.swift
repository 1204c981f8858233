extension StatementParser {
    private static let switches = ["on": true, "true": true, "off": false, "false": false]

    /// `on` or `off` of `meta:interpolation`.
    func interpolation(_ attribute: ScannedAttribute) throws(TemplateError) -> Bool {
        let text = attribute.value.map { source.text($0).lowercased() }
        guard let isOn = text.flatMap({ Self.switches[$0] }) else {
            throw error(
                .invalidStatement,
                "'meta:interpolation' is 'on' or 'off'",
                at: attribute.value ?? attribute.name
            )
        }
        return isOn
    }

    /// `[text|structure] expression`.
    func content(_ text: ExpressionText) -> ContentClause {
        var reader = ClauseReader(text)
        let keyword = reader.readKeyword(["text", "structure"])
        return ContentClause(isStructure: keyword == "structure", expression: reader.rest)
    }

    /// `[local|global] name expression; ...`.
    func defines(_ text: ExpressionText) throws(TemplateError) -> [DefineClause] {
        var clauses: [DefineClause] = []
        for clause in try split(text, .define) {
            clauses.append(try define(clause))
        }
        return clauses
    }

    private func define(_ clause: ExpressionText) throws(TemplateError) -> DefineClause {
        var reader = ClauseReader(clause)
        let keyword = reader.readKeyword(["local", "global"])
        // A variable may be called `local`: then one word follows, not two.
        for isQualified in [keyword != nil, false] {
            var attempt = isQualified ? reader : ClauseReader(clause)
            if let (pattern, range) = attempt.readPattern(), !attempt.isAtEnd {
                return DefineClause(
                    isGlobal: isQualified && keyword == "global",
                    pattern: pattern,
                    patternRange: range,
                    expression: attempt.rest
                )
            }
        }
        throw error(
            .invalidStatement,
            "'tal:define' needs a name and an expression",
            at: clause.range,
            notes: semicolonNote(clause)
        )
    }

    /// `name expression` or `(a, b) expression`.
    func repetition(_ text: ExpressionText) throws(TemplateError) -> RepeatClause {
        var reader = ClauseReader(text)
        guard let (pattern, range) = reader.readPattern(), !reader.isAtEnd else {
            throw error(
                .invalidStatement,
                "'tal:repeat' needs a name and an expression",
                at: text.range
            )
        }
        return RepeatClause(pattern: pattern, patternRange: range, expression: reader.rest)
    }

    /// `name expression; ...`, where a clause without a name gives a mapping.
    func attributeClauses(_ text: ExpressionText) throws(TemplateError) -> [AttributeClause] {
        var clauses: [AttributeClause] = []
        var seen: [(name: String, range: Range<Int>)] = []
        for text in try split(text, .attributes) {
            let clause = attributeClause(text)
            clauses.append(clause)
            guard let name = clause.name else { continue }
            let key = source.mode == .html ? name.lowercased() : name
            if let first = seen.first(where: { $0.name == key }) {
                throw error(
                    .duplicateStatement,
                    "'tal:attributes' sets '\(name)' twice",
                    at: clause.nameRange,
                    notes: [note("the first is here", at: first.range)]
                )
            }
            seen.append((key, clause.nameRange))
        }
        return clauses
    }

    private func attributeClause(_ text: ExpressionText) -> AttributeClause {
        var reader = ClauseReader(text)
        guard let word = reader.readWord(), isAttributeName(reader.text[word], before: reader.rest)
        else {
            return AttributeClause(
                name: nil,
                nameRange: text.range.lowerBound..<text.range.lowerBound,
                expression: text
            )
        }
        return AttributeClause(
            name: reader.text[word].text,
            nameRange: reader.text.sourceRange(word),
            expression: reader.rest
        )
    }

    /// Whether the first word of a clause names an attribute; the start of an
    /// expression, as `python:` or `a | b`, does not.
    private func isAttributeName(_ word: ExpressionText, before rest: ExpressionText) -> Bool {
        let text = word.text
        if rest.bytes.first == UInt8(ascii: "|") { return false }
        if word.bytes.contains(Byte.colon),
            Self.expressionPrefixes.contains(where: text.hasPrefix)
        {
            return false
        }
        return !word.bytes.contains(where: Self.neverInNames.contains)
    }

    private static let neverInNames = Array("/=<>\"'?|{}$,`".utf8)

    private static let expressionPrefixes = [
        "python:", "path:", "string:", "not:", "exists:", "nocall:", "structure:", "defer:",
        "lazy:", "load:",
    ]

    /// The clauses of a statement; a semicolon behind the last one is fine.
    private func split(
        _ text: ExpressionText,
        _ statement: TALStatement
    ) throws(TemplateError) -> [ExpressionText] {
        var clauses = text.clauses.map { $0.trimmingSpace() }
        if clauses.count > 1, clauses.last?.bytes.isEmpty == true {
            clauses.removeLast()
        }
        if let hole = clauses.first(where: \.bytes.isEmpty) {
            throw error(
                .invalidStatement,
                "'tal:\(statement.rawValue)' has an empty clause",
                at: hole.range,
                notes: semicolonNote(hole)
            )
        }
        return clauses
    }

    private func semicolonNote(_ clause: ExpressionText) -> [TemplateError.Note] {
        let before = clause.range.lowerBound
        let start = source.bytes[..<before].lastIndex { !$0.isSpace }
        guard let start, source.bytes[start] == Byte.semicolon else { return [] }
        return [TemplateError.Note("a semicolon inside of an expression is written ';;'")]
    }
}
