// SPDX-License-Identifier: Apache-2.0

extension ExpressionReader {
    /// Reads `python:` and its expression.
    mutating func python(_ text: SourceText, _ depth: Int) -> ExpressionSyntax {
        var parser = PythonParser(text, handOver(), depth)
        let node: PythonNode?
        do throws(Diagnostic) {
            node = try parser.expressionAlone()
        } catch {
            parser.reader.diagnostics.append(error)
            node = nil
        }
        diagnostics = parser.reader.diagnostics
        return node.map { ExpressionSyntax(.python($0), $0.range) }
            ?? ExpressionSyntax(.broken, text.range)
    }

    /// Reads `a.b | c.d`: expressions of Python, tried in order.
    ///
    /// As soon as an alternative begins with a type prefix, the rest of the text is one
    /// expression of that type, as in Chameleon. A bar in a string or in brackets is Python's.
    mutating func pythonAlternatives(_ text: SourceText, _ depth: Int) -> ExpressionSyntax {
        var alternatives: [ExpressionSyntax] = []
        let bytes = text.bytes
        var start = 0
        while true {
            if start > 0, Self.prefixLength(bytes[start...].drop(while: \.isSpace)) != nil {
                alternatives.append(read(text[start..<bytes.count], depth + 1))
                break
            }
            let bar = PythonScanner.end(
                ofCodeAt: start,
                before: [UInt8(ascii: "|")],
                in: bytes[...]
            )
            alternatives.append(pythonAlternative(text[start..<(bar ?? bytes.count)], depth))
            guard let bar else { break }
            start = bar + 1
        }
        guard alternatives.count > 1 else { return alternatives[0] }
        return ExpressionSyntax(.path(alternatives), text.trimmingSpace().range)
    }

    private mutating func pythonAlternative(
        _ untrimmed: SourceText,
        _ depth: Int
    ) -> ExpressionSyntax {
        let text = untrimmed.trimmingSpace()
        let isName = text.bytes.isVariableName && !PythonToken.keywords.contains(text.text)
        guard isName else { return python(text.bytes.isEmpty ? untrimmed : text, depth) }
        refusePrivate(text)
        return ExpressionSyntax(.variable(NamedSyntax(text.text, text.range)), text.range)
    }
}
