extension ExpressionParser {
    /// Reads the text of `string:`: `$name`, `${expression}` and `$$`.
    func stringPieces(
        _ text: ExpressionText,
        _ depth: Int
    ) throws(TemplateError) -> [StringPiece] {
        var pieces: [StringPiece] = []
        var literal: [UInt8] = []
        var position = 0
        while position < text.bytes.count {
            guard text.bytes[position] == UInt8(ascii: "$") else {
                literal.append(text.bytes[position])
                position += 1
                continue
            }
            if text.bytes[position...].starts(with: "$$".utf8) {
                literal.append(UInt8(ascii: "$"))
                position += 2
                continue
            }
            if !literal.isEmpty { pieces.append(.literal(literal)) }
            literal = []
            let (hole, end) = try hole(in: text, at: position, depth)
            pieces.append(.hole(hole))
            position = end
        }
        if !literal.isEmpty { pieces.append(.literal(literal)) }
        return pieces
    }

    /// Reads the hole at a `$`, and says where it ends.
    private func hole(
        in text: ExpressionText,
        at dollar: Int,
        _ depth: Int
    ) throws(TemplateError) -> (Expression, Int) {
        let name = text.bytes[(dollar + 1)...].prefix { $0.isNameByte }
        if let first = name.first, first.isLetter {
            let end = dollar + 1 + name.count
            return (try path(text[dollar + 1..<end], depth), end)
        }
        guard text.bytes[dollar...].starts(with: "${".utf8) else {
            throw error(
                .invalidExpression,
                "'$' needs a name or '{expression}' behind it; '$$' is a dollar sign",
                text.sourceRange(dollar..<dollar + 1)
            )
        }
        guard let end = InterpolationScanner.end(of: dollar, in: text.bytes) else {
            throw error(
                .invalidExpression,
                "'${' has no closing '}'",
                text.sourceRange(dollar..<text.bytes.count)
            )
        }
        return (try parse(text[dollar + 2..<end - 1], depth), end)
    }
}
