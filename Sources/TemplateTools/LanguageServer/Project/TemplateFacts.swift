// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import TemplateSyntax

/// What other templates want to know of one, without its text.
struct TemplateFacts {
    let path: String
    private(set) var macros: [Macro] = []
    private(set) var slots: [Slot] = []
    private(set) var uses: [MacroUse] = []
    private(set) var fills: [Fill] = []
    private(set) var messages: [NamedSyntax] = []

    /// What rules about sets of templates want to know.
    let words: SharedWords

    /// A macro, and the element that it is.
    struct Macro {
        let name: NamedSyntax
        let element: Range<Int>

        /// The use that it extends, among the uses of the template.
        let base: Int?
    }

    struct Slot {
        let name: NamedSyntax
    }

    /// The use of a macro.
    struct MacroUse {
        /// The expression.
        let text: NamedSyntax
        let element: Range<Int>

        /// The template of the macro, and the macro; `nil` where a render alone knows.
        let target: MacroName?

        /// Where the name of the macro stands in the expression; `nil` where it cannot be found.
        var macroName: Range<Int>? {
            guard let name = target?.macro, text.text.utf8.count == text.range.count,
                let place = text.text.range(of: name, options: .backwards)
            else { return nil }
            let utf8 = text.text.utf8
            let start =
                text.range.lowerBound + utf8.distance(from: utf8.startIndex, to: place.lowerBound)
            return start..<start + name.utf8.count
        }
    }

    /// What fills a slot, and the use around it.
    struct Fill {
        let name: NamedSyntax
        let use: Int?
    }

    init(_ page: LintPage, path: String, _ project: any TemplateProject) {
        self.path = path
        words = SharedWords(of: page)
        look(at: page.own.tree.children, in: nil, page, project)
    }

    private mutating func look(
        at nodes: [SyntaxNode],
        in use: Int?,
        _ page: LintPage,
        _ project: any TemplateProject
    ) {
        for case .element(let element) in nodes {
            var inner = use
            if let statements = element.statements {
                if let id = statements.translation?.translate, !id.text.isEmpty {
                    add(message: id, of: element)
                }
                if let macros = statements.macros {
                    inner = add(macros, of: element, in: use, page, project)
                }
            }
            look(at: element.children, in: inner, page, project)
        }
    }

    /// The id stands in the value of the attribute, whose name the tree points to.
    private mutating func add(message: NamedSyntax, of element: ElementSyntax) {
        let attribute = element.attributes.first { $0.name == message.range }
        guard let value = attribute?.value else { return }
        messages.append(NamedSyntax(message.text, value))
    }

    /// Adds what an element has of macros.
    ///
    /// - Returns: The use that its content belongs to.
    private mutating func add(
        _ macros: MacroStatements,
        of element: ElementSyntax,
        in outer: Int?,
        _ page: LintPage,
        _ project: any TemplateProject
    ) -> Int? {
        var inner = outer
        if let slot = macros.fillSlot {
            fills.append(Fill(name: slot, use: outer))
            inner = nil
        }
        if let use = macros.useMacro ?? macros.extendMacro {
            uses.append(
                MacroUse(
                    text: use.text,
                    element: element.range,
                    target: target(of: use, page, project)
                )
            )
            inner = uses.count - 1
        }
        if let macro = macros.defineMacro {
            let base = macros.extendMacro == nil ? nil : uses.count - 1
            self.macros.append(Macro(name: macro, element: element.range, base: base))
        }
        if let slot = macros.defineSlot { slots.append(Slot(name: slot)) }
        return inner
    }

    private func target(
        of use: MacroUseSyntax,
        _ page: LintPage,
        _ project: any TemplateProject
    ) -> MacroName? {
        let target = page.checked.macro(namedAt: use.text.range)
        guard case .known(let template, let macro) = target else { return nil }
        let isOwn = template == page.checked.source.name
        let path = isOwn ? path : project.path(ofTemplate: template, for: path)
        return MacroName(path: path, macro: macro)
    }
}

/// A macro of a template, or all of the template as one.
struct MacroName: Hashable {
    let path: String

    /// `nil` for all of the template.
    let macro: String?
}
