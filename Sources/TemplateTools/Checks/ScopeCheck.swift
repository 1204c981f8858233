// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import TemplateSyntax

/// `shadowed-define` and `unreachable-alternative`: what names mean where they stand.
///
/// The scopes of macros are dynamic. So nothing is said of names across the border of a macro or
/// a filler, and of global ones.
struct ScopeCheck {
    /// A name that a definition or a loop binds.
    private struct Binding {
        let name: NamedSyntax

        /// Whether a path that begins and ends with the name finds its value.
        let isFound: Bool
    }

    private let page: LintPage
    private var bindings: [Binding] = []

    /// Where the bindings begin that the innermost macro or filler has itself.
    private var border = 0
    private var findings: [RuleFinding] = []

    static func findings(in page: LintPage) -> [RuleFinding] {
        var check = ScopeCheck(page: page)
        check.look(at: page.own.tree.children)
        return check.findings
    }

    private init(page: LintPage) {
        self.page = page
    }

    private mutating func look(at nodes: [SyntaxNode]) {
        for node in nodes {
            switch node {
            case .text(let text):
                for hole in text.holes { look(at: hole) }
            case .element(let element): look(at: element)
            case .verbatim, .dropped, .broken: break
            }
        }
    }

    private mutating func look(at element: ElementSyntax) {
        let (outer, outerBorder) = (bindings.count, border)
        let statements = element.statements
        let macros = statements?.macros
        if macros?.defineMacro != nil || macros?.fillSlot != nil || macros?.defineSlot != nil {
            border = bindings.count
        }
        // Where a definition fails, none of its element counts.
        if let recovery = statements?.onError { look(at: recovery.value) }
        for clause in statements?.define ?? [] {
            look(at: clause.binding.value)
            guard !clause.isGlobal else { continue }
            bind(clause.binding, isFound: !clause.binding.isUnpacking && clause.isPlain)
        }
        if let loop = statements?.repetition {
            look(at: loop.value)
            bind(loop, isFound: false)
        }
        for expression in element.expressionsBehindBindings { look(at: expression) }
        look(at: element.children)
        bindings.removeSubrange(outer...)
        border = outerBorder
    }

    // MARK: - Names

    private mutating func bind(_ binding: BindingSyntax, isFound: Bool) {
        for name in binding.names {
            if let other = bindings[border...].last(where: { $0.name.text == name.text }),
                !isGlobal(name.text), !name.isUnimportant,
                !page.own.words.has(name.text, in: binding.value.whole, outside: name.range)
            {
                findings.append(
                    RuleFinding(
                        rule: .shadowedDefine,
                        message:
                            "'\(name.text)' hides the '\(name.text)' that is defined around it",
                        range: name.range,
                        notes: [page.note("the other one is here", at: other.name.range)]
                    )
                )
            }
            bindings.append(Binding(name: name, isFound: isFound))
        }
    }

    private func isGlobal(_ name: String) -> Bool { page.own.tree.globals.contains(name) }

    // MARK: - Alternatives

    private mutating func look(at expression: ExpressionSyntax) {
        expression.forEachPart { part in
            guard case .path(let alternatives) = part.kind, let last = alternatives.last,
                let index = alternatives.dropLast().firstIndex(where: { isAlwaysThere($0) })
            else { return }
            let first = alternatives[index]
            let rest = alternatives[index + 1].range.lowerBound..<last.range.upperBound
            let bound = boundName(in: first)
            findings.append(
                RuleFinding(
                    rule: .unreachableAlternative,
                    message:
                        "the alternative is never tried: what stands before it is always there",
                    range: rest,
                    notes: bound.map { [page.note("'\($0.text)' is defined here", at: $0.range)] }
                        ?? [.init("remove it, or put it first")],
                    fix: FindingFix(
                        title: "remove the alternative",
                        edits: [TextEdit(first.range.upperBound..<last.range.upperBound, "")]
                    )
                )
            )
        }
    }

    private func isAlwaysThere(_ expression: ExpressionSyntax) -> Bool {
        if expression.isAlwaysThere {
            guard case .walk(let walk) = expression.kind else { return true }
            return bindings.allSatisfy { $0.name.text != walk.root.text }
                && !isGlobal(walk.root.text)
        }
        return boundName(in: expression) != nil
    }

    /// The definition that gives a variable its value, where that is found whatever it is.
    private func boundName(in expression: ExpressionSyntax) -> NamedSyntax? {
        guard case .walk(let walk) = expression.kind, walk.steps.isEmpty,
            !isGlobal(walk.root.text),
            let binding = bindings[border...].last(where: { $0.name.text == walk.root.text }),
            binding.isFound
        else { return nil }
        return binding.name
    }
}

extension DefineSyntax {
    /// Whether its value is one that is there and that nobody calls: not kept for later, and
    /// nothing that only Python or an application knows.
    fileprivate var isPlain: Bool {
        switch binding.value.kind {
        case .path(let alternatives):
            alternatives.allSatisfy { if case .walk = $0.kind { true } else { false } }
        case .walk, .string: true
        default: false
        }
    }
}

extension ElementSyntax {
    /// Its expressions without those of its recovery, its definitions and its loop.
    fileprivate var expressionsBehindBindings: [ExpressionSyntax] {
        var others = statements
        others?.define = []
        others?.repetition = nil
        others?.onError = nil
        return (others?.expressions ?? [])
            + attributes.flatMap { ($0.pieces ?? []).compactMap(\.expression) }
    }
}
