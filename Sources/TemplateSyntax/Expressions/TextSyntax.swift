// SPDX-License-Identifier: Apache-2.0

/// A piece of text, or of an attribute's value.
package enum TextPiece: Sendable {
    /// Bytes that go out as they stand.
    case literal(Range<Int>)

    /// `$${`, which goes out as `${`.
    case escapedHole(Range<Int>)
    case hole(HoleSyntax)
}

/// `${…}`.
package struct HoleSyntax: Sendable {
    /// From the dollar sign to the closing brace.
    package let range: Range<Int>
    package let expression: ExpressionSyntax
}

extension ExpressionReader {
    /// The pieces of a range of a source; `nil` where it has no holes.
    package mutating func pieces(
        of range: Range<Int>,
        in source: MarkupSource,
        isValue: Bool
    ) -> [TextPiece]? {
        let bytes = source.bytes
        guard var next = InterpolationScanner.next(in: bytes[range]) else { return nil }
        let text = CharacterReferences(source).resolve(range, isValue: isValue)
        var pieces: [TextPiece] = []
        var position = range.lowerBound
        while true {
            if next > position, bytes[next - 1] == UInt8(ascii: "$") {
                pieces.appendLiteral(position..<next - 1)
                pieces.append(.escapedHole(next - 1..<next + 2))
                position = next + 2
            } else if let (hole, end) = hole(at: next, in: text, of: source) {
                pieces.appendLiteral(position..<next)
                pieces.append(.hole(hole))
                position = end
            } else {
                break
            }
            guard let found = InterpolationScanner.next(in: bytes[position..<range.upperBound])
            else { break }
            next = found
        }
        pieces.appendLiteral(position..<range.upperBound)
        return pieces
    }

    /// What to say of a hole without an end: in text a `<` ends it, as a tag begins there.
    private func notes(
        onUnclosedHoleIn text: SourceText,
        of source: MarkupSource
    ) -> [Diagnostic.Note] {
        let end = text.range.upperBound
        let escape = Diagnostic.Note("'$${' stands for '${'")
        guard end + 1 < source.bytes.count, source.bytes[end] == Byte.less,
            source.bytes[end + 1].isLetter
        else { return [escape] }
        return [
            .init("a tag begins here; '<' in a hole is written '&lt;'", at: end..<end + 1), escape,
        ]
    }

    /// The hole at an offset of the source, and the offset behind it.
    ///
    /// Quotes and braces count as what they stand for: an expression may be
    /// written with character references.
    private mutating func hole(
        at start: Int,
        in text: SourceText,
        of source: MarkupSource
    ) -> (HoleSyntax, end: Int)? {
        let opening = text.index(of: start)
        guard let end = InterpolationScanner.end(of: opening, in: text.bytes, options) else {
            diagnostics.append(
                error(
                    .invalidExpression,
                    "'${' has no closing '}'",
                    start..<start + 2,
                    notes: notes(onUnclosedHoleIn: text, of: source)
                )
            )
            return nil
        }
        let expression = read(text[opening + 2..<end - 1])
        let offset = text.sourceRange(end..<end).lowerBound
        refuseEntities(in: start..<offset, of: source)
        return (HoleSyntax(range: start..<offset, expression: expression), offset)
    }
}

extension [TextPiece] {
    fileprivate mutating func appendLiteral(_ range: Range<Int>) {
        if !range.isEmpty { append(.literal(range)) }
    }
}
