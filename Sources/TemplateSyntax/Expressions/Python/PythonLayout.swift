// SPDX-License-Identifier: Apache-2.0

/// The lines of a script: what has to be known of them to tell where statements
/// and blocks end.
struct PythonLayout {
    /// How far lines stand to the right, the innermost block last.
    private var indentations: [Indentation] = []

    /// The blocks that have ended and whose tokens are still to come.
    private var endedBlocks = 0

    /// Brackets that are open: lines end nothing inside of them.
    private var brackets = 0
    private var isAtLineStart = true
    private var hasStatement = false

    /// The width of white space before a line, with tabs that go to the next
    /// multiple of eight, and with tabs as wide as a space: Python compares both,
    /// so that it never depends on the width of a tab which line belongs where.
    private struct Indentation: Equatable {
        var width = 0
        var narrowWidth = 0
    }

    /// Notes a symbol.
    mutating func count(_ symbol: String) {
        switch symbol {
        case "(", "[", "{": brackets += 1
        case ")", "]", "}": brackets = max(0, brackets - 1)
        default: break
        }
    }
}

extension PythonLexer {
    /// The token that ends a line or a block here, if one does; what stands
    /// between the tokens of a script is skipped.
    mutating func layoutToken() throws(Diagnostic) -> PythonToken? {
        guard var layout else { return nil }
        defer { self.layout = layout }
        return try layout.token(&self)
    }

    fileprivate var isAtLineEnd: Bool {
        rest.first == UInt8(ascii: "\n") || rest.first == UInt8(ascii: "\r")
    }

    fileprivate var lineEndLength: Int { rest.starts(with: "\r\n".utf8) ? 2 : 1 }

    fileprivate mutating func skipComment() {
        guard rest.first == UInt8(ascii: "#") else { return }
        while position < text.bytes.count, !isAtLineEnd { position += 1 }
    }

    fileprivate mutating func skipBlanks() {
        while let byte = rest.first, byte.isPythonBlank { position += 1 }
    }

    /// Skips a backslash and the line end behind it.
    mutating func skipContinuation() throws(Diagnostic) -> Bool {
        guard rest.first == UInt8(ascii: "\\") else { return false }
        position += 1
        guard isAtLineEnd else {
            throw error("a backslash continues a line only at its end", position - 1..<position)
        }
        position += lineEndLength
        return true
    }
}

extension PythonLayout {
    fileprivate mutating func token(
        _ lexer: inout PythonLexer
    ) throws(Diagnostic) -> PythonToken? {
        if endedBlocks > 0 { return endBlock(&lexer) }
        if isAtLineStart {
            isAtLineStart = false
            if let token = try beginLine(&lexer) { return token }
        }
        try skipSpace(&lexer)
        let isAtEnd = lexer.rest.isEmpty
        guard hasStatement, isAtEnd || (brackets == 0 && lexer.isAtLineEnd) else {
            hasStatement = !isAtEnd
            return nil
        }
        hasStatement = false
        isAtLineStart = true
        return lexer.token(.newline, isAtEnd ? 0 : lexer.lineEndLength)
    }

    private mutating func skipSpace(_ lexer: inout PythonLexer) throws(Diagnostic) {
        while true {
            lexer.skipBlanks()
            lexer.skipComment()
            if try lexer.skipContinuation() { continue }
            guard brackets > 0, lexer.isAtLineEnd else { return }
            lexer.position += lexer.lineEndLength
        }
    }

    private mutating func endBlock(_ lexer: inout PythonLexer) -> PythonToken {
        endedBlocks -= 1
        return lexer.token(.dedent, 0)
    }

    /// Compares the indentation of a line that has more than a comment with that
    /// of the lines before it.
    private mutating func beginLine(
        _ lexer: inout PythonLexer
    ) throws(Diagnostic) -> PythonToken? {
        let start = lexer.position
        var indentation = Self.indentation(&lexer)
        while true {
            lexer.skipComment()
            guard lexer.isAtLineEnd else { break }
            lexer.position += lexer.lineEndLength
            indentation = Self.indentation(&lexer)
        }
        if lexer.rest.isEmpty {
            guard indentations.count > 1 else { return nil }
            endedBlocks = indentations.count - 1
            indentations.removeSubrange(1...)
            return endBlock(&lexer)
        }
        guard let outer = indentations.last else {
            indentations = [indentation]
            return nil
        }
        let place = max(start, lexer.position - indentation.narrowWidth)..<lexer.position
        if indentation.width > outer.width {
            try Self.require(indentation.narrowWidth > outer.narrowWidth, lexer, place)
            indentations.append(indentation)
            return lexer.token(.indent, 0)
        }
        while let last = indentations.last, last.width > indentation.width {
            indentations.removeLast()
            endedBlocks += 1
        }
        guard let block = indentations.last, block.width == indentation.width else {
            throw lexer.error("the indentation is that of no line of a block around", place)
        }
        try Self.require(indentation.narrowWidth == block.narrowWidth, lexer, place)
        return endedBlocks > 0 ? endBlock(&lexer) : nil
    }

    private static func indentation(_ lexer: inout PythonLexer) -> Indentation {
        var indentation = Indentation()
        while let byte = lexer.rest.first, byte.isPythonBlank {
            switch byte {
            case UInt8(ascii: "\t"):
                indentation.width = (indentation.width / 8 + 1) * 8
                indentation.narrowWidth += 1
            case UInt8(ascii: " "):
                indentation.width += 1
                indentation.narrowWidth += 1
            default:
                indentation = Indentation()
            }
            lexer.position += 1
        }
        return indentation
    }

    private static func require(
        _ isConsistent: Bool,
        _ lexer: PythonLexer,
        _ place: Range<Int>
    ) throws(Diagnostic) {
        guard isConsistent else {
            throw lexer.error("tabs and spaces are mixed in the indentation", place)
        }
    }
}

extension UInt8 {
    /// A space, a tab or a form feed.
    fileprivate var isPythonBlank: Bool {
        self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") || self == 0x0C
    }
}
