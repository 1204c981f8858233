// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

// The templates and macros that expressions name.
extension ExpressionChecker {
    /// `templates/FILE/macros/NAME`: the steps up to `macros` name a template.
    ///
    /// All templates that a page can use are compiled before it is rendered, and
    /// no data chooses one of them: so the name must be there.
    func linkedTemplate(_ walk: PathSyntax) -> (PathPlan.Root, taken: Int) {
        let keys = walk.steps.prefix { $0.literalKey != nil && $0.literalKey != "macros" }
        let next = walk.steps.dropFirst(keys.count).first
        guard !keys.isEmpty, next == nil || next?.literalKey == "macros" else {
            state.report(
                .invalidExpression,
                "'templates' needs the name of a template, written out: it is no value by itself",
                at: next?.range ?? walk.root.range,
                notes: [.init("write 'templates/FILE/macros/NAME', in python: path('templates/…')")]
            )
            return (.undefined, walk.steps.count)
        }
        let name = keys.compactMap(\.literalKey).joined(separator: "/")
        let end = walk.steps[keys.count - 1].range.upperBound
        refer(to: name, at: walk.root.range.lowerBound..<end)
        return (.template(name), keys.count)
    }

    /// The name of a template from the root: one that begins with `/` stands there
    /// already, any other is relative to the folder of this template.
    func path(to name: String) -> String {
        guard !name.hasPrefix("/") else { return String(name.drop { $0 == "/" }) }
        var parts = state.source.name.split(separator: "/", omittingEmptySubsequences: false)
            .dropLast()
        for part in name.split(separator: "/", omittingEmptySubsequences: false) {
            if part == "..", let last = parts.last, last != ".." {
                parts.removeLast()
            } else if part != "." {
                parts.append(part)
            }
        }
        return parts.joined(separator: "/")
    }

    func refer(to template: String, at place: Range<Int>) {
        guard !state.configuration.isConfined else {
            return state.report(
                .templatesNotAllowed,
                "the template names another one, and may use none but those of its data",
                at: place,
                notes: [.init("the application can pass a template as a variable")]
            )
        }
        if !isGuarded { state.facts.neededTemplates.append(NamedSyntax(template, place)) }
        guard !state.facts.references.contains(template) else { return }
        state.facts.references.append(template)
    }

    // MARK: - Macros

    /// What a macro's use may call, as far as it is known.
    func uses(of expression: ExpressionSyntax) -> [MacroUse] {
        switch expression.kind {
        case .path(let alternatives):
            return alternatives.flatMap { uses(of: $0) }
        case .prefixed(let prefix, let inner) where prefix.kind == .nocall:
            return uses(of: inner)
        case .load(let name):
            return [.linked(template: path(to: name.text), macro: nil)]
        case .walk(let walk):
            return [use(of: walk)]
        case .python(let node):
            guard case .tales(let inner) = node.kind else { return [.computed] }
            return uses(of: inner)
        default:
            return [.computed]
        }
    }

    private func use(of walk: PathSyntax) -> MacroUse {
        let keys = walk.steps.compactMap(\.literalKey)
        guard keys.count == walk.steps.count,
            case .builtin(let builtin) = state.part.scope.meaning(of: walk.root.text)
        else { return .computed }
        switch builtin {
        case .macros where keys.count == 1:
            return .linked(template: state.source.name, macro: keys[0])
        case .template where keys.count == 2 && keys[0] == "macros":
            return .linked(template: state.source.name, macro: keys[1])
        case .templates:
            let name = keys.prefix { $0 != "macros" }.joined(separator: "/")
            let rest = keys.drop { $0 != "macros" }.dropFirst()
            return .linked(template: name, macro: rest.first)
        default:
            return .computed
        }
    }
}
