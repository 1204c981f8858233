extension TemplateCompiler {
    /// The literals and holes of a range of the source.
    ///
    /// Literals are bytes of the source as they stand, but for `$${`, which
    /// stands for `${`.
    func interpolation(
        _ range: Range<Int>,
        isValue: Bool = false
    ) throws(TemplateError) -> [StringPiece] {
        var pieces: [StringPiece] = []
        var literal: [UInt8] = []
        var position = range.lowerBound
        let bytes = tree.source.bytes
        lazy var text = AttributeText(source: tree.source).resolve(range, isValue: isValue)
        while let start = InterpolationScanner.next(in: bytes[position..<range.upperBound]) {
            if start > position, bytes[start - 1] == UInt8(ascii: "$") {
                literal += bytes[position..<start - 1] + "${".utf8
                position = start + 2
                continue
            }
            literal += bytes[position..<start]
            if !literal.isEmpty { pieces.append(.literal(literal)) }
            literal = []
            let (hole, end) = try hole(at: start, in: text)
            pieces.append(.hole(try expressions.parse(hole)))
            position = end
        }
        literal += bytes[position..<range.upperBound]
        if !literal.isEmpty { pieces.append(.literal(literal)) }
        return pieces
    }

    /// The literals and holes of an attribute's value; `nil` without holes.
    func holes(of attribute: MarkupAttribute) throws(TemplateError) -> [StringPiece]? {
        guard interpolates,
            let value = attribute.value,
            InterpolationScanner.next(in: tree.source.bytes[value]) != nil
        else {
            return nil
        }
        return try interpolation(value, isValue: true)
    }

    /// The value of an attribute with its character references resolved.
    func decodedValue(of attribute: MarkupAttribute) -> String {
        guard let value = attribute.value else { return "" }
        return AttributeText(source: tree.source).resolve(value).text
    }

    /// The expression of the hole at an offset of the source, and the offset
    /// behind it.
    ///
    /// Quotes and braces count as what they stand for: an expression may be
    /// written with character references.
    private func hole(
        at start: Int,
        in text: ExpressionText
    ) throws(TemplateError) -> (ExpressionText, end: Int) {
        let opening = text.index(of: start)
        guard let end = InterpolationScanner.end(of: opening, in: text.bytes) else {
            throw TemplateError(
                .invalidExpression,
                "'${' has no closing '}'",
                in: tree.source,
                at: start..<start + 2,
                notes: [.init("'$${' stands for '${'")]
            )
        }
        let hole = text[opening + 2..<end - 1]
        return (hole, text.sourceRange(end..<end).lowerBound)
    }
}
