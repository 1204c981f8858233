// SPDX-License-Identifier: Apache-2.0

/// Reads the statements of one element.
///
/// What is wrong goes to the diagnostics; the rest of the statement, and all other
/// statements, are read nevertheless.
struct StatementReader {
    let source: MarkupSource

    /// Whether the element is an HTML void element, which has no content.
    let isVoid: Bool

    var expressions: ExpressionReader
    var statements = Statements()

    /// The statement of each name that counts, of which there are few
    /// however many attributes the element has.
    private var counted: [StatementSyntax] = []

    init(_ source: MarkupSource, _ expressions: ExpressionReader, isVoid: Bool) {
        self.source = source
        self.expressions = expressions
        self.isVoid = isVoid
    }

    /// Reads attributes, and the `type` of a `<script>`.
    mutating func read(_ attributes: [ReadAttribute], script: ScriptClause?) {
        statements.script = script
        for attribute in attributes {
            switch attribute.role {
            case .misspelt(let namespace): reportMisspelling(attribute, namespace)
            case .statement(let namespace, let name): add(attribute, namespace, name)
            }
        }
        checkMacros()
        checkTranslation()
        checkScript()
    }

    private mutating func add(
        _ attribute: ReadAttribute,
        _ namespace: StatementNamespace,
        _ name: String
    ) {
        let place = attribute.scanned.name
        let statement = StatementSyntax(
            namespace: namespace,
            name: NamedSyntax(name, place),
            attribute: attribute.index,
            spelling: attribute.spelling
        )
        statements.spelled.append(statement)
        guard StatementNames.known(in: namespace).contains(name) else {
            if combines, namespace == .tal, name == "comment" { return }
            return reportUnknown(name, namespace, attribute)
        }
        guard counts(statement) else { return }
        switch namespace {
        case .tal: if let statement = TALStatement(rawValue: name) { add(statement, attribute) }
        case .metal: if let statement = METALStatement(rawValue: name) { add(statement, attribute) }
        case .i18n: if let statement = I18NStatement(rawValue: name) { add(statement, attribute) }
        case .meta: statements.interpolates = interpolation(attribute.scanned)
        }
    }

    /// Whether statements stand together as in Chameleon.
    var combines: Bool { expressions.options.combinesStatements }

    /// Whether a statement is read: the first one of its name, and all in Chameleon's dialect,
    /// where each takes the place of the one before.
    private mutating func counts(_ statement: StatementSyntax) -> Bool {
        let (namespace, name) = (statement.namespace, statement.name)
        let known = counted.firstIndex { $0.namespace == namespace && $0.name.text == name.text }
        guard let known else {
            counted.append(statement)
            return true
        }
        let first = counted[known].name.range
        let message = "'\(namespace.rawValue):\(name.text)' stands twice on one element"
        guard combines else {
            let notes = [Diagnostic.Note("the first is here", at: first)]
            report(.duplicateStatement, message, at: name.range, notes: notes)
            return false
        }
        let notes = [Diagnostic.Note("this one counts", at: name.range)]
        warn(.noEffect, "\(message), and the last one counts", at: first, notes: notes)
        counted[known] = statement
        return true
    }

    /// Where a statement of the element stands.
    func place(of statement: TALStatement) -> Range<Int>? {
        statements.place(of: .tal, statement.rawValue)
    }

    /// The value of an attribute, references resolved and trimmed.
    mutating func value(of attribute: ReadAttribute) -> SourceText? {
        attribute.scanned.value.map { value in
            expressions.refuseEntities(in: value, of: source)
            return CharacterReferences(source).resolve(value).trimmingSpace()
        }
    }

