// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import TemplateSyntax

/// Something with a name that a cursor is on.
struct NamedThing {
    let kind: Kind

    /// Where the name stands.
    let range: Range<Int>

    enum Kind {
        case macro(MacroName)

        /// A template, by its path.
        case template(String)

        /// A slot, by where it is defined.
        case slot(String, [SlotSite])
        case variable(String, VariableTrace.Node)

        /// A step of a path, and what it finds.
        case step(KnownValue.Member)
        case statement(StatementDocumentation)
        case message(String)
    }

    private init(_ kind: Kind, _ range: Range<Int>) {
        self.kind = kind
        self.range = range
    }

    /// Finds what is at a place; `nil` where nothing has a name.
    init?(_ template: OpenTemplate, at offset: Int) {
        let found =
            Self.macro(template, offset) ?? Self.slot(template, offset)
            ?? Self.variable(template, offset) ?? Self.use(template, offset)
            ?? Self.step(template, offset) ?? Self.statement(template, offset)
            ?? Self.message(template, offset)
        guard let found else { return nil }
        self = found
    }

    // MARK: - Macros and slots

    private static func macro(_ template: OpenTemplate, _ offset: Int) -> NamedThing? {
        guard let facts = template.facts else { return nil }
        if let macro = facts.macros.first(where: { $0.name.range.touches(offset) }) {
            let name = MacroName(path: template.path, macro: macro.name.text)
            return NamedThing(.macro(name), macro.name.range)
        }
        for use in facts.uses {
            if let target = use.target, let range = use.macroName, range.touches(offset) {
                return NamedThing(.macro(target), range)
            }
        }
        return nil
    }

    private static func slot(_ template: OpenTemplate, _ offset: Int) -> NamedThing? {
        guard let facts = template.facts else { return nil }
        if let slot = facts.slots.first(where: { $0.name.range.touches(offset) }) {
            let around = facts.macros.filter { $0.element.contains(slot.name.range.lowerBound) }
            let macro = MacroName(path: template.path, macro: around.last?.name.text)
            let sites = template.index.slots(of: macro).filter { $0.name.text == slot.name.text }
            return NamedThing(.slot(slot.name.text, sites), slot.name.range)
        }
        guard let fill = facts.fills.first(where: { $0.name.range.touches(offset) }),
            let use = fill.use, let target = facts.uses[use].target
        else { return nil }
        let sites = template.index.slots(of: target).filter { $0.name.text == fill.name.text }
        return NamedThing(.slot(fill.name.text, sites), fill.name.range)
    }

    /// The template in the expression of a use.
    private static func use(_ template: OpenTemplate, _ offset: Int) -> NamedThing? {
        let use = template.facts?.uses.first { $0.text.range.touches(offset) }
        guard let use, let target = use.target, target.path != template.path else { return nil }
        return NamedThing(.template(target.path), use.text.range)
    }

    // MARK: - Variables

    private static func variable(_ template: OpenTemplate, _ offset: Int) -> NamedThing? {
        let map = template.variables()
        if let number = map.bindings.firstIndex(where: { $0.name.range.touches(offset) }) {
            let name = map.bindings[number].name
            return NamedThing(
                .variable(name.text, .binding(template.path, number)),
                name.range
            )
        }
        let words = Set(LanguageWords.variables.map(\.name))
        guard let use = map.uses.first(where: { $0.name.range.touches(offset) }),
            use.binding != nil || !words.contains(use.name.text)
        else { return nil }
        let node: VariableTrace.Node =
            use.binding.map { .binding(template.path, $0) }
            ?? .free(MacroName(path: template.path, macro: use.part))
        return NamedThing(.variable(use.name.text, node), use.name.range)
    }

    private static func step(_ template: OpenTemplate, _ offset: Int) -> NamedThing? {
        var found: (walk: PathSyntax, step: Int)?
        template.tree.forEachExpression { expression in
            guard expression.whole.touches(offset) else { return }
            expression.forEachPart { part in
                guard case .walk(let walk) = part.kind,
                    let step = walk.steps.firstIndex(where: { $0.range.touches(offset) })
                else { return }
                found = (walk, step)
            }
        }
        guard let (walk, step) = found, let key = walk.steps[step].literalKey else { return nil }
        let map = template.variables(at: offset)
        let finder = ValueFinder(map, template.project.page(of: template.path))
        let use = map.uses.first { $0.name.range == walk.root.range }
        let root =
            use?.binding.map { finder.value(of: $0) } ?? finder.value(of: walk.root.text, in: [])
        let before = walk.steps[..<step].map(\.literalKey)
        guard let member = finder.value(behind: before, of: root).member(key) else { return nil }
        return NamedThing(.step(member), walk.steps[step].range)
    }

    // MARK: - Other names

    private static func statement(_ template: OpenTemplate, _ offset: Int) -> NamedThing? {
        let statements = template.tag(at: offset)?.statements?.spelled ?? []
        guard let statement = statements.first(where: { $0.name.range.touches(offset) }),
            let text = StatementDocumentation.of(statement.namespace, statement.name.text)
        else { return nil }
        return NamedThing(.statement(text), statement.name.range)
    }

    private static func message(_ template: OpenTemplate, _ offset: Int) -> NamedThing? {
        let message = template.facts?.messages.first { $0.range.touches(offset) }
        return message.map { NamedThing(.message($0.text), $0.range) }
    }
}

extension Range<Int> {
    /// Whether an offset is in the range or at one of its ends.
    func touches(_ offset: Int) -> Bool { lowerBound <= offset && offset <= upperBound }
}
