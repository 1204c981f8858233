// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Something that is wrong with a template, or doubtful about it.
///
/// ``Template/diagnostics(of:configuration:)`` lists all of a source.
public enum TemplateDiagnostic: Sendable, CustomStringConvertible {
    /// The template does not compile.
    case error(TemplateError)

    /// The template compiles all the same.
    case warning(TemplateWarning)

    /// Where it stands; `nil` for an error that has no place in the source.
    public var location: TemplateLocation? {
        switch self {
        case .error(let error): error.location
        case .warning(let warning): warning.location
        }
    }

    /// The full report, without a line end after its last line.
    public var description: String {
        switch self {
        case .error(let error): error.description
        case .warning(let warning): warning.description
        }
    }
}

extension TemplateDiagnostic {
    /// What the syntax tree of a file says.
    init(_ diagnostic: Diagnostic, in file: SourceFile) {
        let notes = diagnostic.notes.map { note in
            TemplateError.Note(note.message, at: note.range.map { file.location(of: $0) })
        }
        let (message, range) = (diagnostic.message, diagnostic.range)
        switch diagnostic.code.meaning {
        case .error(let code):
            self = .error(TemplateError(code, message, in: file, at: range, notes: notes))
        case .warning(let code):
            self = .warning(TemplateWarning(code, message, in: file, at: range, notes: notes))
        }
    }
}

extension Diagnostic.Code {
    fileprivate enum Meaning {
        case error(TemplateError.Code)
        case warning(TemplateWarning.Code)
    }

    /// The code of errors, or of warnings.
    fileprivate var meaning: Meaning {
        switch self {
        case .malformedMarkup: .error(.malformedMarkup)
        case .unclosedElement: .error(.unclosedElement)
        case .mismatchedEndTag: .error(.mismatchedEndTag)
        case .unknownStatement: .error(.unknownStatement)
        case .unsupportedStatement: .error(.unsupportedStatement)
        case .duplicateStatement: .error(.duplicateStatement)
        case .conflictingStatements: .error(.conflictingStatements)
        case .invalidStatement: .error(.invalidStatement)
        case .misplacedStatement: .error(.misplacedStatement)
        case .invalidExpression: .error(.invalidExpression)
        case .privateName: .error(.privateName)
        case .nestingTooDeep: .error(.nestingTooDeep)
        case .tooManyAttributes: .error(.tooManyAttributes)
        case .structureDiffers: .warning(.structureDiffers)
        case .looseMarkup: .warning(.looseMarkup)
        case .foreignSyntax: .warning(.foreignSyntax)
        case .notRead: .warning(.notRead)
        case .noEffect: .warning(.noEffect)
        case .commentedOut: .warning(.commentedOut)
        }
    }
}

extension [TemplateDiagnostic] {
    /// In the order of the source; what stands at one place keeps its order.
    var inSourceOrder: [TemplateDiagnostic] {
        enumerated()
            .sorted { left, right in
                let start = left.element.location?.byteRange.lowerBound ?? 0
                let other = right.element.location?.byteRange.lowerBound ?? 0
                return (start, left.offset) < (other, right.offset)
            }
            .map(\.element)
    }

    /// The errors among them.
    var errors: [TemplateError] {
        compactMap { if case .error(let error) = $0 { error } else { nil } }
    }

    /// The first error.
    var firstError: TemplateError? {
        for case .error(let error) in self { return error }
        return nil
    }
}

extension TemplateError.Note {
    /// A remark that offers the nearest names, or none.
    package static func nearest(
        _ name: String,
        among candidates: some Sequence<String>
    ) -> [TemplateError.Note] {
        NearestNames.question(name, among: candidates).map { [.init($0)] } ?? []
    }

    /// A remark that says where a prefix of an application is declared: for a tool in a
    /// manifest, which the application itself does not read.
    static func declaring(
        _ prefix: String,
        as key: String,
        readsManifests: Bool
    ) -> TemplateError.Note {
        guard readsManifests else {
            return .init("one of the application's own is in 'TemplateConfiguration.\(key)'")
        }
        return .init(
            "one that the application has is declared in .talisman.yml: '\(key): [\(prefix)]'"
        )
    }

    /// A remark for the name of a variable that is something else in other languages, or
    /// none.
    static func habit(of variable: String) -> [TemplateError.Note] {
        let remedy = Habit.remedy(.variable, variable) ?? Habit.remedy(.filter, variable)
        return remedy.map { [.init($0)] } ?? []
    }
}
