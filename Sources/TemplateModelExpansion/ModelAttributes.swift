// SPDX-License-Identifier: Apache-2.0

#if TemplateModels
import SwiftParser
import SwiftSyntax
import SwiftSyntaxMacros

extension AttributeListSyntax {
    /// Whether there is an attribute of a name, also with its module before it.
    func has(_ name: String) -> Bool { attribute(name) != nil }

    /// The name that `@TemplateName` gives; `nil` where there is none.
    func givenName(in context: any MacroExpansionContext) -> String? {
        guard let attribute = attribute("TemplateName") else { return nil }
        guard case .argumentList(let arguments) = attribute.arguments,
            let literal = arguments.first?.expression.as(StringLiteralExprSyntax.self),
            let name = literal.representedLiteralValue, !name.isEmpty, !name.contains("/")
        else {
            context.diagnose(ModelProblem.noName.diagnostic(at: attribute))
            return nil
        }
        return name
    }

    private func attribute(_ name: String) -> AttributeSyntax? {
        lazy.compactMap { $0.as(AttributeSyntax.self) }.first { attribute in
            let written = attribute.attributeName.trimmedDescription
            return written == name || written == "TemplateModels.\(name)"
        }
    }
}

extension Trivia {
    /// What the comments of documentation say, without their signs.
    var documentation: String {
        let lines = pieces.flatMap { piece -> [String] in
            switch piece {
            case .docLineComment(let text): [String(text.dropFirst(3))]
            case .docBlockComment(let text): Self.lines(ofBlock: text)
            default: []
            }
        }
        return lines.map { $0.trimmed }.joined(separator: "\n").trimmed
    }

    private static func lines(ofBlock text: String) -> [String] {
        let inner = text.dropFirst(3).dropLast(2)
        return inner.split(omittingEmptySubsequences: false) { $0.isNewline }.map { line in
            let line = String(line).trimmed
            return line.hasPrefix("*") ? String(line.dropFirst()) : line
        }
    }
}

extension String {
    /// The text without white space at its ends.
    fileprivate var trimmed: String {
        let start = drop { $0.isWhitespace }
        let count = start.reversed().prefix { $0.isWhitespace }.count
        return String(start.dropLast(count))
    }
}
#endif
