// SPDX-License-Identifier: Apache-2.0

package import TemplateSyntax

/// The nodes of a page: what can be seen of its bytes.
///
/// Comments are left out, and white space is what a browser shows of it. Tags that HTML allows to
/// leave out are where they would be, but for elements without a tag of their own, such as
/// `tbody`.
package struct PageTree: Sendable {
    package let nodes: [PageNode]

    /// Reads a page.
    ///
    /// - Parameters:
    ///   - page: The bytes; those that are no UTF-8 are replaced.
    ///   - mode: Whether it is HTML or XML.
    ///   - placeName: The attribute that says where the template has an element, and is none of the
    ///     page; `nil` for none.
    package init(
        _ page: [UInt8],
        _ mode: MarkupMode = .html,
        placesIn placeName: String? = nil
    ) {
        var options = SyntaxOptions()
        options.interpolatesText = false
        options.attributes = Int.max
        let source = MarkupSource(page, mode)
        let tree = SyntaxTree(parsing: source, options)
        let reader = PageReader(source: source, placeName: placeName)
        nodes = reader.nodes(tree.children, in: nil)
    }

    /// The elements of a name, in the order of the page.
    package func elements(named name: String) -> [PageElement] {
        var found: [PageElement] = []
        forEachElement { element, _ in if element.name == name { found.append(element) } }
        return found
    }

    /// Visits all elements, outer ones before inner ones, each with those around it.
    func forEachElement(_ visit: (PageElement, _ around: [PageElement]) -> Void) {
        Self.visit(nodes, [], visit)
    }

    private static func visit(
        _ nodes: [PageNode],
        _ around: [PageElement],
        _ visit: (PageElement, [PageElement]) -> Void
    ) {
        for case .element(let element) in nodes {
            visit(element, around)
            self.visit(element.children, around + [element], visit)
        }
    }
}

/// Makes nodes of the syntax of a page.
private struct PageReader {
    let source: MarkupSource
    let placeName: String?

    /// The nodes of a level.
    ///
    /// - Parameters:
    ///   - syntax: The level.
    ///   - parent: What it stands in.
    /// - Returns: The nodes.
    func nodes(_ syntax: [SyntaxNode], in parent: ElementSyntax?) -> [PageNode] {
        var nodes: [PageNode] = []
        var text = ""
        func endText() {
            if !text.isEmpty { nodes.append(.text(text)) }
            text = ""
        }
        for node in syntax {
            switch node {
            case .text(let piece):
                text += references(piece.range, isValue: false)
            case .broken(let range):
                text += source.text(range)
            case .dropped:
                continue
            case .verbatim(let range):
                if let doctype = doctype(range) {
                    endText()
                    nodes.append(doctype)
                } else {
                    text += content(range, in: parent)
                }
            case .element(let element):
                endText()
                nodes.append(.element(self.element(element)))
            }
        }
        endText()
        if let parent, source.mode == .html, Self.dropsFirstLineEnd(parent),
            case .text(let text)? = nodes.first, text.hasPrefix("\n")
        {
            nodes[0] = .text(String(text.dropFirst()))
        }
        let keepsSpace = source.mode == .xml || parent.map(WhiteSpace.isKept) ?? false
        return keepsSpace ? nodes : WhiteSpace.collapsed(nodes, isInline: parent.map(isInline))
    }

    private func element(_ element: ElementSyntax) -> PageElement {
        let end =
            switch element.end {
            case .tag(let tag): tag.lowerBound
            case .void, .selfClosed, .implied, .missing: element.range.upperBound
            }
        let attributes = element.attributes.map(attribute)
        return PageElement(
            source.key(source.text(element.name)),
            attributes.filter { $0.name != placeName },
            nodes(element.children, in: element),
            content: element.startTag.upperBound..<max(end, element.startTag.upperBound),
            place: attributes.first { $0.name == placeName }?.value
        )
    }

    private func attribute(_ attribute: AttributeSyntax) -> PageElement.Attribute {
        let behind = attribute.name.upperBound
        return PageElement.Attribute(
            name: source.key(source.text(attribute.name)),
            value: attribute.value.map { references($0, isValue: true) } ?? "",
            range: attribute.value ?? behind..<behind
        )
    }

    /// Whether a line end right behind the start tag is none of the text.
    private static func dropsFirstLineEnd(_ element: ElementSyntax) -> Bool {
        ["listing", "pre", "textarea"].contains(element.localName)
    }

    /// A text with the line ends that readers of HTML and XML make of all.
    private static func withLineFeeds(_ text: String) -> String {
        guard text.utf8.contains(0x0D) else { return text }
        return text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    }

    private func isInline(_ element: ElementSyntax) -> Bool {
        !WhiteSpace.isBlock(source.key(source.text(element.name)))
    }

    private func references(_ range: Range<Int>, isValue: Bool) -> String {
        let text = CharacterReferences(source).resolve(range, isValue: isValue).text
        return Self.withLineFeeds(text)
    }

    private func doctype(_ range: Range<Int>) -> PageNode? {
        let text = source.text(range)
        guard text.prefix(9).lowercased() == "<!doctype" else { return nil }
        return .doctype(text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
    }

    /// The text of what is written as it stands: scripts, style sheets and sections have some,
    /// comments, instructions and stray end tags have none.
    private func content(_ range: Range<Int>, in parent: ElementSyntax?) -> String {
        let text = source.text(range)
        if case .rawText? = parent.map({ HTMLElementRule.rule(for: $0.localName).content }) {
            return Self.withLineFeeds(text)
        }
        guard text.hasPrefix("<![CDATA["), text.hasSuffix("]]>") else { return "" }
        return Self.withLineFeeds(String(text.dropFirst(9).dropLast(3)))
    }
}
