// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// From a source to its program: syntax, checking, emission.
enum TemplateCompiler {
    /// Compiles a source, or a fragment of it.
    ///
    /// - Throws: `TemplateError`, the first one of the source.
    static func program(
        of source: TemplateSource,
        _ configuration: TemplateConfiguration,
        fragment name: String? = nil
    ) throws(TemplateError) -> TemplateProgram {
        let tree = SyntaxTree(parsing: source.markup, configuration.syntax)
        var fragment: FragmentPath?
        if let name { fragment = try FragmentPath(name, in: tree, source) }
        let (page, diagnostics) = check(tree, source, configuration, fragment: fragment)
        if var error = diagnostics.firstError {
            error.further = Array(diagnostics.errors.dropFirst())
            throw error
        }
        let points = configuration.coverage.map { _ in CoveragePoints(of: tree, in: source) }
        return ProgramEmitter.program(of: page, configuration, counting: points)
    }

    /// A source with all that is known of it, errors or not.
    struct Checked {
        let tree: SyntaxTree

        /// Tells what the template refers to; with errors it is not to be run.
        let program: TemplateProgram

        /// All that is wrong with the source or doubtful about it, in its order.
        let diagnostics: [TemplateDiagnostic]
    }

    /// Looks at a source as a whole, whatever is wrong with it.
    static func checked(
        _ source: TemplateSource,
        _ configuration: TemplateConfiguration
    ) -> Checked {
        let tree = SyntaxTree(parsing: source.markup, configuration.syntax)
        let (page, diagnostics) = check(tree, source, configuration)
        let program = ProgramEmitter.program(of: page, configuration)
        let doubts = program.warnings + program.translationWarnings
        let warnings = doubts.map { TemplateDiagnostic.warning($0) }
        return Checked(
            tree: tree,
            program: program,
            diagnostics: (diagnostics + warnings).inSourceOrder
        )
    }

    /// The names of the templates that a source refers to, errors or not.
    static func references(
        in source: TemplateSource,
        _ configuration: TemplateConfiguration
    ) -> [String] {
        check(source, configuration).0.facts.references
    }

    private static func check(
        _ source: TemplateSource,
        _ configuration: TemplateConfiguration
    ) -> (Page, [TemplateDiagnostic]) {
        check(SyntaxTree(parsing: source.markup, configuration.syntax), source, configuration)
    }

    private static func check(
        _ tree: SyntaxTree,
        _ source: TemplateSource,
        _ configuration: TemplateConfiguration,
        fragment: FragmentPath? = nil
    ) -> (Page, [TemplateDiagnostic]) {
        let (page, found) = Checker.check(tree, source, configuration, fragment: fragment)
        guard !(found.isEmpty && tree.diagnostics.isEmpty) else { return (page, []) }
        let diagnostics = tree.diagnostics.map { TemplateDiagnostic($0, in: source.file) }
        return (page, (diagnostics + found.map { .error($0) }).inSourceOrder)
    }
}
