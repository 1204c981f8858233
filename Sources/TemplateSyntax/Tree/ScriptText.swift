// SPDX-License-Identifier: Apache-2.0

/// Finds the text of scripts.
struct ScriptText {
    let source: MarkupSource

    init(_ source: MarkupSource) {
        self.source = source
    }

    /// The script in an element: its character data, references resolved, and
    /// the body of a `<script>` as it stands; what else is there is a problem.
    func read(
        _ children: [SyntaxNode],
        in range: Range<Int>,
        isRaw: Bool
    ) -> (SourceText, Diagnostic?) {
        var bytes: [UInt8] = []
        var origins: [Int] = []
        var problem: Diagnostic?
        for child in children {
            guard let piece = piece(child, isRaw, &problem) else { continue }
            bytes += piece.bytes
            origins += (0..<piece.bytes.count).map { piece.sourceRange($0..<$0 + 1).lowerBound }
        }
        let text = SourceText(bytes: bytes, range: range, origins: origins + [range.upperBound])
        return (text, problem)
    }

    private func piece(
        _ child: SyntaxNode,
        _ isRaw: Bool,
        _ problem: inout Diagnostic?
    ) -> SourceText? {
        switch child {
        case .text(let text):
            return CharacterReferences(source).resolve(text.range, isValue: false)
        case .verbatim(let range), .broken(let range):
            guard let range = isRaw ? withoutComment(range) : section(range) else { return nil }
            return SourceText(bytes: Array(source.bytes[range]), range: range, origins: [])
        case .dropped:
            return nil
        case .element(let child):
            problem =
                problem
                ?? Diagnostic(
                    .misplacedStatement,
                    "an element in a script",
                    at: child.startTag,
                    notes: [.init("in a script '<' is written '&lt;'")]
                )
            return nil
        }
    }

    /// What a comment around a whole script hides from old browsers.
    private func withoutComment(_ range: Range<Int>) -> Range<Int> {
        let (opening, closing) = (Array("<!--".utf8), Array("-->".utf8))
        let bytes = source.bytes[range]
        guard let start = bytes.firstIndex(where: { !$0.isSpace }),
            let last = bytes.lastIndex(where: { !$0.isSpace }),
            last + 1 - start >= opening.count + closing.count,
            bytes[start...].starts(with: opening), bytes[...last].suffix(3).elementsEqual(closing)
        else {
            return range
        }
        return start + opening.count..<last + 1 - closing.count
    }

    /// The inside of a CDATA section; `nil` for comments and the like.
    private func section(_ range: Range<Int>) -> Range<Int>? {
        let (opening, closing) = ("<![CDATA[".utf8, "]]>".utf8)
        guard source.bytes[range].starts(with: opening) else { return nil }
        return range.lowerBound + opening.count..<range.upperBound - closing.count
    }
}
