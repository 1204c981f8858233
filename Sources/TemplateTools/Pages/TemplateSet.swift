// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import TemplateSyntax

/// What a template tells those that are checked with it.
package struct SharedWords {
    /// The names in its expressions.
    let names: Set<String>

    /// The names of controls that a literal `for` of its labels has.
    private(set) var labelled: Set<String> = []

    /// Whether it takes a macro from a variable without naming it.
    private(set) var takesAnyMacro = false

    package init(of page: LintPage) {
        names = page.own.words.names
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
}

/// What the templates that are checked together tell of each other.
package struct TemplateSet {
    /// Whether no other templates use these.
    private let isWhole: Bool

    /// How many templates have a name in their expressions.
    private var names: [String: Int] = [:]

    /// How many have a label for a control.
    private var labels: [String: Int] = [:]

    /// How many take a macro from a variable without naming it.
    private var takers = 0

    /// - Parameter isWhole: Whether no other templates use these.
    package init(isWhole: Bool) {
        self.isWhole = isWhole
    }

    /// Adds a template.
    package mutating func add(_ words: SharedWords) {
        count(words, by: 1)
    }

    /// Takes a template away that was added.
    package mutating func remove(_ words: SharedWords) {
        count(words, by: -1)
    }

    private mutating func count(_ words: SharedWords, by step: Int) {
        for name in words.names { names[name, default: 0] += step }
        for name in words.labelled { labels[name, default: 0] += step }
        if words.takesAnyMacro { takers += step }
    }

    /// Whether nobody uses a macro, as far as that can be known.
    func leavesUnused(macro name: String) -> Bool {
        isWhole && takers == 0 && !mentions(name)
    }

    /// Whether a name stands in some expression.
    func mentions(_ name: String) -> Bool { names[name, default: 0] > 0 }

    /// Whether some label is for a control with this id.
    func hasLabel(for id: String) -> Bool { labels[id, default: 0] > 0 }
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