    private mutating func add(_ statement: TALStatement, _ attribute: ReadAttribute) {
        let place = attribute.scanned.name
        guard check(statement, at: place) else { return }
        guard let text = value(of: attribute), !text.bytes.isEmpty else {
            guard statement == .omitTag else { return reportEmpty(statement, attribute.scanned) }
            statements.omitTag = .always
            return
        }
        switch statement {
        case .onError: statements.onError = insert(text)
        case .define: statements.define = defines(text)
        case .condition: statements.condition = expressions.read(text)
        case .repetition: statements.repetition = repetition(text)
        case .switchOn: statements.switchOn = expressions.read(text)
        case .caseOf: statements.caseOf = expressions.read(text)
        case .omitTag: statements.omitTag = .when(expressions.read(text))
        case .attributes: statements.attributes = attributeClauses(text)
        case .content: statements.content = insert(text)
        case .replace: statements.replace = insert(text)
        case .script: statements.script = ScriptClause(language: text.range, isElement: false)
        }
    }

    /// Whether a statement goes with those before it and with the element.
    private mutating func check(_ statement: TALStatement, at place: Range<Int>) -> Bool {
        let excluded: [TALStatement: TALStatement] = [.content: .replace, .replace: .content]
        if let other = excluded[statement], let first = self.place(of: other) {
            report(
                .conflictingStatements,
                "'tal:content' and 'tal:replace' exclude each other",
                at: place,
                notes: [.init("'tal:\(other.rawValue)' is here", at: first)]
            )
            return false
        }
        if statement == .content, isVoid {
            report(
                .misplacedStatement,
                "'tal:content' on an element that has no content",
                at: place,
                notes: [.init("use 'tal:replace' or 'tal:attributes'")]
            )
            return false
        }
        return true
    }
}

// MARK: - Errors

extension StatementReader {
    mutating func report(
        _ code: Diagnostic.Code,
        _ message: String,
        at range: Range<Int>,
        notes: [Diagnostic.Note] = [],
        fixes: [Diagnostic.Fix] = []
    ) {
        expressions.diagnostics.append(
            Diagnostic(code, message, at: range, notes: notes, fixes: fixes)
        )
    }

    mutating func warn(
        _ code: Diagnostic.Code,
        _ message: String,
        at range: Range<Int>,
        notes: [Diagnostic.Note] = []
    ) {
        expressions.diagnostics.append(
            Diagnostic(code, message, at: range, severity: .warning, notes: notes)
        )
    }

    private mutating func reportUnknown(
        _ name: String,
        _ namespace: StatementNamespace,
        _ attribute: ReadAttribute
    ) {
        let place = attribute.scanned.name
        let known = StatementNames.known(in: namespace)
        let habit = Habit.notes(.statement, name)
        report(
            .unknownStatement,
            "unknown statement '\(name)' of namespace '\(namespace.rawValue)'",
            at: place,
            notes: MisleadingSpace.notes(place, in: source)
                + (habit.isEmpty ? NearestNames.notes(name, among: known) : habit),
            fixes: NearestNames.of(name, among: known).map { nearest in
                let end = place.upperBound - name.utf8.count
                return .init("write '\(nearest)'", end..<place.upperBound, nearest)
            }
        )
    }

    private mutating func reportMisspelling(
        _ attribute: ReadAttribute,
        _ namespace: StatementNamespace
    ) {
        let name = attribute.key.split(separator: ":").last ?? ""
        let wanted = "\(namespace.rawValue):\(name)"
        report(
            .unknownStatement,
            "unknown namespace prefix in '\(attribute.key)'",
            at: attribute.scanned.name,
            notes: MisleadingSpace.notes(attribute.scanned.name, in: source)
                + [.init("did you mean '\(wanted)'?")],
            fixes: [.init("write '\(wanted)'", attribute.scanned.name, wanted)]
        )
    }

    private mutating func reportEmpty(_ statement: TALStatement, _ attribute: ScannedAttribute) {
        let value = attribute.value ?? attribute.name
        report(
            .invalidStatement,
            "'tal:\(statement.rawValue)' has no value",
            at: value.isEmpty ? attribute.name : value
        )
    }
}
