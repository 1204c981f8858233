// SPDX-License-Identifier: Apache-2.0

#if TemplateModels
import SwiftSyntax
import SwiftSyntaxBuilder
import SwiftSyntaxMacros

/// A property that templates read.
struct ModelProperty {
    /// The name in templates.
    let name: String

    /// The name in Swift, with its backticks.
    let property: String
    let documentation: String

    /// The text of the arguments `file:` and `line:`; `nil` where they are not known.
    let location: String?

    /// The file and the line as the compiler is told them; `nil` where they are not known.
    let compilerLocation: String?
}

extension ModelBody {
    init(properties: [ModelProperty], _ access: String) {
        var lines = ["\(access)static var members: [PageTemplates.TemplateMember] {", "["]
        lines += properties.map(\.member)
        lines += ["]", "}", ""]
        lines.append("\(access)func read(_ page: inout PageTemplates.TemplateReading) {")
        if !properties.isEmpty {
            lines += ["while let member = page.ask() {", "switch member {"]
            for (index, property) in properties.enumerated() {
                lines.append("case \(index):")
                lines += property.giving
            }
            lines += ["default: return", "}", "}"]
        }
        lines.append("}")
        self.init(conformances: ["TemplateModel", "TemplateShowable"], lines: lines)
    }
}

extension ModelProperty {
    fileprivate var member: String {
        let reading = "{ (model: Self) in model.\(property) }"
        return Self.member(name, reading, documentation, location)
    }

    /// A member of the contract; what is not known is left away.
    static func member(
        _ name: String,
        _ type: String,
        _ documentation: String,
        _ location: String?
    ) -> String {
        var arguments = [name.literal, type]
        if !documentation.isEmpty { arguments.append(documentation.literal) }
        if let location { arguments.append("at: .init(\(location))") }
        return "PageTemplates.TemplateMember(\(arguments.joined(separator: ", "))),"
    }

    /// The call that gives it, which the compiler takes for one at the property: a type that no
    /// template shows is an error there.
    fileprivate var giving: [String] {
        let call = "page.give(self.\(property))"
        guard let compilerLocation else { return [call] }
        return ["#sourceLocation(\(compilerLocation))", call, "#sourceLocation()"]
    }
}

extension String {
    /// The text as a literal of Swift.
    var literal: String { StringLiteralExprSyntax(content: self).description }
}

extension MacroExpansionContext {
    /// Where a node is, as the text of the arguments `file:` and `line:`.
    func arguments(of node: some SyntaxProtocol, _ mode: SourceLocationFilePathMode) -> String? {
        guard let place = location(of: node, at: .afterLeadingTrivia, filePathMode: mode) else {
            return nil
        }
        return "file: \(place.file.trimmed), line: \(place.line.trimmed)"
    }
}
#endif
