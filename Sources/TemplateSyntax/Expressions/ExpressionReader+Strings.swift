// SPDX-License-Identifier: Apache-2.0

extension ExpressionReader {
    /// Reads the text of `string:`: `$name`, `${expression}` and `$$`.
    package mutating func readString(_ text: SourceText, _ depth: Int) -> ExpressionSyntax {
        var pieces: [StringPieceSyntax] = []
        var literal: [UInt8] = []
        var start = 0
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
            guard beginsHole(text.bytes[(position + 1)...]) else {
                warnOfDollar(text.sourceRange(position..<position + 1))
                literal.append(UInt8(ascii: "$"))
                position += 1
                continue
            }
            if !literal.isEmpty {
                pieces.append(.literal(literal, text.sourceRange(start..<position)))
            }
            literal = []
            guard let (hole, end) = hole(in: text, at: position, depth) else {
                return ExpressionSyntax(.broken, text.range)
            }
            pieces.append(.hole(hole, text.sourceRange(position..<end)))
            position = end
            start = end
        }
        if !literal.isEmpty {
            pieces.append(.literal(literal, text.sourceRange(start..<position)))
        }
        return ExpressionSyntax(.string(pieces), text.range)
    }

    /// Whether a `$` before some bytes stands for a value.
    private func beginsHole(_ rest: ArraySlice<UInt8>) -> Bool {
        rest.first.map { $0.isLetter || $0 == UInt8(ascii: "{") } ?? false
    }

    private mutating func warnOfDollar(_ place: Range<Int>) {
        diagnostics.append(
            Diagnostic(
                .notRead,
                "'$' has no name and no '{' behind it, and stays a dollar sign",
                at: place,
                severity: .warning,
                notes: [.init("'$$' is a dollar sign")]
            )
        )
    }

    /// Reads the hole at a `$`, and says where it ends; `nil` where that is nowhere.
    private mutating func hole(
        in text: SourceText,
        at dollar: Int,
        _ depth: Int
    ) -> (ExpressionSyntax, Int)? {
        let name = text.bytes[(dollar + 1)...].prefix { $0.isNameByte }
        if let first = name.first, first.isLetter {
            let end = dollar + 1 + name.count
            return (path(text[dollar + 1..<end], depth), end)
        }
        guard let end = InterpolationScanner.end(of: dollar, in: text.bytes, options) else {
            report("'${' has no closing '}'", text.sourceRange(dollar..<text.bytes.count))
            return nil
        }
        return (read(text[dollar + 2..<end - 1], depth), end)
    }
}
