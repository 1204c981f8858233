/// Parses the statements of one element.
struct StatementParser {
    let source: TemplateSource

    /// Whether the element is an HTML void element, which has no content.
    let isVoid: Bool

    var statements = Statements()
    private var seen: [(namespace: StatementNamespace, name: String, place: Range<Int>)] = []

    init(source: TemplateSource, isVoid: Bool) {
        self.source = source
        self.isVoid = isVoid
    }

    /// What `attributes` say, and the `type` of a `<script>`.
    static func parse(
        _ attributes: [ReadAttribute],
        script: ScriptClause? = nil,
        source: TemplateSource,
        isVoid: Bool
    ) throws(TemplateError) -> Statements {
        var parser = StatementParser(source: source, isVoid: isVoid)
        parser.statements.script = script
        for attribute in attributes {
            switch attribute.role {
            case .misspelt(let namespace):
                throw parser.misspelling(attribute, namespace)
            case .statement(let namespace, let name):
                try parser.add(attribute, namespace, name)
            }
        }
        try parser.checkMacros()
        try parser.checkTranslation()
        try parser.checkScript()
        return parser.statements
    }

    private mutating func add(
        _ attribute: ReadAttribute,
        _ namespace: StatementNamespace,
        _ name: String
    ) throws(TemplateError) {
        let place = attribute.scanned.name
        let statement = namespace == .tal ? StatementNames.talStatements[name] : nil
        guard statement != nil || StatementNames.known(in: namespace).contains(name) else {
            throw unknown(name, namespace, at: place)
        }
        if let first = seen.first(where: { $0.namespace == namespace && $0.name == name }) {
            throw error(
                .duplicateStatement,
                "'\(namespace.rawValue):\(name)' stands twice on one element",
                at: place,
                notes: [note("the first is here", at: first.place)]
            )
        }
        if namespace == .metal, let statement = METALStatement(rawValue: name) {
            try checkCombination(statement, at: place)
            seen.append((namespace, name, place))
            try add(statement, attribute.scanned)
            return
        }
        if namespace == .i18n, let statement = I18NStatement(rawValue: name) {
            seen.append((namespace, name, place))
            try add(statement, attribute.scanned)
            return
        }
        if namespace == .meta {
            seen.append((namespace, name, place))
            statements.interpolates = try interpolation(attribute.scanned)
            return
        }
        guard let statement else {
            let message = "'\(namespace.rawValue):\(name)' is not available"
            throw error(.unsupportedStatement, message, at: place)
        }
        try checkCombination(statement, at: place)
        seen.append((namespace, name, place))
        try add(statement, attribute.scanned)
    }

    /// Where a statement of the element stands.
    func firstPlace(of statement: TALStatement) -> Range<Int>? {
        seen.first { $0.namespace == .tal && $0.name == statement.rawValue }?.place
    }

    /// Where a METAL statement of the element stands.
    func firstPlace(of statement: METALStatement) -> Range<Int>? {
        seen.first { $0.namespace == .metal && $0.name == statement.rawValue }?.place
    }

    /// Statements that exclude each other or the element.
    private func checkCombination(
        _ statement: TALStatement,
        at place: Range<Int>
    ) throws(TemplateError) {
        if let other = Self.excluded(by: statement),
            let first = seen.first(where: { $0.namespace == .tal && $0.name == other.rawValue })
        {
            throw error(
                .conflictingStatements,
                "'tal:content' and 'tal:replace' exclude each other",
                at: place,
                notes: [note("'tal:\(other.rawValue)' is here", at: first.place)]
            )
        }
        if statement == .content, isVoid {
            throw error(
                .misplacedStatement,
                "'tal:content' on an element that has no content",
                at: place,
                notes: [TemplateError.Note("use 'tal:replace' or 'tal:attributes'")]
            )
        }
    }

    private static func excluded(by statement: TALStatement) -> TALStatement? {
        switch statement {
        case .content: .replace
        case .replace: .content
        default: nil
        }
    }

    private mutating func add(
        _ statement: TALStatement,
        _ attribute: ScannedAttribute
    ) throws(TemplateError) {
        let text = attribute.value.map { AttributeText(source: source).resolve($0).trimmingSpace() }
        guard let text, !text.bytes.isEmpty else {
            guard statement == .omitTag else { throw empty(statement, attribute) }
            statements.omitTag = .always
            return
        }
        switch statement {
        case .onError: statements.onError = content(text)
        case .define: statements.define = try defines(text)
        case .condition: statements.condition = text
        case .repetition: statements.repetition = try repetition(text)
        case .switchOn: statements.switchOn = text
        case .caseOf: statements.caseOf = text
        case .omitTag: statements.omitTag = .when(text)
        case .attributes: statements.attributes = try attributeClauses(text)
        case .content: statements.content = content(text)
        case .replace: statements.replace = content(text)
        case .script: statements.script = ScriptClause(language: text.range, isElement: false)
        }
    }
}

// MARK: - Errors

extension StatementParser {
    func error(
        _ code: TemplateError.Code,
        _ message: String,
        at range: Range<Int>,
        notes: [TemplateError.Note] = []
    ) -> TemplateError {
        TemplateError(code, message, in: source, at: range, notes: notes)
    }

    func note(_ message: String, at range: Range<Int>) -> TemplateError.Note {
        TemplateError.Note(message, at: source.location(of: range))
    }

    private func unknown(
        _ name: String,
        _ namespace: StatementNamespace,
        at place: Range<Int>
    ) -> TemplateError {
        error(
            .unknownStatement,
            "unknown statement '\(name)' of namespace '\(namespace.rawValue)'",
            at: place,
            notes: NearestNames.note(name, among: StatementNames.known(in: namespace))
        )
    }

    private func misspelling(
        _ attribute: ReadAttribute,
        _ namespace: StatementNamespace
    ) -> TemplateError {
        let name = attribute.key.split(separator: ":").last ?? ""
        return error(
            .unknownStatement,
            "unknown namespace prefix in '\(attribute.key)'",
            at: attribute.scanned.name,
            notes: [TemplateError.Note("did you mean '\(namespace.rawValue):\(name)'?")]
        )
    }

    private func empty(_ statement: TALStatement, _ attribute: ScannedAttribute) -> TemplateError {
        let value = attribute.value ?? attribute.name
        return error(
            .invalidStatement,
            "'tal:\(statement.rawValue)' has no value",
            at: value.isEmpty ? attribute.name : value
        )
    }
}
