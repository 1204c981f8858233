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
            } else if let end = emptyHole(at: next, in: text) {
                pieces.appendLiteral(position..<end)
                position = end
            } else if let (hole, end) = hole(at: next, in: text, of: source, isValue) {
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
        return pieces.contains { !$0.isLiteral } ? pieces : nil
    }

    /// The end of `${}`, which holds nothing and goes out as it stands.
    private mutating func emptyHole(at start: Int, in text: SourceText) -> Int? {
        let inside = text.index(of: start) + 2
        guard let end = text.bytes[inside...].firstIndex(where: { !$0.isSpace }),
            text.bytes[end] == UInt8(ascii: "}")
        else { return nil }
        let offset = text.sourceRange(end + 1..<end + 1).lowerBound
        let message = "'${}' holds no expression, and goes out as it stands"
        diagnostics.append(Diagnostic(.notRead, message, at: start..<offset, severity: .warning))
        return offset
    }

    /// Whether `${` without an end was not meant as a hole: Zope's own dialect has none, and what
    /// stands before the next tag is no expression.
    private func isText(_ rest: SourceText, _ isValue: Bool) -> Bool {
        if isValue || options.defaultsToPython { return false }
        let text = rest.trimmingSpace()
        if text.bytes.isEmpty { return true }
        guard InterpolationScanner.next(in: text.bytes[...]) == nil,
            Self.prefixLength(text.bytes) == nil
        else { return false }
        var reader = ExpressionReader(options)
        _ = reader.read(text)
        return reader.diagnostics.contains { $0.severity == .error }
    }

    /// What to say of a hole without an end: in text a `<` ends it, as a tag begins there.
    private func notes(
        onUnclosedHoleIn text: SourceText,
        of source: MarkupSource
    ) -> [Diagnostic.Note] {
        let end = text.range.upperBound
        let escape = Diagnostic.Note("'$${' stands for '${'")
        guard end + 1 < source.bytes.count, source.bytes[end] == Byte.less,
            source.bytes[end + 1].isLetter, source.mode != .text
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
        of source: MarkupSource,
        _ isValue: Bool
    ) -> (HoleSyntax, end: Int)? {
        let opening = text.index(of: start)
        guard let end = InterpolationScanner.end(of: opening, in: text.bytes, options) else {
            let isText = isText(text[opening + 2..<text.bytes.count], isValue)
            let message = "'${' has no closing '}'"
            diagnostics.append(
                Diagnostic(
                    isText ? .notRead : .invalidExpression,
                    isText ? "\(message), and goes out as it stands" : message,
                    at: start..<start + 2,
                    severity: isText ? .warning : .error,
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

extension TextPiece {
    fileprivate var isLiteral: Bool {
        if case .literal = self { true } else { false }
    }
}

extension [TextPiece] {
    fileprivate mutating func appendLiteral(_ range: Range<Int>) {
        if !range.isEmpty { append(.literal(range)) }
    }
}
