// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import TemplateSyntax

/// What can be written at a place of a template.
struct Completion {
    private let template: OpenTemplate
    private let offset: Int
    private let takesSnippets: Bool
    private var items: [Wire.CompletionItem] = []

    /// Whether there is more than is offered.
    private var isIncomplete = false

    /// How many items are offered at most.
    private static let most = 200

    /// The kinds of items, by the numbers of the protocol.
    private enum Kind: Int {
        case function = 3
        case field = 5
        case variable = 6
        case module = 9
        case property = 10
        case value = 12
        case keyword = 14
        case file = 17
    }

    /// - Parameters:
    ///   - template: The template.
    ///   - offset: Where the cursor is.
    ///   - takesSnippets: Whether the client knows places for the cursor in a text.
    /// - Returns: What there is to choose from.
    static func list(
        _ template: OpenTemplate,
        at offset: Int,
        takesSnippets: Bool
    ) -> Wire.CompletionList {
        var completion = Completion(template, offset, takesSnippets)
        if let place = CursorPlace(template, at: offset) { completion.add(place) }
        return Wire.CompletionList(
            isIncomplete: completion.isIncomplete,
            items: completion.items
        )
    }

    private init(_ template: OpenTemplate, _ offset: Int, _ takesSnippets: Bool) {
        self.template = template
        self.offset = offset
        self.takesSnippets = takesSnippets
    }

    private mutating func add(_ place: CursorPlace) {
        switch place {
        case .attributeName(let range, let tag): addStatements(range, tag)
        case .hole(let range): addExpression(text(range)[...])
        case .ruleName(let range):
            for rule in LintRule.all { add(rule.name, .value, range, rule.meaning) }
        case .value(let namespace, let name, let range, let tag):
            addValue(namespace, name, range, tag)
        }
    }

    private func text(_ range: Range<Int>) -> String { template.source.text(range) }

    /// Offers a word in the place of what is written of it.
    private mutating func add(
        _ label: String,
        _ kind: Kind,
        _ range: Range<Int>,
        _ documentation: String = "",
        detail: String? = nil,
        snippet: String? = nil
    ) {
        let written = text(range)
        guard written.isEmpty || label.range(of: written, options: .caseInsensitive) != nil
        else { return }
        guard items.count < Self.most else {
            isIncomplete = true
            return
        }
        let rank = String(items.count)
        items.append(
            Wire.CompletionItem(
                label: label,
                kind: kind.rawValue,
                detail: detail,
                documentation: documentation.isEmpty ? nil : Wire.Markup(documentation),
                sortText: String(repeating: "0", count: max(0, 4 - rank.count)) + rank,
                filterText: nil,
                insertTextFormat: snippet == nil ? nil : 2,
                textEdit: Wire.TextEdit(
                    range: template.lines.span(of: range),
                    newText: snippet ?? label
                )
            )
        )
    }

    // MARK: - Statements

    private mutating func addStatements(_ range: Range<Int>, _ tag: CursorPlace.Tag) {
        let written = text(range)
        let end = template.source.bytes[offset...].first
        let hasValue = end == Byte.equals
        for statement in StatementDocumentation.all {
            let isOfElement = statement.namespace == tag.namespace
            let name = isOfElement ? statement.name : statement.title
            guard !tag.attributes.contains(name), !tag.attributes.contains(statement.title),
                name.hasPrefix(written) || statement.name.hasPrefix(written)
            else { continue }
            let value = statement.form.isEmpty ? "" : "$1"
            let snippet = takesSnippets && !hasValue ? "\(name)=\"\(value)\"" : nil
            add(
                name,
                .property,
                range,
                statement.markdown,
                detail: statement.form.isEmpty ? nil : statement.form,
                snippet: snippet
            )
        }
    }

    private mutating func addValue(
        _ namespace: StatementNamespace,
        _ name: String,
        _ range: Range<Int>,
        _ tag: CursorPlace.Tag
    ) {
        let value = text(range)
        switch (namespace, name) {
        case (.tal, "script"): add("server-python", .value, range)
        case (.tal, _):
            let clause = ClausePrefix(value[...], of: name)
            if clause.takesKeyword {
                for word in ["structure", "text", "json"] { add(word, .keyword, range) }
            }
            if let expression = clause.expression { addExpression(expression) }
        case (.metal, "use-macro"), (.metal, "extend-macro"): addMacros(range)
        case (.metal, "fill-slot"): addSlots(range, tag)
        case (.i18n, "data"): addExpression(value[...])
        case (.meta, _):
            for word in ["off", "on"] { add(word, .keyword, range) }
        default: break
        }
    }

    // MARK: - Expressions

