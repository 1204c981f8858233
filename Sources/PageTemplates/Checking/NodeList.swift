// SPDX-License-Identifier: Apache-2.0

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
        case .selfClosed where hasContent || element.needsEndTag:
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

    /// Adds nodes.
    mutating func append(contentsOf nodes: [PageNode]) {
        for node in nodes {
            if case .literal(let bytes) = node { write(bytes) } else { append(node) }
        }
    }

    /// Adds the content of an element, whose first line end stays where data brings it.
    ///
    /// Most elements drop none, and what is in them is written where it goes at once.
    mutating func addContent(of element: ElementSyntax, _ write: (inout NodeList) -> Void) {
        guard element.dropsLineEnd else { return write(&self) }
        var content = NodeList()
        write(&content)
        let isMarked = content.beginsWithData
        if isMarked { append(.lineEnd(.begin)) }
        append(contentsOf: content.finished)
        if isMarked { append(.lineEnd(.end)) }
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

    /// Whether data decides on what it begins with.
    private var beginsWithData: Bool { nodes.first?.isLiteral == false }

    private mutating func flush() {
        guard !literal.isEmpty else { return }
        nodes.append(.literal(literal))
        literal.removeAll(keepingCapacity: true)
    }
}

extension PageNode {
    var isLiteral: Bool {
        if case .literal = self { true } else { false }
    }
}

/// What stands behind the last attribute of a start tag.
struct TagTail {
    /// What stands before the closing characters without being part of them.
    let gap: Range<Int>

    /// White space and `>` or `/>`.
    private let closing: Range<Int>

    /// The end of a start tag, from a position behind its attributes.
    init(of element: ElementSyntax, from position: Int, in bytes: [UInt8]) {
        let start = max(position, element.name.upperBound)
        var closing = element.startTag.upperBound - 1
        if closing > start, bytes[closing - 1] == Byte.slash { closing -= 1 }
        while closing > start, bytes[closing - 1].isSpace { closing -= 1 }
        gap = position..<closing
        self.closing = closing..<element.startTag.upperBound
    }

    /// Ends the tag; one that closes itself does not where it gets content.
    func write(
        _ element: ElementSyntax,
        _ hasContent: Bool,
        _ bytes: [UInt8],
        into list: inout NodeList
    ) {
        if case .selfClosed = element.end, hasContent || element.needsEndTag {
            list.write(">".utf8)
        } else {
            list.write(bytes[closing])
        }
    }
}
