// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

// The doctype of a page, and the macros that stand for all that follows it.
extension CheckState {
    /// Notes what stands outside of all elements that are written, and what these are.
    func noteOutline(of tree: SyntaxTree) {
        guard source.mode == .html else { return }
        var open = Array(tree.children.reversed())
        while let node = open.popLast() {
            switch node {
            case .verbatim(let range):
                let isDoctype = source.text(range).prefix(9).lowercased() == "<!doctype"
                if isDoctype, facts.doctype == nil { facts.doctype = range }
            case .element(let element):
                noteOutline(of: element)
                if element.namespace != nil { open += element.children.reversed() }
            case .text, .dropped, .broken:
                continue
            }
        }
    }

    private func noteOutline(of element: ElementSyntax) {
        guard let macros = element.statements?.macros else { return }
        if let use = macros.useMacro { facts.pageUses.append(use.text.range) }
        if let macro = macros.defineMacro, element.localName == "html" {
            facts.pageMacros.insert(macro.text)
        }
    }
}
