// SPDX-License-Identifier: Apache-2.0

#if TemplateModels
import SwiftSyntax
import SwiftSyntaxMacros

/// Finds the properties of a structure or a class that templates read, and says what is wrong with
/// those that they cannot.
struct PropertyReader {
    private(set) var properties: [ModelProperty] = []

    private let isStructure: Bool
    private let context: any MacroExpansionContext
    private var names: Set<String> = []

    init(isStructure: Bool, _ context: any MacroExpansionContext) {
        self.isStructure = isStructure
        self.context = context
    }

    mutating func read(_ members: MemberBlockItemListSyntax) {
        for member in members {
            if let variable = member.decl.as(VariableDeclSyntax.self) {
                read(variable)
            } else if let condition = member.decl.as(IfConfigDeclSyntax.self) {
                refuse(condition)
            }
        }
    }

    private mutating func read(_ variable: VariableDeclSyntax) {
        guard variable.isShown, !variable.attributes.has("TemplateHidden") else { return }
        let documentation = variable.leadingTrivia.documentation
        let given = variable.attributes.givenName(in: context)
        for binding in variable.bindings {
            if let problem = problem(of: variable, binding) {
                context.diagnose(problem.diagnostic(at: binding.pattern, hiding: variable))
                continue
            }
            for token in binding.pattern.identifiers {
                let plain = token.identifier?.name ?? token.text
                guard !plain.hasPrefix("_") || given != nil else { continue }
                add(token, as: given ?? plain, documentation)
            }
        }
    }

    private mutating func add(_ token: TokenSyntax, as name: String, _ documentation: String) {
        guard names.insert(name).inserted else {
            context.diagnose(ModelProblem.nameTaken(name).diagnostic(at: token))
            return
        }
        properties.append(
            ModelProperty(
                name: name,
                property: token.text,
                documentation: documentation,
                location: context.arguments(of: token, .fileID),
                compilerLocation: context.arguments(of: token, .filePath)
            )
        )
    }

    /// Why no template can read a property, as far as its declaration says.
    private func problem(
        of variable: VariableDeclSyntax,
        _ binding: PatternBindingSyntax
    ) -> ModelProblem? {
        let name = binding.pattern.trimmedDescription
        if isStructure, variable.modifiers.contains(.keyword(.lazy)) { return .changes(name) }
        guard case .accessors(let accessors) = binding.accessorBlock?.accessors,
            let getter = accessors.first(where: { $0.accessorSpecifier.text == "get" })
        else { return nil }
        if let effects = getter.effectSpecifiers {
            return effects.asyncSpecifier == nil ? .throwing(name) : .waits(name)
        }
        return getter.modifier?.name.tokenKind == .keyword(.mutating) ? .changes(name) : nil
    }

    /// Properties under a condition would change the positions of those behind them.
    private func refuse(_ condition: IfConfigDeclSyntax) {
        for clause in condition.clauses {
            guard case .decls(let members) = clause.elements else { continue }
            for member in members {
                guard let variable = member.decl.as(VariableDeclSyntax.self), variable.isShown,
                    !variable.attributes.has("TemplateHidden")
                else { continue }
                let problem = ModelProblem.conditional
                context.diagnose(problem.diagnostic(at: variable.bindings, hiding: variable))
            }
        }
    }
}

extension VariableDeclSyntax {
    /// Whether it belongs to each value and is no private affair of the type.
    fileprivate var isShown: Bool {
        !modifiers.contains { modifier in
            switch modifier.name.tokenKind {
            case .keyword(.static), .keyword(.class): true
            case .keyword(.private), .keyword(.fileprivate): modifier.detail == nil
            default: false
            }
        }
    }
}

extension PatternSyntax {
    /// The names that a pattern binds.
    fileprivate var identifiers: [TokenSyntax] {
        if let name = self.as(IdentifierPatternSyntax.self) { return [name.identifier] }
        return self.as(TuplePatternSyntax.self)?.elements.flatMap(\.pattern.identifiers) ?? []
    }
}

extension DeclModifierListSyntax {
    fileprivate func contains(_ kind: TokenKind) -> Bool { contains { $0.name.tokenKind == kind } }
}
#endif
