/// What stands behind the last attribute of a start tag.
struct TagTail {
    /// What stands before the closing characters without being part of them.
    let gap: Range<Int>

    /// White space and `>` or `/>`.
    let closing: Range<Int>
}

extension TemplateCompiler {
    /// The end of a start tag, from a position behind its attributes.
    func tail(of element: MarkupElement, from position: Int) -> TagTail {
        let start = max(position, element.name.upperBound)
        var closing = element.startTag.upperBound - 1
        if closing > start, tree.source.bytes[closing - 1] == UInt8(ascii: "/") { closing -= 1 }
        while closing > start, tree.source.bytes[closing - 1].isSpace { closing -= 1 }
        return TagTail(gap: position..<closing, closing: closing..<element.startTag.upperBound)
    }

    /// Ends a start tag; one that closes itself does not where it gets content.
    mutating func writeTail(_ tail: TagTail, _ element: MarkupElement, _ hasContent: Bool) {
        if case .selfClosed = element.closing, hasContent {
            builder.write(">".utf8)
        } else {
            builder.write(tree.source.bytes[tail.closing])
        }
    }
}
