// SPDX-License-Identifier: Apache-2.0

package import PageTemplates
import TemplateSyntax

/// What a template of another engine needs to run here.
package struct TemplateMigration: Sendable {
    /// What it needs of the application, once it is rewritten.
    package let needs: TemplateNeeds

    /// The changes that mean the same here.
    package let edits: [TextEdit]

    /// The template as it was read, in UTF-8.
    package let original: [UInt8]

    /// The template with the changes.
    package let rewritten: [UInt8]

    /// The changes as a patch; empty where there are none.
    package let patch: String

    /// Looks at a template.
    ///
    /// - Parameters:
    ///   - source: The template.
    ///   - origin: What it was written for.
    ///   - configuration: What is there already.
    /// - Throws: `TemplateError` where the changed text cannot be read.
    package init(
        of source: TemplateSource,
        from origin: TemplateOrigin,
        _ configuration: TemplateConfiguration
    ) throws(TemplateError) {
        var configuration = configuration
        configuration.dialect = origin.dialect
        let bytes = source.markup.bytes
        original = bytes
        switch origin {
        case .zope, .chameleon:
            edits = []
            rewritten = bytes
            patch = ""
            needs = TemplateNeeds(of: source, configuration)
        case .talPHP:
            edits = PHPTALRewriting.edits(
                of: SyntaxTree(parsing: source.markup, configuration.syntax)
            )
            rewritten = edits.applied(to: bytes)
            patch =
                UnifiedDiff(source.name, bytes, rewritten).text
            let changed = try TemplateSource(
                name: source.name,
                bytes: rewritten,
                mode: source.mode,
                limits: configuration.limits
            )
            needs = TemplateNeeds(of: changed, configuration)
        }
    }
}

extension TemplateOrigin {
    /// The manifest that all templates of a set need together.
    package func manifest(of needs: some Sequence<TemplateNeeds>) -> TemplateManifest {
        var manifest = TemplateManifest()
        manifest.dialect = dialect
        for need in needs { manifest.formUnion(need.manifest) }
        if manifest.variables?.isEmpty == true { manifest.variables = nil }
        return manifest
    }
}
