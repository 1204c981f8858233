/// What the elements around a message say about it.
struct TranslationScope: Sendable {
    var domain = TranslationDomain.standard
    var context: String?

    /// Whether white space means something, as in `<pre>`.
    var keepsSpace = false
}

/// The scopes of a template's elements, which depend on nothing but the source:
/// the domain of a macro is that of the place where it is written.
struct TranslationScopes {
    private let source: TemplateSource
    private var scopes: [Int: TranslationScope] = [:]

    /// What the nearest element around that I18N knows makes of its content.
    private enum Surroundings {
        case page
        case message
        case name
    }

    init(of tree: MarkupTree) throws(TemplateError) {
        source = tree.source
        try collect(tree.children, TranslationScope(), .page)
    }

    /// The scope of an element with I18N statements.
    subscript(element: MarkupElement) -> TranslationScope {
        scopes[element.startTag.lowerBound] ?? TranslationScope()
    }

    private mutating func collect(
        _ nodes: [MarkupNode],
        _ outer: TranslationScope,
        _ surroundings: Surroundings
    ) throws(TemplateError) {
        for case .element(let element) in nodes {
            var scope = outer
            if source.mode == .html, element.localName == "pre" { scope.keepsSpace = true }
            var inner = surroundings
            if let statements = element.statements?.translation {
                scope.domain = statements.domain ?? scope.domain
                scope.context = statements.context ?? scope.context
                scopes[element.startTag.lowerBound] = scope
                if let name = statements.name {
                    try check(name, surroundings)
                    inner = .name
                }
                if statements.translate != nil { inner = .message }
            }
            try collect(element.children, scope, inner)
        }
    }

    private func check(
        _ name: MacroStatements.NamedPlace,
        _ surroundings: Surroundings
    ) throws(TemplateError) {
        let message: String
        switch surroundings {
        case .message: return
        case .page: message = "'i18n:name' stands only inside of an element with 'i18n:translate'"
        case .name: message = "'i18n:name' inside of another needs an 'i18n:translate' between them"
        }
        throw TemplateError(.misplacedStatement, message, in: source, at: name.range)
    }
}
