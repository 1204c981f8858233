// SPDX-License-Identifier: Apache-2.0

/// What is wrong with a source, or doubtful about it.
package struct Diagnostic: Error, Sendable {
    package let severity: Severity
    package let code: Code

    /// What it is, in lower case and without a full stop.
    package let message: String
    package let range: Range<Int>
    package var notes: [Note]
    package var fixes: [Fix]

    package enum Severity: Sendable, Comparable {
        /// Something to know that needs no change.
        case note
        case warning
        case error
    }

    /// The kinds, whose raw values stand in reports.
    package enum Code: String, Sendable, CaseIterable {
        case malformedMarkup = "malformed-markup"
        case unclosedElement = "unclosed-element"
        case mismatchedEndTag = "mismatched-end-tag"
        case unknownStatement = "unknown-statement"
        case unsupportedStatement = "unsupported-statement"
        case duplicateStatement = "duplicate-statement"
        case conflictingStatements = "conflicting-statements"
        case invalidStatement = "invalid-statement"
        case misplacedStatement = "misplaced-statement"
        case invalidExpression = "invalid-expression"
        case privateName = "private-name"
        case nestingTooDeep = "nesting-too-deep"
        case tooManyAttributes = "too-many-attributes"
        case structureDiffers = "structure-differs"
        case looseMarkup = "loose-markup"
        case foreignSyntax = "foreign-syntax"
        case notRead = "not-read"
        case noEffect = "no-effect"
        case commentedOut = "commented-out"
    }

    /// A remark, with a place of its own where it has one.
    package struct Note: Sendable {
        package let message: String
        package let range: Range<Int>?

        package init(_ message: String, at range: Range<Int>? = nil) {
            self.message = message
            self.range = range
        }
    }

    /// A change that mends it.
    package struct Fix: Sendable {
        /// What the change does, for a menu.
        package let title: String

        /// The new texts of ranges, which do not overlap.
        package let edits: [(range: Range<Int>, text: String)]

        package init(_ title: String, _ range: Range<Int>, _ text: String) {
            self.title = title
            edits = [(range, text)]
        }
    }

    package init(
        _ code: Code,
        _ message: String,
        at range: Range<Int>,
        severity: Severity = .error,
        notes: [Note] = [],
        fixes: [Fix] = []
    ) {
        self.severity = severity
        self.code = code
        self.message = message
        self.range = range
        self.notes = notes
        self.fixes = fixes
    }
}

extension NearestNames {
    /// A remark that offers the nearest names, or none.
    package static func notes(
        _ name: String,
        among candidates: some Sequence<String>
    ) -> [Diagnostic.Note] {
        question(name, among: candidates).map { [.init($0)] } ?? []
    }
}
