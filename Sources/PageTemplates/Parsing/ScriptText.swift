/// Finds the text of scripts.
struct ScriptText {
    let source: TemplateSource

    /// The spellings of the one language that there is.
    static let languages: Set<String> = ["server-python", "text/server-python"]

    private static let typePrefix = "text/server-"

    /// Whether the `type` of a `<script>` is one that runs on the server.
    static func isServerScript(_ type: String) -> Bool {
        type.lowercased().hasPrefix(typePrefix)
    }

    /// The script in an element: its character data, references resolved, and
    /// the body of a `<script>` as it stands.
    func script(in element: MarkupElement) throws(TemplateError) -> ExpressionText {
        var bytes: [UInt8] = []
        var origins: [Int] = []
        for piece in try pieces(of: element) {
            bytes += piece.bytes
            origins += (0..<piece.bytes.count).map { piece.sourceRange($0..<$0 + 1).lowerBound }
        }
        let end = contentEnd(of: element)
        let range = element.startTag.upperBound..<max(element.startTag.upperBound, end)
        return ExpressionText(bytes: bytes, range: range, origins: origins + [range.upperBound])
    }

    private func contentEnd(of element: MarkupElement) -> Int {
        switch element.closing {
        case .endTag(let range): range.lowerBound
        case .implied(let end): end
        case .void, .selfClosed: element.startTag.upperBound
        }
    }

    private func pieces(of element: MarkupElement) throws(TemplateError) -> [ExpressionText] {
        let isRaw = source.mode == .html && element.statements?.script?.isElement == true
        var pieces: [ExpressionText] = []
        for child in element.children {
            switch child {
            case .text(let range):
                pieces.append(AttributeText(source: source).resolve(range, isValue: false))
            case .verbatim(let range):
                if let range = isRaw ? withoutComment(range) : section(range) {
                    let bytes = Array(source.bytes[range])
                    pieces.append(ExpressionText(bytes: bytes, range: range, origins: []))
                }
            case .dropped:
                continue
            case .element(let child):
                throw TemplateError(
                    .misplacedStatement,
                    "an element in a script",
                    in: source,
                    at: child.startTag,
                    notes: [TemplateError.Note("in a script '<' is written '&lt;'")]
                )
            }
        }
        return pieces
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
