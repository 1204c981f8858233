// SPDX-License-Identifier: Apache-2.0

package import PageTemplates
import TemplateSyntax

/// A template as rules look at it.
package final class LintPage {
    package let checked: CheckedTemplate

    /// The template itself.
    let own: TemplateTrees.Entry

    /// Those that it uses.
    let trees: TemplateTrees

    /// The page with macros in the places of their uses.
    private(set) lazy var expansion = PageExpansion(of: self)

    /// Where definitions and loops bind names, which are no uses of these.
    private(set) lazy var bindings: Set<Int> = {
        var places: Set<Int> = []
        own.tree.forEachElement { element in
            guard let statements = element.statements else { return }
            let bindings =
                statements.define.map(\.binding) + [statements.repetition].compactMap(\.self)
            places.formUnion(bindings.flatMap { $0.names.map(\.range.lowerBound) })
        }
        return places
    }()

    package init(_ checked: CheckedTemplate, _ trees: TemplateTrees) {
        self.checked = checked
        self.trees = trees
        own = TemplateTrees.Entry(checked.source, checked.tree, checked.syntax)
    }

    var markup: MarkupSource { own.source.markup }

    /// A template of this one's macros by the name that references use; `nil` stands for itself.
    func entry(_ name: String?) -> TemplateTrees.Entry? {
        guard let name, name != own.source.name else { return own }
        return trees.entry(name, of: checked)
    }

    /// A remark on another place of the template.
    func note(_ message: String, at range: Range<Int>) -> TemplateError.Note {
        TemplateError.Note(message, at: own.source.location(of: range))
    }
}
