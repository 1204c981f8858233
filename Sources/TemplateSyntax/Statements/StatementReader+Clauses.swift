// SPDX-License-Identifier: Apache-2.0

extension StatementReader {
    private static let switches = ["on": true, "true": true, "off": false, "false": false]

    /// `on` or `off` of `meta:interpolation`.
    mutating func interpolation(_ attribute: ScannedAttribute) -> Bool? {
        let text = attribute.value.map { source.text($0).lowercased() }
        if let isOn = text.flatMap({ Self.switches[$0] }) { return isOn }
        report(
            .invalidStatement,
            "'meta:interpolation' is 'on' or 'off'",
            at: attribute.value ?? attribute.name
        )
        return nil
    }

    /// `[text|structure|json] expression`.
    mutating func insert(_ text: SourceText) -> InsertSyntax {
        var reader = ClauseReader(text)
        let keyword = reader.readKeyword(["text", "structure"]) ?? reader.readJSONKeyword()
        return InsertSyntax(
            keyword: keyword?.range,
            isStructure: keyword?.text == "structure",
            isJSON: keyword?.text == ClauseReader.jsonKeyword,
            value: expressions.read(reader.rest),
            range: reader.rest.range
        )
    }

    /// `[local|global] name expression; ...`.
    mutating func defines(_ text: SourceText) -> [DefineSyntax] {
        split(text, .define).compactMap { clause in
            let known = expressions.diagnostics.count
            defer { noteSemicolon(before: clause, since: known) }
            return define(clause)
        }
    }

    private mutating func define(_ clause: SourceText) -> DefineSyntax? {
        var reader = ClauseReader(clause)
        let keyword = reader.readKeyword(["local", "global"])
        // A variable may be called `local`: then one word follows, not two.
        for isQualified in [keyword != nil, false] {
            var attempt = isQualified ? reader : ClauseReader(clause)
            if let pattern = attempt.readPattern(), !attempt.isAtEnd {
                return DefineSyntax(
                    keyword: isQualified ? keyword?.range : nil,
                    isGlobal: isQualified && keyword?.text == "global",
                    binding: pattern.binding(expressions.read(attempt.rest))
                )
            }
        }
        report(
            .invalidStatement,
            "'tal:define' needs a name and an expression",
            at: clause.range,
            notes: clause.bytes.contains(Byte.equals) ? Habit.notes(.path, clause.text) : []
        )
        return nil
    }

    /// `name expression` or `(a, b) expression`.
    mutating func repetition(_ text: SourceText) -> BindingSyntax? {
        var reader = ClauseReader(withoutSemicolon(text))
        if let pattern = reader.readPattern(), !reader.isAtEnd {
            return pattern.binding(expressions.read(reader.rest))
        }
        report(
            .invalidStatement,
            "'tal:repeat' needs a name and an expression",
            at: text.range,
            notes: commaNote(text)
        )
        return nil
    }

    /// The only clause of a statement; Chameleon takes a semicolon behind it.
    private mutating func withoutSemicolon(_ text: SourceText) -> SourceText {
        let text = text.trimmingSpace()
        let end = text.bytes.count - 1
        guard end > 0, text.bytes[end] == Byte.semicolon, text.bytes[end - 1] != Byte.semicolon
        else { return text }
        if !combines {
            report(
                .invalidStatement,
                "'tal:repeat' has one clause, and no ';' behind it",
                at: text.sourceRange(end..<end + 1),
                notes: [.init("take the ';' away")]
            )
        }
        return text[0..<end]
    }

    /// `name expression; ...`, where a clause without a name gives a mapping.
    mutating func attributeClauses(_ text: SourceText) -> [AttributeClauseSyntax] {
        var clauses: [AttributeClauseSyntax] = []
        var seen: [String: Range<Int>] = [:]
        for text in split(text, .attributes) {
            let known = expressions.diagnostics.count
            let clause = attributeClause(text)
            noteSemicolon(before: text, since: known)
            guard let name = clause.name else {
                clauses.append(clause)
                continue
            }
            let key = source.key(name.text)
            if let first = seen[key] {
                report(
                    .duplicateStatement,
                    "'tal:attributes' sets '\(name.text)' twice",
                    at: name.range,
                    notes: [.init("the first is here", at: first)]
                )
                continue
            }
            seen[key] = name.range
            clauses.append(clause)
        }
        return clauses
    }

    private mutating func attributeClause(_ text: SourceText) -> AttributeClauseSyntax {
        var reader = ClauseReader(text)
        guard let word = reader.readWord(), isAttributeName(reader.text[word], before: reader.rest)
        else {
            return AttributeClauseSyntax(
                name: nil,
                value: expressions.read(text),
                range: text.range
            )
        }
        let name = NamedSyntax(reader.text[word].text, reader.text.sourceRange(word))
        if name.text.hasSuffix(":") {
            report(
                .invalidStatement,
                "'\(name.text)' is not the name of an attribute",
                at: name.range
            )
        }
        return AttributeClauseSyntax(
            name: name,
            value: expressions.read(reader.rest),
            range: reader.rest.range
        )
    }

    /// Whether the first word of a clause names an attribute; the start of an
    /// expression, as `python:` or `a | b`, does not.
    private func isAttributeName(_ word: SourceText, before rest: SourceText) -> Bool {
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
    private mutating func split(_ text: SourceText, _ statement: TALStatement) -> [SourceText] {
        var clauses = text.clauses.map { $0.trimmingSpace() }
        if clauses.count > 1, clauses.last?.bytes.isEmpty == true {
            clauses.removeLast()
        }
        for hole in clauses where hole.bytes.isEmpty {
            report(
                .invalidStatement,
                "'tal:\(statement.rawValue)' has an empty clause",
                at: hole.range,
                notes: semicolonNote(hole)
            )
        }
        return clauses.filter { !$0.bytes.isEmpty }
    }

    /// What to do about `key, value pairs`, as Python writes it.
    private func commaNote(_ clause: SourceText) -> [Diagnostic.Note] {
        guard clause.bytes.prefix(while: { $0 != UInt8(ascii: ":") }).contains(UInt8(ascii: ","))
        else { return [] }
        return [.init("several names stand in parentheses, as in '(key, value)'")]
    }

    /// Notes that what is wrong with a clause may be the rest of the one before it, as in
    /// `style string:color: red; width: 3px`.
    private mutating func noteSemicolon(before clause: SourceText, since known: Int) {
        guard expressions.diagnostics.count > known else { return }
        let notes = semicolonNote(clause)
        for index in expressions.diagnostics.indices.dropFirst(known)
        where expressions.diagnostics[index].severity == .error {
            expressions.diagnostics[index].notes += notes
        }
    }

    private func semicolonNote(_ clause: SourceText) -> [Diagnostic.Note] {
        let before = clause.range.lowerBound
        let start = source.bytes[..<before].lastIndex { !$0.isSpace }
        guard let start, source.bytes[start] == Byte.semicolon else { return [] }
        return [.init("a semicolon inside of an expression is written ';;'")]
    }
}

extension BindingPattern {
    func binding(_ value: ExpressionSyntax) -> BindingSyntax {
        BindingSyntax(names: names, isUnpacking: isUnpacking, range: range, value: value)
    }
}
