// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Turns a syntax tree into a page, and finds what is wrong with it on the way.
///
/// Nothing is thrown: an expression or a statement that makes no sense is noted, and the
/// rest is looked at all the same. A page with errors is never emitted.
///
/// This type goes through the parts of the page. `LevelChecker` looks at the nodes of a
/// level, `ElementChecker` at an element with statements, `TagChecker` at its start tag, and
/// all of them ask `ExpressionChecker` for the plans of expressions. What they know and what
/// they find is in `CheckState`.
struct Checker {
    private let state: CheckState

    /// Looks at a tree.
    ///
    /// - Parameters:
    ///   - tree: The tree of the source.
    ///   - source: The source, for the places of errors.
    ///   - configuration: What the template may use.
    ///   - fragment: What the page is reduced to; `nil` for all of it.
    /// - Returns: The page, and what is wrong beside what the tree says.
    static func check(
        _ tree: SyntaxTree,
        _ source: TemplateSource,
        _ configuration: TemplateConfiguration,
        fragment: FragmentPath? = nil
    ) -> (Page, [TemplateError]) {
        let state = CheckState(source, configuration, tree)
        Checker(state: state).lookAtParts(of: tree, fragment)
        state.noteOutline(of: tree)
        state.facts.syntaxWarnings = tree.diagnostics.filter { $0.severity == .warning }
        state.facts.boundNames.formUnion(state.survey.globals)
        let page = Page(
            source: source,
            parts: state.parts.finished,
            macros: state.parts.macroParts,
            facts: state.facts
        )
        return (page, state.errors)
    }

    private func lookAtParts(of tree: SyntaxTree, _ fragment: FragmentPath?) {
        var list = NodeList()
        LevelChecker(state, Surroundings()).nodes(tree.children, in: nil, into: &list)
        let nodes = fragment.map(self.nodes) ?? list.finished
        let range = state.source.bytes.indices
        state.part.needs.note(range, in: state.source)
        state.part.needs.fault = tree.remark.map { state.note($0.message, at: $0.range) }
        finish(.page, "the page", range, .nodes(nodes))
        while let next = state.parts.next() { look(at: next) }
    }

    /// A fragment in the place of the page, whose macros are known by now.
    private func nodes(of fragment: FragmentPath) -> [PageNode] {
        let facts = state.facts
        state.begin(PartID(number: 0), seeing: nil)
        let nodes = FragmentChecker(state, fragment).nodes()
        // What is found twice counts once, but for the regions that the nodes name.
        let regions = state.facts.regions
        state.facts = facts
        state.facts.regions = regions
        return nodes
    }

    /// Looks at a part that waits.
    private func look(at next: PartTable.Pending) {
        state.begin(next.id, seeing: next.visible)
        switch next.body {
        case .element(let element, let stage):
            state.part.needs = PartNeeds(of: element.element, in: state.source)
            let nodes = element.inside(from: stage)
            let range = element.element.startTag
            noteMacro(next.kind, range)
            finish(next.kind, next.title, range, .nodes(nodes))
        case .expression(let expression, let checker):
            let value = checker.plan(expression)
            finish(next.kind, next.title, expression.range, .value(value), visible: next.visible)
        }
    }

    private func finish(
        _ kind: PagePart.Kind,
        _ title: String,
        _ range: Range<Int>,
        _ body: PagePart.Body,
        visible: VisibleNames.Position? = nil
    ) {
        let part = state.part
        var reads = part.reads
        reads.variables = part.inputNames.filter { !state.visibleNames.contains($0, at: visible) }
        state.parts.finish(
            part.id,
            PagePart(
                kind: kind,
                title: title,
                range: range,
                inputs: part.inputs.values.sorted { $0.variable.number < $1.variable.number },
                variableCount: part.variableCount,
                body: body,
                reads: reads,
                uses: part.uses,
                needs: part.needs
            )
        )
    }

    private func noteMacro(_ kind: PagePart.Kind, _ range: Range<Int>) {
        guard case .macro(let name) = kind else { return }
        state.facts.regions.append(
            RegionFacts(
                kind: .macro(name),
                part: state.part.id,
                range: range,
                inputs: state.part.inputNames,
                reads: state.part.reads.all
            )
        )
    }
}
