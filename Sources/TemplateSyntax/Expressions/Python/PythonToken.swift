// SPDX-License-Identifier: Apache-2.0

/// A word, a symbol or a literal of a `python:` expression.
struct PythonToken: Sendable {
    let kind: Kind

    /// Where it stands among the bytes of the expression.
    let range: Range<Int>

    enum Kind: Sendable, Equatable {
        /// A name or a word of the language.
        case word(String)
        case symbol(String)

        /// An integer; one more than the largest is allowed behind a minus.
        case integer(UInt)
        case double(Double)
        case string(PythonStringToken)

        /// The end of a statement's line; only scripts have lines.
        case newline

        /// Lines that stand further to the right begin, or end.
        case indent
        case dedent
        case end
    }
}

/// A string literal.
struct PythonStringToken: Sendable, Equatable {
    /// What stands between the quotes.
    let body: Range<Int>
    let isRaw: Bool
    let isFormatted: Bool
}

extension PythonToken {
    /// The longest symbols first.
    static let symbols: [String] = [
        "**=", "//=", "<<=", ">>=", "...",
        "**", "//", "<<", ">>", "<=", ">=", "==", "!=", ":=", "->", "+=", "-=", "*=", "/=",
        "%=", "&=", "|=", "^=", "@=",
        "+", "-", "*", "/", "%", "<", ">", "=", "&", "|", "^", "~", "(", ")", "[", "]", "{",
        "}", ",", ":", ".", "@", ";",
    ]

    /// The words that are no names.
    static let keywords: Set<String> = [
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class",
        "continue", "def", "del", "elif", "else", "except", "finally", "for", "from", "global",
        "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return",
        "try", "while", "with", "yield",
    ]

    /// What Python has and these expressions have not, by the token that
    /// begins it.
    static let unsupported: [String: String] = [
        "await": "await", "async": "asynchronous comprehensions", "yield": "yield",
        "import": "import", "from": "import", "def": "def", "class": "class",
        "assert": "assert", "del": "del", "global": "global", "nonlocal": "nonlocal",
        "pass": "pass", "raise": "raise", "return": "return", "try": "try", "while": "while",
        "with": "with", "break": "break", "continue": "continue",
        ":=": "assignment expressions", "=": "assignment", "...": "ellipsis", ";": "statements",
        "@": "matrix multiplication", "->": "annotations", "+=": "assignment",
        "-=": "assignment", "*=": "assignment", "/=": "assignment", "%=": "assignment",
        "&=": "assignment", "|=": "assignment", "^=": "assignment", "@=": "assignment",
        "**=": "assignment", "//=": "assignment", "<<=": "assignment", ">>=": "assignment",
        "*": "starred expressions outside of calls and collections",
    ]

    /// What Python has and scripts have not.
    static let unsupportedInScripts: [String: String] = [
        "await": "await", "async": "async", "yield": "yield",
        "import": "import", "from": "import", "def": "def", "class": "class",
        "assert": "assert", "global": "global", "nonlocal": "nonlocal", "return": "return",
        "with": "with", ":=": "assignment expressions", "...": "ellipsis",
        "@": "decorators and no matrix multiplication", "@=": "matrix multiplication",
        "->": "annotations", "*": "starred expressions outside of calls and collections",
    ]
}
