// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import TemplateSyntax

/// A template as features look at it.
struct OpenTemplate {
    let path: String
    let page: LintPage
    let lines: LineTable
    let project: any TemplateProject
    let index: ProjectIndex

    var tree: SyntaxTree { page.checked.tree }
    var source: MarkupSource { tree.source }
    var facts: TemplateFacts? { index[path] }

    /// What the variables of the template mean.
    func variables(at offset: Int? = nil) -> VariableMap { VariableMap(of: tree, at: offset) }

    /// The innermost element around a place.
    func element(at offset: Int) -> ElementSyntax? {
        var found: ElementSyntax?
        tree.forEachElement { element in
            if element.range.lowerBound < offset, offset <= element.range.upperBound {
                found = element
            }
        }
        return found
    }

    /// The element whose start tag is around a place.
    func tag(at offset: Int) -> ElementSyntax? {
        var found: ElementSyntax?
        tree.forEachElement { element in
            let tag = element.startTag
            if tag.lowerBound < offset, offset < tag.upperBound { found = element }
        }
        return found
    }
}
