// SPDX-License-Identifier: Apache-2.0

/// The words of JavaScript that decide what follows them.
///
/// All others, `if` and `function` among them, are read like names: neither an operand nor a
/// regular expression can follow them.
enum ScriptWords {
    static let `await` = Array("await".utf8)
    static let `case` = Array("case".utf8)
    static let `for` = Array("for".utf8)
    static let from = Array("from".utf8)
    static let `import` = Array("import".utf8)
    static let `let` = Array("let".utf8)
    static let of = Array("of".utf8)
    static let using = Array("using".utf8)

    /// The words behind `import.` that load a module as `import` does.
    static let importPhases: Set<[UInt8]> = [Array("defer".utf8), Array("source".utf8)]

    /// The words that a name follows.
    static let declarations: Set<[UInt8]> = [
        Array("const".utf8), `let`, Array("var".utf8),
    ]

    /// The words that an operand follows on the same line only, for a line end ends the statement;
    /// what follows `yield` is never clear.
    static let restricted: Set<[UInt8]> = [Array("return".utf8), Array("throw".utf8)]

    /// What follows a word.
    static let positions: [[UInt8]: ScriptPlaces.Position] = {
        let operators = [
            "case", "default", "delete", "extends", "in", "instanceof", "new", "return", "throw",
            "typeof", "void",
        ]
        let statements = ["do", "else", "finally", "try"]
        return table([
            (operators, .operand), (statements, .statement), (["await", "yield"], .unclear),
        ])
    }()

    /// What the parentheses behind a word are.
    static let owners: [[UInt8]: ScriptPlaces.Bracket.Owner] = table([
        (["if", "while", "with"], .condition), (["for"], .loop), (["await", "yield"], .unclear),
        (["import"], .module),
    ])

    private static func table<Meaning>(_ rows: [([String], Meaning)]) -> [[UInt8]: Meaning] {
        var table: [[UInt8]: Meaning] = [:]
        for (words, meaning) in rows {
            for word in words { table[Array(word.utf8)] = meaning }
        }
        return table
    }
}
