import TemplateSyntax

/// What has to be known of a whole template before its first element is looked at.
struct TemplateSurvey {
    /// The names that a `global` definition or a script anywhere in the template
    /// binds.
    let globals: Set<String>

    /// Whether there are macros or slots: then variables can come from other
    /// templates.
    let usesMacros: Bool

    init(of tree: SyntaxTree) {
        globals = tree.globals
        usesMacros = tree.usesMacros
    }
}
