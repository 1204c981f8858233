// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// The attributes of a tag, with its statements in their order and in their lines.
///
/// What is written to the page stays as it is: other attributes keep their places, and the white
/// space before them. The statements change places with each other alone.
struct TagLayout {
    /// From the white space before the first attribute to behind the last one.
    let range: Range<Int>

    /// What stands at the places of the attributes.
    private var items: [Item] = []

    /// What stands behind the attributes in the tag.
    private let rest: ArraySlice<UInt8>

    private enum Item {
        /// An attribute of the page with the white space before it.
        case fixed(ArraySlice<UInt8>)

        /// A statement, and whether it is to begin a line.
        case statement(StatementText, beginsLine: Bool)
    }

    /// How statements are spread over lines.
    private enum Spread {
        /// As their author has them.
        case asWritten

        /// Each begins a line, and clauses do where the line is long.
        case wide
    }

    /// The column that lines should end before.
    static let widest = 100

    /// The column up to which lines are aligned with what stands in the line before.
    private static let deepest = 60

    /// What an indentation has more than that of the line of the tag.
    private static let step = [UInt8](repeating: Byte.space, count: 4)

    /// White space before the attributes that begin a line; `nil` where the lines are aligned with
    /// the first attribute.
    private var indentation: [UInt8]?
    private let lineEnd: [UInt8]

    /// Reads the start tag of an element.
    ///
    /// - Returns: Nothing where there are no statements, or where it is not plain to see what can
    ///   change: statements without quotes, twice, or without white space around.
    init?(_ element: ElementSyntax, in source: MarkupSource, lineEnd: [UInt8]) {
        guard let statements = element.statements,
            let first = element.attributes.first, let last = element.attributes.last,
            Self.isPlain(element, in: source), let sorted = Self.sorted(statements)
        else { return nil }
        self.lineEnd = lineEnd
        range = first.whole.lowerBound..<last.whole.upperBound
        rest = source.bytes[range.upperBound..<element.startTag.upperBound]
        var left = sorted[...]
        for attribute in element.attributes {
            let space = source.bytes[attribute.whole.lowerBound..<attribute.name.lowerBound]
            guard attribute.role == .statement else {
                items.append(.fixed(source.bytes[attribute.whole]))
                continue
            }
            guard let statement = left.popFirst() else { return nil }
            let text = StatementText(
                element.attributes[statement.attribute],
                statements.clauses(of: statement),
                in: source
            )
            items.append(.statement(text, beginsLine: space.contains(Byte.newline)))
        }
        guard left.isEmpty else { return nil }
        indentation = Self.indentation(of: element.attributes, in: source)
    }

    /// Whether white space alone stands between the attributes, and statements have quotes.
    private static func isPlain(_ element: ElementSyntax, in source: MarkupSource) -> Bool {
        var end = element.name.upperBound
        for attribute in element.attributes {
            guard attribute.whole.lowerBound == end, source.bytes[end].isSpace,
                attribute.role != .statement || attribute.quote != nil || attribute.value == nil
            else { return false }
            end = attribute.whole.upperBound
        }
        return true
    }

    /// The statements in their order; `nil` where one stands twice, or is none.
    private static func sorted(_ statements: Statements) -> [StatementSyntax]? {
        let ranked = statements.spelled.compactMap { statement in
            StatementOrder.rank(of: statement).map { (rank: $0, statement: statement) }
        }
        guard ranked.count == statements.spelled.count,
            Set(ranked.map(\.rank)).count == ranked.count
        else { return nil }
        return ranked.sorted { $0.rank < $1.rank }.map(\.statement)
    }

    /// The white space of the first attribute of the page that begins a line, or of the first of
    /// all.
    private static func indentation(
        of attributes: [AttributeSyntax],
        in source: MarkupSource
    ) -> [UInt8]? {
        let spaces = attributes.map { attribute in
            (attribute, source.bytes[attribute.whole.lowerBound..<attribute.name.lowerBound])
        }
        let lines = spaces.filter { $0.1.contains(Byte.newline) }
        let first = lines.first { $0.0.role != .statement } ?? lines.first
        guard let (attribute, space) = first, let newline = space.lastIndex(of: Byte.newline),
            attribute.role != .statement || attribute.whole == attributes[0].whole
        else { return nil }
        return Array(space[(newline + 1)...])
    }

    // MARK: - Writing

    /// The attributes behind a text, whose last line is that of the tag.
    func text(behind line: ArraySlice<UInt8>) -> [UInt8] {
        let plain = text(.asWritten, line)
        let lines = (Array(line) + plain + Array(rest)).split(separator: Byte.newline)
        return lines.allSatisfy { Self.width(of: $0) <= Self.widest } ? plain : text(.wide, line)
    }

    private func text(_ spread: Spread, _ line: ArraySlice<UInt8>) -> [UInt8] {
        var text = Array(line)
        let lineStart = lineEnd + (indentation ?? Self.alignment(behind: text + [Byte.space]))
        for (index, item) in items.enumerated() {
            switch item {
            case .fixed(let attribute): text += attribute
            case .statement(let statement, let beginsLine):
                let breaks = beginsLine || spread == .wide && index > 0
                text += breaks ? lineStart : [Byte.space]
                let isLast = index == items.count - 1
                let end: ArraySlice<UInt8> = isLast ? rest.prefix { $0 != Byte.newline } : []
                text += self.text(of: statement, spread, behind: text, before: end)
            }
        }
        return Array(text[line.count...])
    }

    private func text(
        of statement: StatementText,
        _ spread: Spread,
        behind text: [UInt8],
        before end: ArraySlice<UInt8>
    ) -> [UInt8] {
        let oneLine = statement.inOneLine
        guard !statement.clauses.isEmpty else { return oneLine }
        let line = text + oneLine + Array(end)
        let isLong = Self.width(of: line[...].lastLine) > Self.widest
        guard statement.isBroken || spread == .wide && isLong else { return oneLine }
        return statement.inLines(lineEnd + Self.alignment(behind: text + statement.head))
    }

    /// The white space that reaches as far as the last line of a text, or a little more than its
    /// indentation where that is too far.
    private static func alignment(behind text: [UInt8]) -> [UInt8] {
        let line = text[...].lastLine
        let indentation = Array(line.prefix { $0 == Byte.space || $0 == UInt8(ascii: "\t") })
        let width = width(of: line)
        guard width <= deepest else { return indentation + step }
        let missing = width - self.width(of: indentation[...])
        return indentation + [UInt8](repeating: Byte.space, count: missing)
    }

    /// How many characters a line has.
    private static func width(of line: ArraySlice<UInt8>) -> Int {
        line.count { $0 & 0xC0 != 0x80 && $0 != Byte.carriageReturn }
    }
}

extension ArraySlice<UInt8> {
    /// What stands behind the last line end.
    var lastLine: ArraySlice<UInt8> {
        lastIndex(of: Byte.newline).map { self[($0 + 1)...] } ?? self
    }
}
