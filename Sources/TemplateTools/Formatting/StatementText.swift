// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// The text of a statement's attribute, in which clauses can stand one a line.
struct StatementText {
    /// All of it as it stands, or up to the first clause.
    let head: [UInt8]

    /// The clauses without what separates them; empty where the value stays as it is.
    private(set) var clauses: [[UInt8]] = []

    /// What stands behind the last clause.
    private var tail: [UInt8] = []

    /// Whether the author has put clauses in lines of their own.
    private(set) var isBroken = false

    /// Reads the attribute of a statement.
    init(_ attribute: AttributeSyntax, _ clauses: [Range<Int>], in source: MarkupSource) {
        let whole = attribute.name.lowerBound..<attribute.whole.upperBound
        guard clauses.count > 1, let value = attribute.value,
            let isBroken = Self.isBroken(clauses, in: value, of: source)
        else {
            head = Array(source.bytes[whole])
            return
        }
        head = Array(source.bytes[whole.lowerBound..<value.lowerBound])
        self.clauses = clauses.map { Array(source.bytes[$0]) }
        self.isBroken = isBroken
        let end = clauses[clauses.count - 1].upperBound
        let rest = source.bytes[end..<value.upperBound].filter { !$0.isSpace }
        tail = rest + source.bytes[value.upperBound..<whole.upperBound]
    }

    /// Whether there is a line end between clauses; `nil` where something else than white space
    /// and semicolons is, or a clause has lines of its own.
    private static func isBroken(
        _ clauses: [Range<Int>],
        in value: Range<Int>,
        of source: MarkupSource
    ) -> Bool? {
        let starts = clauses.map(\.lowerBound) + [value.upperBound]
        let ends = [value.lowerBound] + clauses.map(\.upperBound)
        guard zip(ends, starts).allSatisfy({ $0 <= $1 }),
            clauses.allSatisfy({ !source.bytes[$0].contains(Byte.newline) })
        else { return nil }
        let gaps = zip(ends, starts).map { source.bytes[$0..<$1] }
        let signs = gaps.map { $0.filter { !$0.isSpace } }
        let inner = signs.dropFirst().dropLast()
        guard signs.first?.isEmpty == true, inner.allSatisfy({ $0 == [Byte.semicolon] }),
            signs.last.map({ $0.isEmpty || $0 == [Byte.semicolon] }) == true
        else { return nil }
        return gaps.dropLast().contains { $0.contains(Byte.newline) }
    }

    /// The attribute with all clauses in one line.
    var inOneLine: [UInt8] {
        head + clauses.joined(separator: [Byte.semicolon, Byte.space]) + tail
    }

    /// The attribute with a clause a line.
    ///
    /// - Parameter lineStart: A line end, and what comes before each clause.
    /// - Returns: The attribute.
    func inLines(_ lineStart: [UInt8]) -> [UInt8] {
        head + clauses.joined(separator: [Byte.semicolon] + lineStart) + tail
    }
}

extension Statements {
    /// Where the clauses of a statement stand that may have several.
    func clauses(of statement: StatementSyntax) -> [Range<Int>] {
        switch (statement.namespace, statement.name.text) {
        case (.tal, TALStatement.define.rawValue):
            define.map { clause in
                let start = (clause.keyword ?? clause.binding.range).lowerBound
                return start..<clause.binding.value.whole.upperBound
            }
        case (.tal, TALStatement.attributes.rawValue):
            attributes.map { ($0.name?.range ?? $0.range).lowerBound..<$0.range.upperBound }
        case (.i18n, I18NStatement.attributes.rawValue):
            (translation?.attributes ?? []).map(\.range)
        default: []
        }
    }
}
