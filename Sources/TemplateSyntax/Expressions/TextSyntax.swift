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
            } else if let (hole, end) = hole(at: next, in: text) {
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

    /// The hole at an offset of the source, and the offset behind it.
    ///
    /// Quotes and braces count as what they stand for: an expression may be
    /// written with character references.
    private mutating func hole(at start: Int, in text: SourceText) -> (HoleSyntax, end: Int)? {
        let opening = text.index(of: start)
        guard let end = InterpolationScanner.end(of: opening, in: text.bytes) else {
            diagnostics.append(
                error(
                    .invalidExpression,
                    "'${' has no closing '}'",
                    start..<start + 2,
                    notes: [.init("'$${' stands for '${'")]
                )
            )
            return nil
        }
        let expression = read(text[opening + 2..<end - 1])
        let offset = text.sourceRange(end..<end).lowerBound
        return (HoleSyntax(range: start..<offset, expression: expression), offset)
    }
}

extension [TextPiece] {
    fileprivate mutating func appendLiteral(_ range: Range<Int>) {
        if !range.isEmpty { append(.literal(range)) }
    }
}
