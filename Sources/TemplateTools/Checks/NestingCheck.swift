// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import TemplateSyntax

/// `nested-form` and `nested-link`: elements that browsers do not nest.
struct NestingCheck {
    /// The elements by their names.
    private static let rules: [(name: String, rule: OwnRule, title: String)] = [
        ("form", .nestedForm, "form"), ("a", .nestedLink, "link"),
    ]

    static func findings(in page: LintPage) -> [RuleFinding] {
        page.expansion.elements.indices.compactMap { finding(at: $0, in: page) }
    }

    private static func finding(at index: Int, in page: LintPage) -> RuleFinding? {
        let expansion = page.expansion
        let inner = expansion.elements[index]
        guard inner.isCertain, inner.tag.element.vocabulary == .html,
            let (name, rule, title) = rules.first(where: { $0.name == inner.tag.element.localName }
            ),
            let outer = expansion.ancestors(of: index)
                .prefix(while: { !$0.tag.isHTML("template") })
                .first(where: { $0.tag.isHTML(name) }),
            outer.isCertain
        else { return nil }
        let note = page.entry(outer.file).map { entry in
            TemplateError.Note(
                "the outer \(title) starts here",
                at: entry.source.location(of: outer.tag.start)
            )
        }
        if inner.file == nil {
            return RuleFinding(
                rule: rule,
                message: "a \(title) stands in a \(title)",
                range: inner.tag.start,
                notes: note.map { [$0] } ?? []
            )
        }
        // What both come from one macro is reported with its template.
        guard let call = inner.call, outer.call != call else { return nil }
        return RuleFinding(
            rule: rule,
            message: "the macro has a \(title), and stands in one",
            range: call,
            notes: note.map { [$0] } ?? []
        )
    }
}
