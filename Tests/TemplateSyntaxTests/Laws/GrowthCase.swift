// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax
import Testing

/// A kind of source that somebody may send to make the parser slow.
struct GrowthCase: Sendable, CustomTestStringConvertible {
    var testDescription: String

    /// How many times the pattern is there.
    let count: Int

    /// How the source is read.
    var mode = MarkupMode.html

    /// The source with the pattern so many times.
    let source: @Sendable (Int) -> String

    init(_ title: String, _ count: Int, _ source: @escaping @Sendable (Int) -> String) {
        testDescription = title
        self.count = count
        self.source = source
    }

    /// The same source, read otherwise.
    func reading(_ mode: MarkupMode) -> GrowthCase {
        var row = self
        row.mode = mode
        row.testDescription += ", \(mode)"
        return row
    }

    /// The pattern in the middle of something.
    init(_ title: String, _ count: Int, _ before: String, _ pattern: String, _ after: String = "") {
        self.init(title, count) { before + String(repeating: pattern, count: $0) + after }
    }

    /// Numbered patterns in the middle of something.
    static func numbered(
        _ title: String,
        _ count: Int,
        _ before: String,
        _ after: String,
        _ pattern: @escaping @Sendable (Int) -> String
    ) -> GrowthCase {
        GrowthCase(title, count) { before + (0..<$0).map(pattern).joined() + after }
    }
}
