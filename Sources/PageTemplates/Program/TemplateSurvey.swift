/// What has to be known of a whole template before its first element is
/// compiled.
struct TemplateSurvey {
    /// The names that a `global` definition or a script anywhere in the template
    /// binds.
    private(set) var globals: Set<String> = []

    /// Whether there are macros or slots: then variables can come from other
    /// templates.
    private(set) var usesMacros = false

    init(of nodes: [MarkupNode], _ scripts: TemplateScripts = TemplateScripts()) {
        globals = scripts.names
        collect(nodes)
    }

    private mutating func collect(_ nodes: [MarkupNode]) {
        for case .element(let element) in nodes {
            for clause in element.statements?.define ?? [] where clause.isGlobal {
                globals.formUnion(clause.pattern.names)
            }
            usesMacros = usesMacros || element.statements?.macros != nil
            collect(element.children)
        }
    }
}

extension BindingPattern {
    /// The names that are bound, in order.
    var names: [String] {
        switch self {
        case .name(let name): [name]
        case .unpack(let names): names
        }
    }
}
