// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// White space as browsers show it.
enum WhiteSpace {
    /// Whether an element shows white space as it is written.
    static func isKept(in element: ElementSyntax) -> Bool { kept.contains(element.localName) }

    /// Whether an element begins and ends a line, so that spaces beside its tags are not seen.
    static func isBlock(_ name: String) -> Bool { blocks.contains(name) }

    private static let kept: Set<String> = [
        "listing", "plaintext", "pre", "script", "style", "textarea", "xmp",
    ]

    private static let blocks: Set<String> = [
        "address", "area", "article", "aside", "base", "blockquote", "body", "br", "caption",
        "center", "col", "colgroup", "dd", "details", "dialog", "dir", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "footer", "form", "frame", "frameset", "h1", "h2",
        "h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html", "legend", "li", "link",
        "listing", "main", "menu", "meta", "nav", "noframes", "ol", "optgroup", "option", "p",
        "param", "plaintext", "pre", "script", "search", "section", "source", "style", "summary",
        "table", "tbody", "td", "template", "tfoot", "th", "thead", "title", "tr", "track", "ul",
        "xmp",
    ]

    /// The nodes of a level with the white space that is seen.
    ///
    /// - Parameters:
    ///   - nodes: The nodes.
    ///   - isInline: Whether they stand in an element within a line; `nil` for a whole page.
    /// - Returns: The nodes, texts that are not seen left out.
    static func collapsed(_ nodes: [PageNode], isInline: Bool?) -> [PageNode] {
        let isBlock = isInline != true
        return nodes.indices.compactMap { index in
            guard case .text(let text) = nodes[index] else { return nodes[index] }
            let before = index > nodes.startIndex ? endsLine(nodes[index - 1]) : isBlock
            let behind = index + 1 < nodes.endIndex ? endsLine(nodes[index + 1]) : isBlock
            let seen = collapsed(text, trimsStart: before, trimsEnd: behind)
            return seen.isEmpty ? nil : .text(seen)
        }
    }

    private static func endsLine(_ node: PageNode) -> Bool {
        switch node {
        case .element(let element): isBlock(element.name)
        case .text: false
        case .doctype: true
        }
    }

    /// A text with one space for each run of white space; a no-break space is none.
    private static func collapsed(_ text: String, trimsStart: Bool, trimsEnd: Bool) -> String {
        var seen: [UInt8] = []
        var hasSpace = false
        for byte in text.utf8 {
            if byte == 0x20 || (0x09...0x0D).contains(byte) && byte != 0x0B {
                hasSpace = true
                continue
            }
            if hasSpace, !(seen.isEmpty && trimsStart) { seen.append(0x20) }
            hasSpace = false
            seen.append(byte)
        }
        if hasSpace, !trimsEnd, !(seen.isEmpty && trimsStart) { seen.append(0x20) }
        return String(decoding: seen, as: UTF8.self)
    }
}
