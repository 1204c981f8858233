// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// The macros, slots, uses of macros and named elements of a template, as they hold each other.
enum DocumentOutline {
    /// The kinds of symbols, by the numbers of the protocol.
    private enum Kind: Int {
        case module = 2
        case field = 8
        case function = 12
        case key = 20
        case event = 24
    }

    /// The symbols of a template.
    static func symbols(of template: OpenTemplate) -> [Wire.DocumentSymbol] {
        symbols(template.tree.children, template)
    }

    private static func symbols(
        _ nodes: [SyntaxNode],
        _ template: OpenTemplate
    ) -> [Wire.DocumentSymbol] {
        nodes.flatMap { node -> [Wire.DocumentSymbol] in
            guard case .element(let element) = node else { return [] }
            let children = symbols(element.children, template)
            guard let (name, detail, kind) = title(of: element, template) else { return children }
            return [
                Wire.DocumentSymbol(
                    name: name.text,
                    detail: detail,
                    kind: kind.rawValue,
                    range: template.lines.span(of: element.range),
                    selectionRange: template.lines.span(of: name.range),
                    children: children
                )
            ]
        }
    }

    private static func title(
        of element: ElementSyntax,
        _ template: OpenTemplate
    ) -> (NamedSyntax, String, Kind)? {
        let macros = element.statements?.macros
        let named: [(NamedSyntax?, String, Kind)] = [
            (macros?.defineMacro, "macro", .function), (macros?.fillSlot, "fills the slot", .event),
            (macros?.defineSlot, "slot", .field), (macros?.useMacro?.text, "uses", .module),
            (id(of: element, template), "id", .key),
        ]
        for (name, detail, kind) in named {
            if let name, !name.range.isEmpty { return (name, detail, kind) }
        }
        return nil
    }

    private static func id(of element: ElementSyntax, _ template: OpenTemplate) -> NamedSyntax? {
        let attribute = element.attributes.first { $0.key == "id" && !$0.isStatement }
        guard let value = attribute?.value, attribute?.pieces == nil else { return nil }
        return NamedSyntax(template.source.text(value), value)
    }
}
