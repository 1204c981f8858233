/// The scripts of a template, parsed.
struct TemplateScripts {
    /// The scripts by the places of their elements.
    private var scripts: [Int: PythonScript] = [:]

    /// The names that any of them binds.
    private(set) var names: Set<String> = []

    init() {}

    /// Reads the scripts of a template, if it may have any.
    init(
        of tree: MarkupTree,
        _ expressions: ExpressionParser,
        _ configuration: TemplateConfiguration
    ) throws(TemplateError) {
        try collect(tree.children) { (element, clause) throws(TemplateError) in
            guard configuration.allowsScripts else {
                throw TemplateError(
                    .scriptsNotAllowed,
                    "the template has a script, and scripts are not allowed",
                    in: tree.source,
                    at: clause.language,
                    notes: [
                        .init(
                            "allow scripts (TemplateConfiguration.allowsScripts, --allow-scripts) "
                                + "only if you trust whoever writes the templates"
                        )
                    ]
                )
            }
            let text = try ScriptText(source: tree.source).script(in: element)
            return try PythonParser.script(text, expressions)
        }
    }

    private mutating func collect(
        _ nodes: [MarkupNode],
        _ read: (MarkupElement, ScriptClause) throws(TemplateError) -> PythonScript
    ) throws(TemplateError) {
        for case .element(let element) in nodes {
            guard let clause = element.statements?.script else {
                try collect(element.children, read)
                continue
            }
            let script = try read(element, clause)
            names.formUnion(script.names)
            scripts[element.startTag.lowerBound] = script
        }
    }

    subscript(element: MarkupElement) -> PythonScript? {
        scripts[element.startTag.lowerBound]
    }
}
