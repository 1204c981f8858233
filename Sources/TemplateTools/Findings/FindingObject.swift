// SPDX-License-Identifier: Apache-2.0

import PageTemplates

/// A finding as an object of JSON.
struct FindingObject: Encodable {
    private let rule: String
    private let severity: String
    private let message: String
    private let file: String?
    private let line: Int?
    private let column: Int?
    private let start: Int?
    private let end: Int?
    private let excerpt: [String]?
    private let notes: [Note]
    private let fix: Fix?

    private struct Note: Encodable {
        let message: String
        let file: String?
        let line: Int?
        let column: Int?

        init(_ note: TemplateError.Note) {
            message = note.message
            file = note.location?.name
            line = note.location?.line
            column = note.location?.column
        }
    }

    private struct Fix: Encodable {
        let title: String
        let edits: [Edit]

        struct Edit: Encodable {
            let start: Int
            let end: Int
            let text: String
        }

        init(_ fix: FindingFix) {
            title = fix.title
            edits = fix.edits.map { edit in
                Edit(start: edit.range.lowerBound, end: edit.range.upperBound, text: edit.text)
            }
        }
    }

    init(_ finding: Finding) {
        let location = finding.location
        rule = finding.name
        severity = finding.severity.rawValue
        message = finding.message
        (file, line, column) = (location?.name, location?.line, location?.column)
        (start, end) = (location?.byteRange.lowerBound, location?.byteRange.upperBound)
        excerpt = finding.excerpt?.lines
        notes = finding.notes.map { Note($0) }
        fix = finding.fix.map { Fix($0) }
    }
}
