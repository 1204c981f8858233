import TemplateSyntax

/// The nodes of a level while they are collected; neighbouring literals become one.
struct NodeList {
    private var nodes: [PageNode] = []
    private var literal: [UInt8] = []

    /// Adds bytes.
    mutating func write(_ bytes: some Sequence<UInt8>) {
        literal.append(contentsOf: bytes)
    }

    /// Writes an end tag, if the element has one or needs one for its content.
    mutating func writeEndTag(of element: ElementSyntax, hasContent: Bool, _ source: [UInt8]) {
        switch element.end {
        case .tag(let range):
            write(source[range])
        case .selfClosed where hasContent:
            write("</".utf8)
            write(source[element.name])
            write(">".utf8)
        case .selfClosed, .void, .implied, .missing:
            break
        }
    }

    mutating func append(_ node: PageNode) {
        flush()
        nodes.append(node)
    }

    /// Takes back the line end and the indentation that the list ends with.
    mutating func takeIndentation() -> [UInt8] {
        let text = literal.lastIndex { $0 != Byte.space && $0 != Byte.tab }
        guard let text, literal[text] == Byte.newline else { return [] }
        let hasReturn = text > 0 && literal[text - 1] == Byte.carriageReturn
        let start = hasReturn ? text - 1 : text
        defer { literal.removeSubrange(start...) }
        return Array(literal[start...])
    }

    /// The nodes, now that all are there.
    var finished: [PageNode] {
        literal.isEmpty ? nodes : nodes + [.literal(literal)]
    }

    private mutating func flush() {
        guard !literal.isEmpty else { return }
        nodes.append(.literal(literal))
        literal.removeAll(keepingCapacity: true)
    }
}
