// SPDX-License-Identifier: Apache-2.0

#if TemplateModels
import SwiftCompilerPlugin
import SwiftSyntax
import SwiftSyntaxMacros
import TemplateModelExpansion

// The plugin has nothing of its own: a test that depended on it would be built, with all others,
// a second time for the compiler.
@main
struct TemplateModelPlugin: CompilerPlugin {
    let providingMacros: [any Macro.Type] = [TemplateModelMacro.self, MarkMacro.self]
}

struct TemplateModelMacro: ExtensionMacro {
    static func expansion(
        of node: AttributeSyntax,
        attachedTo declaration: some DeclGroupSyntax,
        providingExtensionsOf type: some TypeSyntaxProtocol,
        conformingTo protocols: [TypeSyntax],
        in context: some MacroExpansionContext
    ) throws -> [ExtensionDeclSyntax] {
        try ModelExpansion.expansion(
            of: node,
            attachedTo: declaration,
            providingExtensionsOf: type,
            conformingTo: protocols,
            in: context
        )
    }
}

struct MarkMacro: PeerMacro {
    static func expansion(
        of node: AttributeSyntax,
        providingPeersOf declaration: some DeclSyntaxProtocol,
        in context: some MacroExpansionContext
    ) throws -> [DeclSyntax] {
        try MarkExpansion.expansion(of: node, providingPeersOf: declaration, in: context)
    }
}
#else
/// Without the trait there are no macros, and a plugin is a program all the same.
@main
enum TemplateModelPlugin {
    static func main() {}
}
#endif
