// SPDX-License-Identifier: Apache-2.0

/// What a template needs of an application, for tools that bring templates along.
package struct TemplateNeeds: Sendable {
    /// What a manifest has to say for the template to compile; its variables are those that
    /// the template takes from its context.
    package var manifest = TemplateManifest()

    /// The templates that it refers to, by their names from the root.
    package var templates: [String] = []

    /// What is wrong with it, or doubtful, with all that in place.
    package var diagnostics: [TemplateDiagnostic] = []

    /// Whether it compiles then.
    package var hasErrors: Bool { diagnostics.firstError != nil }

    /// Looks at a template.
    ///
    /// - Parameters:
    ///   - source: The template.
    ///   - configuration: What is there already.
    package init(of source: TemplateSource, _ configuration: TemplateConfiguration) {
        var permissive = configuration
        permissive.acceptsUnknownPrefixes = true
        permissive.trustsHandlers = true
        permissive.allowsScripts = true
        permissive.warnsOfScripts = true
        permissive.knownVariables = []
        let checked = TemplateCompiler.checked(source, permissive)
        let (facts, diagnostics) = (checked.program.facts, checked.diagnostics)
        let isBound = { (name: String) in
            facts.boundNames.contains(name) || configuration.function(named: name) != nil
        }
        let free = facts.freeNames.filter { !isBound($0.name) }
        manifest.expressionTypes = facts.foreign.types
        manifest.namespaces = facts.foreign.namespaces
        manifest.functions = Set(free.filter(\.isCalled).map(\.name))
            .union(facts.foreign.functions.filter { !isBound($0) })
        manifest.variables = Set(free.filter { !$0.isCalled }.map(\.name))
            .union(facts.foreign.variables.filter { !isBound($0) })
            .subtracting(manifest.functions)
        if facts.foreign.hasHandlers { manifest.trustsHandlers = true }
        if facts.foreign.hasScriptURLs { manifest.trustsScriptURLs = true }
        templates = facts.references
        self.diagnostics = diagnostics.filter { diagnostic in
            if case .error = diagnostic { true } else { diagnostic.isOfScripts }
        }
        if diagnostics.contains(where: \.isOfScripts) { manifest.allowsScripts = true }
    }
}

extension TemplateDiagnostic {
    fileprivate var isOfScripts: Bool {
        guard case .warning(let warning) = self else { return false }
        return warning.code == .scriptsNotAllowed
    }
}
