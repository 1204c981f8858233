// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import TemplateSyntax

/// The trees of templates that others use, each parsed once.
package final class TemplateTrees {
    /// A template that another one uses.
    final class Entry {
        let source: TemplateSource
        let tree: SyntaxTree
        let words: WordIndex

        /// The elements that define macros, by the names of the macros.
        let macros: [String: ElementSyntax]

        init(_ source: TemplateSource, _ tree: SyntaxTree, _ options: SyntaxOptions) {
            self.source = source
            self.tree = tree
            words = WordIndex(of: tree, options)
            var macros: [String: ElementSyntax] = [:]
            tree.forEachElement { element in
                if let macro = element.statements?.macros?.defineMacro, macros[macro.text] == nil {
                    macros[macro.text] = element
                }
            }
            self.macros = macros
        }
    }

    private var entries: [String: Entry] = [:]

    package init() {}

    /// A template that another one refers to by a name.
    func entry(_ name: String, of template: CheckedTemplate) -> Entry? {
        guard let source = template.others[name] else { return nil }
        if let entry = entries[source.name], entry.source.markup.bytes == source.markup.bytes {
            return entry
        }
        let options = template.syntax(of: name)
        let entry = Entry(source, SyntaxTree(parsing: source.markup, options), options)
        entries[source.name] = entry
        return entry
    }
}
