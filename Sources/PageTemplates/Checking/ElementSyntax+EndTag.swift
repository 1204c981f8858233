// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

extension ElementSyntax {
    /// Whether browsers take what follows for text of the element unless an end tag is written:
    /// they ignore the slash of `<script/>` in HTML.
    var needsEndTag: Bool {
        guard case .selfClosed = end, vocabulary == .html, namespace == nil else { return false }
        return Self.textElements.contains(localName)
    }

    private static let textElements: Set<String> = [
        "iframe", "noembed", "noframes", "noscript", "plaintext", "script", "style", "textarea",
        "title", "xmp",
    ]

    /// The name that rules of HTML, SVG and MathML go by: in XML without its prefix.
    var ruledName: String {
        let name = localName.lowercased()
        guard vocabulary == .xml, let colon = name.lastIndex(of: ":") else { return name }
        return String(name[name.index(after: colon)...])
    }
}
