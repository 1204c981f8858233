// SPDX-License-Identifier: Apache-2.0

/// What is wrong at a place, as a terminal shows it.
package struct TemplateReport {
    private let lines: [String]

    /// - Parameters:
    ///   - place: The file, the line and the column; `nil` where there is none.
    ///   - kind: What it counts for: `warning`.
    ///   - message: What is wrong.
    ///   - code: The stable name of what is wrong.
    ///   - excerpt: The line of the template.
    ///   - notes: What to do about it.
    package init(
        place: String?,
        kind: String,
        message: String,
        code: String,
        excerpt: TemplateExcerpt?,
        notes: [TemplateError.Note]
    ) {
        let place = place.map { "\($0): " } ?? ""
        let first = "\(place)\(kind): \(message) [\(code)]".inOneLine
        lines = [first] + (excerpt?.lines ?? []) + notes.map(\.line.inOneLine)
    }

    /// The report, without a line end after its last line; nothing in it moves a cursor.
    package var text: String { lines.map(\.printable).joined(separator: "\n") }
}
