// SPDX-License-Identifier: Apache-2.0

#if TemplateModels
package import SwiftSyntax
import SwiftSyntaxBuilder
package import SwiftSyntaxMacros

/// `@TemplateModel`: writes the conformance of a type to `TemplateModel`.
package struct ModelExpansion: ExtensionMacro {
    package static func expansion(
        of node: AttributeSyntax,
        attachedTo declaration: some DeclGroupSyntax,
        providingExtensionsOf type: some TypeSyntaxProtocol,
        conformingTo protocols: [TypeSyntax],
        in context: some MacroExpansionContext
    ) throws -> [ExtensionDeclSyntax] {
        guard let body = body(of: declaration, at: node, in: context) else { return [] }
        let missing = body.conformances.filter { name in
            protocols.contains { $0.trimmedDescription.hasSuffix(name) }
        }
        guard missing.first == body.conformances.first else {
            context.diagnose(ModelProblem.conformsAlready.diagnostic(at: node))
            return []
        }
        let names = missing.map { "PageTemplates.\($0)" }.joined(separator: ", ")
        let head = "extension \(type.trimmed): \(names)"
        let source = ([head + " {"] + body.lines + ["}"]).joined(separator: "\n")
        return [try ExtensionDeclSyntax("\(raw: source)")]
    }

    /// What the extension of a declaration has in it; `nil` where it can have none.
    private static func body(
        of declaration: some DeclGroupSyntax,
        at node: AttributeSyntax,
        in context: some MacroExpansionContext
    ) -> ModelBody? {
        let access = Access(of: declaration, in: context.lexicalContext).keyword
        if let enumeration = declaration.as(EnumDeclSyntax.self) {
            return EnumerationReader(enumeration, access, context).body
        }
        let isStructure = declaration.is(StructDeclSyntax.self)
        guard isStructure || declaration.is(ClassDeclSyntax.self) else {
            context.diagnose(ModelProblem.noModel(declaration).diagnostic(at: node))
            return nil
        }
        var reader = PropertyReader(isStructure: isStructure, context)
        reader.read(declaration.memberBlock.members)
        return ModelBody(properties: reader.properties, access)
    }
}

/// What the extension has in it.
struct ModelBody {
    /// The protocols that it conforms to.
    ///
    /// One that another one inherits from is named too, for the compiler expects all that the
    /// macro announces.
    let conformances: [String]
    let lines: [String]
}

/// What may see the conformance.
struct Access {
    /// The modifier with a space, or nothing.
    let keyword: String

    /// The access of a type, which may be that of the extension that it is declared in.
    init(of declaration: some DeclGroupSyntax, in around: [Syntax]) {
        let outer = around.first?.as(ExtensionDeclSyntax.self)?.modifiers
        let names = [declaration.modifiers, outer].lazy.compactMap { $0 }
            .compactMap(Self.word).first
        keyword = names ?? ""
    }

    private static func word(of modifiers: DeclModifierListSyntax) -> String? {
        for modifier in modifiers {
            switch modifier.name.tokenKind {
            case .keyword(.public), .keyword(.open): return "public "
            case .keyword(.package): return "package "
            case .keyword(.internal), .keyword(.fileprivate), .keyword(.private): return ""
            default: continue
            }
        }
        return nil
    }
}
#endif
