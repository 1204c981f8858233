// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import TemplateSyntax

/// What is known of what a cursor is on, in Markdown.
enum HoverText {
    /// - Parameters:
    ///   - template: The template.
    ///   - offset: Where the cursor is.
    ///   - findings: What is wrong with the template, whose rules are explained.
    /// - Returns: The text and its place; `nil` where there is nothing to say.
    static func text(
        _ template: OpenTemplate,
        at offset: Int,
        _ findings: [Finding]
    ) -> (text: String, range: Range<Int>)? {
        let thing = NamedThing(template, at: offset)
        var parts: [String] = []
        if let thing, let text = text(thing, in: template) { parts.append(text) }
        let here = findings.filter { $0.location?.byteRange.touches(offset) == true }
        for name in Set(here.map(\.name)).sorted() {
            parts += Explanation.named(name).map { "**\(name)**: \($0.meaning)\n\n\($0.remedy)" }
        }
        if let rule = rule(template, at: offset) {
            parts.append("**\(rule.name)**: \(rule.meaning)")
        }
        guard !parts.isEmpty else { return nil }
        let range = thing?.range ?? here.first?.location?.byteRange ?? offset..<offset
        return (parts.joined(separator: "\n\n---\n\n"), range)
    }

    private static func text(_ thing: NamedThing, in template: OpenTemplate) -> String? {
        switch thing.kind {
        case .statement(let statement): return statement.markdown
        case .template(let path): return "the template `\(path)`"
        case .macro(let name):
            guard let macro = name.macro else { return nil }
            let slots = Set(template.index.slots(of: name).map(\.name.text)).sorted()
            let list = slots.map { "`\($0)`" }.joined(separator: ", ")
            return "the macro `\(macro)` of `\(name.path)`"
                + (slots.isEmpty ? "" : "\n\nslots: \(list)")
        case .slot(let name, let sites):
            let paths = Set(sites.map(\.path)).sorted()
            guard let path = paths.first else { return "the macro has no slot `\(name)`" }
            return "the slot `\(name)` of `\(path)`"
        case .variable(let name, let node): return variable(name, node, in: template)
        case .step(let member): return self.member(member)
        case .message(let id): return "the message `\(id)`"
        }
    }

    private static func member(_ member: KnownValue.Member) -> String {
        var text = "`\(member.name)`: \(member.value.title)"
        if !member.documentation.isEmpty { text += "\n\n\(member.documentation)" }
        if let place = member.location { text += "\n\ndeclared in `\(place.text)`" }
        return text
    }

    private static func variable(
        _ name: String,
        _ node: VariableTrace.Node,
        in template: OpenTemplate
    ) -> String {
        let map = template.variables()
        let finder = ValueFinder(map, template.project.page(of: template.path))
        switch node {
        case .binding(_, let number):
            let binding = map.bindings[number]
            let value = template.source.text(binding.value.whole)
            let kind =
                switch binding.kind {
                case .definition: "tal:define"
                case .global: "tal:define, global"
                case .loop: "tal:repeat"
                }
            let line = template.lines.position(of: binding.name.range.lowerBound).line + 1
            return "`\(name)`: \(finder.value(of: number).title)\n\n"
                + "```\n\(name) \(value)\n```\n\n\(kind) in line \(line)"
        case .free:
            guard let member = finder.pageVariable(name) else {
                return "`\(name)`: a variable of the page, or of whoever uses the macro"
            }
            return self.member(member)
        }
    }

    /// The rule whose name a comment has at a place.
    private static func rule(_ template: OpenTemplate, at offset: Int) -> LintRule? {
        guard case .ruleName(let range)? = CursorPlace(template, at: offset) else { return nil }
        let rest = template.source.bytes[range.lowerBound...].prefix { byte in
            byte.isLetter || byte == UInt8(ascii: "-")
        }
        return LintRule.named(template.source.text(rest.indices))
    }
}
