// SPDX-License-Identifier: Apache-2.0

#if TemplateModels
import SwiftDiagnostics
import SwiftSyntax
import SwiftSyntaxBuilder

/// What is wrong with a model, as the compiler says it.
enum ModelProblem: DiagnosticMessage {
    /// What the attribute stands on is no type with members of its own.
    case noModel(any DeclGroupSyntax)
    case conformsAlready
    case changes(String)
    case throwing(String)
    case waits(String)
    case conditional
    case nameTaken(String)
    case noName

    var message: String {
        switch self {
        case .noModel(let declaration) where declaration.is(ActorDeclSyntax.self):
            "an actor is no model of templates: they read without waiting"
        case .noModel:
            "a model of templates is a structure, a class or an enumeration"
        case .conformsAlready:
            "the type is a model already, by its superclass or an extension"
        case .changes(let name):
            "templates cannot read '\(name)', because reading it changes the value"
        case .throwing(let name):
            "templates cannot read '\(name)', because reading it can throw"
        case .waits(let name):
            "templates cannot read '\(name)', because reading it can wait"
        case .conditional:
            "templates cannot read what is declared under '#if'"
        case .nameTaken(let name):
            "another member has the name '\(name)' in templates"
        case .noName:
            "'@TemplateName' takes a literal text without '/'"
        }
    }

    private var identity: String {
        switch self {
        case .noModel: "noModel"
        case .conformsAlready: "conformsAlready"
        case .changes: "changes"
        case .throwing: "throwing"
        case .waits: "waits"
        case .conditional: "conditional"
        case .nameTaken: "nameTaken"
        case .noName: "noName"
        }
    }

    var diagnosticID: MessageID { MessageID(domain: "TemplateModels", id: identity) }

    var severity: DiagnosticSeverity { .error }

    func diagnostic(at node: some SyntaxProtocol) -> Diagnostic {
        Diagnostic(node: node, message: self)
    }

    /// The problem of a property, which leaving it out solves.
    func diagnostic(
        at node: some SyntaxProtocol,
        hiding variable: VariableDeclSyntax
    ) -> Diagnostic {
        var first = variable
        first.leadingTrivia = []
        let hidden: DeclSyntax =
            "\(variable.leadingTrivia)@TemplateHidden \(first)"
        let change = FixIt.Change.replace(oldNode: Syntax(variable), newNode: Syntax(hidden))
        let fix = FixIt(message: HidingMessage(), changes: [change])
        return Diagnostic(node: node, message: self, fixIt: fix)
    }
}

private struct HidingMessage: FixItMessage {
    let message = "leave it out of what templates read"
    let fixItID = MessageID(domain: "TemplateModels", id: "hide")
}
#endif