    private mutating func addExpression(_ text: Substring) {
        let isPython = template.page.checked.syntax.defaultsToPython
        let prefix = ExpressionPrefix(text, defaultsToPython: isPython)
        let range = offset - prefix.partial.utf8.count..<offset
        switch prefix.wanted {
        case .expression:
            addVariables(range)
            for type in LanguageWords.prefixes { add(type.name, .keyword, range, type.text) }
            for type in template.project.page(of: template.path).types {
                add("\(type):", .keyword, range)
            }
        case .python: addVariables(range)
        case .step(let steps, _): addSteps(behind: steps, range)
        case .template: addTemplates(range)
        case .other: break
        }
    }

    private mutating func addVariables(_ range: Range<Int>) {
        let variables = template.variables(at: offset)
        let page = template.project.page(of: template.path)
        let finder = ValueFinder(variables, page)
        var known: Set<String> = []
        let globals = variables.bindings.indices.filter { variables.bindings[$0].kind == .global }
        for index in variables.visible.reversed() + globals {
            let binding = variables.bindings[index]
            guard known.insert(binding.name.text).inserted else { continue }
            let detail = finder.value(of: index).title
            add(binding.name.text, .variable, range, detail: detail)
        }
        for member in page.variables where known.insert(member.name).inserted {
            add(member.name, .variable, range, member.documentation, detail: member.value.title)
        }
        for word in LanguageWords.variables where known.insert(word.name).inserted {
            add(word.name, .keyword, range, word.text)
        }
    }

    private mutating func addSteps(behind steps: [String], _ range: Range<Int>) {
        let variables = template.variables(at: offset)
        if let words = languageSteps(behind: steps, variables) {
            for word in words { add(word.name, .property, range, word.text) }
            return
        }
        let finder = ValueFinder(variables, template.project.page(of: template.path))
        let root = finder.value(of: steps[0], in: variables.visible)
        let value = finder.value(behind: steps.dropFirst().map(\.self), of: root)
        for member in value.members {
            add(member.name, .field, range, member.documentation, detail: member.value.title)
        }
    }

    /// The steps that the language itself has; `nil` for those of data.
    private func languageSteps(
        behind steps: [String],
        _ variables: VariableMap
    ) -> [(name: String, text: String)]? {
        switch (steps[0], steps.count) {
        case ("repeat", 1), ("loop", 1):
            let loops = variables.visible.reversed().map { variables.bindings[$0] }
            return loops.filter { $0.kind == .loop }.map { ($0.name.text, "") }
        case ("repeat", 2), ("loop", 2): return LanguageWords.loopSteps
        case ("error", 1) where variables.binding(of: "error", in: variables.visible) == nil:
            return LanguageWords.errorSteps
        case ("attrs", 1):
            let element = template.element(at: offset)
            return (element?.attributes ?? []).filter { !$0.isStatement }.map { ($0.key, "") }
        case ("template", 1): return [("macros", "The macros of this template.")]
        case ("macros", 1), ("template", 2):
            return (template.facts?.macros ?? []).map { ($0.name.text, "") }
        case ("templates", 1): return otherNames.map { ($0, "") }
        default: return nil
        }
    }

    /// The names of all templates in the root of this one.
    private var otherNames: [String] {
        template.index.paths.compactMap {
            template.project.name(ofTemplate: $0, for: template.path)
        }
    }

    private mutating func addTemplates(_ range: Range<Int>) {
        for path in template.index.paths where path != template.path {
            add(RelativePath.from(template.path, to: path), .file, range)
        }
    }

    // MARK: - Macros

    private mutating func addMacros(_ range: Range<Int>) {
        let written = text(range)
        if written.hasPrefix("load:") || written.contains("|") {
            return addExpression(written[...])
        }
        for macro in template.facts?.macros ?? [] {
            add("template/macros/\(macro.name.text)", .function, range)
        }
        for facts in template.index.all where facts.path != template.path && !facts.macros.isEmpty {
            guard let name = template.project.name(ofTemplate: facts.path, for: template.path)
            else { continue }
            for macro in facts.macros {
                let text = "templates/\(name)/macros/\(macro.name.text)"
                add(text, .function, range, detail: facts.path)
            }
        }
    }

    private mutating func addSlots(_ range: Range<Int>, _ tag: CursorPlace.Tag) {
        let around = (template.facts?.uses ?? []).filter { use in
            use.element.lowerBound < tag.start && tag.start < use.element.upperBound
        }
        guard let target = around.last?.target else { return }
        var known: Set<String> = []
        for slot in template.index.slots(of: target) where known.insert(slot.name.text).inserted {
            add(slot.name.text, .value, range, detail: slot.path)
        }
    }
}

/// Paths as `load:` has them.
enum RelativePath {
    /// The path of a file from the folder of another one.
    static func from(_ path: String, to other: String) -> String {
        var folder = path.split(separator: "/").dropLast()[...]
        var target = other.split(separator: "/")[...]
        while let first = folder.first, first == target.first, target.count > 1 {
            folder = folder.dropFirst()
            target = target.dropFirst()
        }
        let up = [String](repeating: "..", count: folder.count)
        return (up + target.map(String.init)).joined(separator: "/")
    }
}
