// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// The points of a program while it is made: each once, however often it is emitted.
struct CoveragePoints {
    let statements: StatementPlaces
    private let source: TemplateSource
    private(set) var all: [CoveragePoint] = []
    private var numbers: [CoveragePoint: Int] = [:]

    init(of tree: SyntaxTree, in source: TemplateSource) {
        statements = StatementPlaces(of: tree)
        self.source = source
    }

    /// The number of a point of a statement.
    ///
    /// - Parameters:
    ///   - outcome: What happens.
    ///   - site: The statement.
    ///   - place: Where it happens; the statement itself where it is left out.
    /// - Returns: The number, from 0.
    mutating func number(
        of outcome: CoveragePoint.Outcome,
        _ site: StatementPlaces.Site,
        at place: Range<Int>? = nil
    ) -> Int {
        let place = place.map { withPrefix($0, in: site.range) } ?? site.range
        let location = source.location(of: place)
        let point = CoveragePoint(
            key: .init(site.statement, outcome, line: location.line, column: location.column),
            site: site.range,
            text: text(of: place)
        )
        if let known = numbers[point] { return known }
        numbers[point] = all.count
        all.append(point)
        return all.count - 1
    }

    /// An expression with the prefix of its type, which its range leaves out.
    private func withPrefix(_ place: Range<Int>, in site: Range<Int>) -> Range<Int> {
        var start = place.lowerBound
        while true {
            let before = source.bytes[min(site.lowerBound, start)..<start]
            guard let colon = before.lastIndex(where: { !$0.isSpace }),
                before[colon] == UInt8(ascii: ":")
            else { return start..<place.upperBound }
            let name = before[..<colon].reversed().prefix { $0.isLetter || $0 == UInt8(ascii: "_") }
            guard !name.isEmpty else { return start..<place.upperBound }
            start = colon - name.count
        }
    }

    /// The text of a place on one line, cut where it is long.
    private func text(of place: Range<Int>) -> String {
        let words = source.text(place).split { $0.isWhitespace }.joined(separator: " ")
        return words.count > Self.longestText ? "\(words.prefix(Self.longestText))…" : words
    }

    private static let longestText = 60
}
