// SPDX-License-Identifier: Apache-2.0

extension PythonParser {
    /// String literals, of which neighbours are one.
    mutating func strings() throws(Diagnostic) -> PythonNode {
        let start = current.range.lowerBound
        var pieces: [PythonTextPiece] = []
        while case .string(let string) = current.kind {
            pieces += try self.pieces(of: string)
            try advance()
        }
        let literals = pieces.compactMap(\.literal)
        guard literals.count == pieces.count else { return node(.text(pieces), from: start) }
        return node(.constant(.string(literals.joined())), from: start)
    }

    private mutating func pieces(
        of string: PythonStringToken
    ) throws(Diagnostic) -> [PythonTextPiece] {
        guard string.isFormatted else {
            return [.literal(try literal(string.body, isRaw: string.isRaw))]
        }
        var pieces: [PythonTextPiece] = []
        var position = string.body.lowerBound
        while let brace = nextBrace(from: position, to: string.body.upperBound) {
            let isDoubled = text.bytes[brace] == byte(brace + 1, before: string.body.upperBound)
            let before = position..<(isDoubled ? brace + 1 : brace)
            if !before.isEmpty {
                pieces.append(.literal(try literal(before, isRaw: string.isRaw)))
            }
            if isDoubled {
                position = brace + 2
            } else {
                let (hole, end) = try hole(at: brace, in: string)
                pieces.append(hole)
                position = end
            }
        }
        let rest = position..<string.body.upperBound
        if !rest.isEmpty { pieces.append(.literal(try literal(rest, isRaw: string.isRaw))) }
        return pieces
    }

    private func nextBrace(from start: Int, to end: Int) -> Int? {
        text.bytes[start..<end].firstIndex {
            $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}")
        }
    }

    private func byte(_ position: Int, before end: Int) -> UInt8? {
        position < end ? text.bytes[position] : nil
    }

    private func literal(_ part: Range<Int>, isRaw: Bool) throws(Diagnostic) -> String {
        isRaw ? text[part].text : try PythonEscapes.resolve(part, in: self)
    }

    // MARK: Holes

    /// The hole at a brace, and the offset behind it.
    private mutating func hole(
        at brace: Int,
        in string: PythonStringToken
    ) throws(Diagnostic) -> (PythonTextPiece, Int) {
        let bytes = text.bytes[..<string.body.upperBound]
        guard text.bytes[brace] == UInt8(ascii: "{"),
            let end = PythonScanner.endOfHole(from: brace + 1, in: bytes)
        else {
            throw error(
                "a single brace in a formatted string; '{{' and '}}' stand for braces",
                text.sourceRange(brace..<brace + 1)
            )
        }
        let value = try holeValue(brace + 1..<end)
        let (format, close) = try holeFormat(from: end, brace, bytes)
        return (.hole(value, format), close)
    }

    private mutating func holeValue(_ part: Range<Int>) throws(Diagnostic) -> PythonNode {
        guard text.bytes[part].contains(where: { !$0.isSpace }) else {
            let place = text.sourceRange(part.lowerBound - 1..<part.upperBound + 1)
            throw error("a hole of a formatted string is empty", place)
        }
        let word = text.bytes[part].drop(while: \.isSpace).prefix(while: \.isNameByte)
        guard !word.elementsEqual("lambda".utf8) else {
            throw error("a lambda in a hole stands in parentheses", text.sourceRange(part))
        }
        return try nested { (outer) throws(Diagnostic) in
            var inner = PythonParser(outer.text[part], outer.reader.handOver(), outer.depth)
            inner.lambdas = outer.lambdas
            defer { outer.reader = inner.reader }
            return try inner.expressionAlone()
        }
    }

    /// `!r` and `:spec`, and the offset behind the closing brace.
    private func holeFormat(
        from start: Int,
        _ brace: Int,
        _ bytes: ArraySlice<UInt8>
    ) throws(Diagnostic) -> (PythonHoleFormat, Int) {
        var position = start
        var conversion: UInt8?
        if bytes[position] == UInt8(ascii: "!") {
            conversion = position + 1 < bytes.endIndex ? bytes[position + 1] : nil
            guard let conversion, "rs".utf8.contains(conversion) else {
                throw error(
                    "only '!r' and '!s' can stand in a hole",
                    text.sourceRange(position..<position + 1)
                )
            }
            position += 2
        }
        guard let close = bytes[position...].firstIndex(of: UInt8(ascii: "}")) else {
            throw error("a hole has no closing '}'", text.sourceRange(brace..<brace + 1))
        }
        var specification = ""
        if position < close {
            guard bytes[position] == UInt8(ascii: ":") else {
                throw error(
                    "expected ':' or '}' in a hole",
                    text.sourceRange(position..<position + 1)
                )
            }
            specification = try self.specification(position + 1..<close)
        }
        let format = PythonHoleFormat(
            usesRepresentation: conversion == UInt8(ascii: "r"),
            isText: conversion == UInt8(ascii: "s"),
            specification: specification
        )
        return (format, close + 1)
    }

    private func specification(_ part: Range<Int>) throws(Diagnostic) -> String {
        if let nested = text.bytes[part].firstIndex(of: UInt8(ascii: "{")) {
            throw error(
                "\(lexer.title)s have no holes inside of a format",
                text.sourceRange(nested..<nested + 1)
            )
        }
        return text[part].text
    }
}

extension PythonTextPiece {
    fileprivate var literal: String? {
        guard case .literal(let text) = self else { return nil }
        return text
    }
}
