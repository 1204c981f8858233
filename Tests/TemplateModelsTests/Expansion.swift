// SPDX-License-Identifier: Apache-2.0

#if TemplateModels
import SwiftSyntax
import SwiftSyntaxBuilder
import SwiftSyntaxMacroExpansion
import SwiftSyntaxMacros
import SwiftSyntaxMacrosGenericTestSupport
import TemplateModelExpansion
import Testing

/// What the macro makes of a declaration.
struct Expansion {
    private static let specs: [String: MacroSpec] = [
        "TemplateModel": MacroSpec(
            type: ModelExpansion.self,
            conformances: ["PageTemplates.TemplateModel", "PageTemplates.TemplateShowable"]
        ),
        "TemplateHidden": MacroSpec(type: MarkExpansion.self),
        "TemplateName": MacroSpec(type: MarkExpansion.self),
    ]

    /// Compares what a source becomes.
    static func expect(
        _ source: String,
        becomes expanded: String,
        _ diagnostics: [DiagnosticSpec] = [],
        fixed: String? = nil,
        at location: Testing.SourceLocation = #_sourceLocation
    ) {
        assertMacroExpansion(
            source,
            expandedSource: expanded,
            diagnostics: diagnostics,
            macroSpecs: specs,
            fixedSource: fixed,
            failureHandler: { Issue.record("\($0.message)", sourceLocation: location) }
        )
    }

    /// Compares what is said of a source that becomes no model, or one without what is wrong.
    static func expect(
        _ source: String,
        fails message: String,
        line: Int,
        column: Int,
        becomes expanded: String,
        fixed: String? = nil,
        at location: Testing.SourceLocation = #_sourceLocation
    ) {
        let fixes = fixed.map { _ in [FixItSpec(message: "leave it out of what templates read")] }
        let diagnostic = DiagnosticSpec(
            message: message,
            line: line,
            column: column,
            fixIts: fixes ?? []
        )
        expect(source, becomes: expanded, [diagnostic], fixed: fixed, at: location)
    }
}
#endif
