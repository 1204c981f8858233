// SPDX-License-Identifier: Apache-2.0

#if TemplateModels
package import SwiftSyntax
package import SwiftSyntaxMacros

/// `@TemplateHidden` and `@TemplateName`, which `@TemplateModel` reads and which write nothing.
package struct MarkExpansion: PeerMacro {
    package static func expansion(
        of node: AttributeSyntax,
        providingPeersOf declaration: some DeclSyntaxProtocol,
        in context: some MacroExpansionContext
    ) throws -> [DeclSyntax] { [] }
}
#endif
