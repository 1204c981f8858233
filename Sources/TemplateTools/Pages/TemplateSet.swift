// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import TemplateSyntax

/// What the templates that are checked together tell of each other.
package struct TemplateSet {
    /// Whether no other templates use these.
    private let isWhole: Bool

    /// The names in all expressions.
    private var names: Set<String> = []

    /// The names of controls that a literal `for` of some label has.
    private(set) var labelled: Set<String> = []

    /// Whether some template takes a macro from a variable without naming it.
    private var takesAnyMacro = false

    /// - Parameter isWhole: Whether no other templates use these.
    package init(isWhole: Bool) {
        self.isWhole = isWhole
    }

    /// Adds a template.
    package mutating func add(_ page: LintPage) {
        names.formUnion(page.own.words.names)
        page.own.tree.forEachElement { element in
            let tag = TagView(element: element, source: page.own.source.markup)
            if tag.isHTML("label"), case .literal(let name) = tag.value(of: "for") {
                labelled.insert(name)
            }
            guard let macros = element.statements?.macros else { return }
            for use in [macros.useMacro, macros.extendMacro].compactMap(\.self)
            where !use.namesItsMacro {
                takesAnyMacro = true
            }
        }
    }

    /// Whether nobody uses a macro, as far as that can be known.
    func leavesUnused(macro name: String) -> Bool {
        isWhole && !takesAnyMacro && !names.contains(name)
    }

    /// Whether a name stands in some expression.
    func mentions(_ name: String) -> Bool { names.contains(name) }
}

extension MacroUseSyntax {
    /// Whether its text says which macro of a template it is, or that it is all of one.
    fileprivate var namesItsMacro: Bool {
        if case .load = value.kind { return true }
        guard let word = text.text.range(of: "macros", options: .backwards) else { return false }
        let sign = text.text[word.upperBound...].prefix { "/.['\"".contains($0) }
        let name = text.text[word.upperBound...].dropFirst(sign.count)
        return !sign.isEmpty && name.first.map { $0.isLetter || $0 == "_" } ?? false
    }
}
