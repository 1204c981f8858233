// SPDX-License-Identifier: Apache-2.0

package import PageTemplates

/// Something that `talisman check` has found.
package struct Finding: Sendable {
    /// The code of an error, or the name of a rule.
    package let name: String
    package var severity: Severity

    /// What it is, in lower case and without a full stop.
    package let message: String

    /// Where it stands; `nil` where it has no place in a source.
    package private(set) var location: TemplateLocation?

    /// The line, and a caret below the text.
    package let excerpt: TemplateExcerpt?

    /// What to do about it, or what else belongs to it, one remark each.
    package private(set) var notes: [TemplateError.Note]

    /// The change that mends it; `nil` where only a person can.
    package let fix: FindingFix?

    /// Whether it is that of a rule, and no error of the engine.
    package let isOfRule: Bool

    /// All that is said of what has no place in a source; `nil` for other findings.
    private let report: String?

    /// What the engine has found.
    package init(_ diagnostic: TemplateDiagnostic) {
        switch diagnostic {
        case .error(let error):
            (name, severity, message) = (error.code.rawValue, .error, error.message)
            (location, excerpt, notes) = (error.location, error.excerpt, error.remarks)
            isOfRule = false
        case .warning(let warning):
            (name, message) = (warning.code.rawValue, warning.message)
            severity = warning.code.isRemark ? .remark : .warning
            (location, excerpt, notes) = (warning.location, warning.excerpt, warning.notes)
            isOfRule = true
        }
        report = nil
        fix = nil
    }

    /// What a rule has found in a source.
    package init(_ found: RuleFinding, in source: TemplateSource) {
        name = found.rule.rawValue
        severity = .warning
        message = found.message
        location = source.location(of: found.range)
        excerpt = source.excerpt(of: found.range)
        notes = found.notes
        fix = found.fix
        report = nil
        isOfRule = true
    }

    /// A doubt about a folder, which has no line.
    package init(_ code: TemplateWarning.Code, _ message: String, in folder: String) {
        name = code.rawValue
        severity = .warning
        self.message = message
        location = nil
        excerpt = nil
        notes = []
        fix = nil
        isOfRule = true
        report = "\(folder): \(severity): \(message) [\(name)]"
    }

    /// A file that cannot be looked at, with what the report says of it.
    package init(problem line: String) {
        name = TemplateError.Code.templateUnreadable.rawValue
        severity = .error
        message = line
        location = nil
        excerpt = nil
        notes = []
        fix = nil
        isOfRule = false
        report = line
    }

    /// The same, with other names of the templates that it and its notes are about.
    package func naming(_ name: (String) -> String) -> Finding {
        func renamed(_ location: TemplateLocation?) -> TemplateLocation? {
            location.map { $0.named(name($0.name)) }
        }
        var finding = self
        finding.location = renamed(location)
        finding.notes = notes.map { .init($0.message, at: renamed($0.location)) }
        return finding
    }

    /// The full report, without a line end after its last line.
    package var text: String {
        if let report { return report }
        return TemplateReport(
            place: location?.description,
            kind: severity.rawValue,
            message: message,
            code: name,
            excerpt: excerpt,
            notes: notes
        ).text
    }
}

/// What a rule has found, in the words of its own.
package struct RuleFinding: Sendable {
    package let rule: OwnRule
    package let message: String
    package let range: Range<Int>
    package var notes: [TemplateError.Note] = []
    package var fix: FindingFix?
}

/// A change of a source that mends a finding.
package struct FindingFix: Sendable {
    /// What the change does, for a menu.
    package let title: String

    /// The new texts of ranges, which do not overlap.
    package let edits: [TextEdit]
}
