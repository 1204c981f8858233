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
        if let code = diagnostic.code.errorCode {
            self = .error(
                TemplateError(
                    code,
                    diagnostic.message,
                    in: file,
                    at: diagnostic.range,
                    notes: notes
                )
            )
        } else {
            self = .warning(
                TemplateWarning(
                    .structureDiffers,
                    diagnostic.message,
                    in: file,
                    at: diagnostic.range,
                    notes: notes
                )
            )
        }
    }
}

extension Diagnostic.Code {
    /// The code of errors; `nil` for a remark.
    fileprivate var errorCode: TemplateError.Code? {
        switch self {
        case .malformedMarkup: .malformedMarkup
        case .unclosedElement: .unclosedElement
        case .mismatchedEndTag: .mismatchedEndTag
        case .unknownStatement: .unknownStatement
        case .unsupportedStatement: .unsupportedStatement
        case .duplicateStatement: .duplicateStatement
        case .conflictingStatements: .conflictingStatements
        case .invalidStatement: .invalidStatement
        case .misplacedStatement: .misplacedStatement
        case .invalidExpression: .invalidExpression
        case .privateName: .privateName
        case .nestingTooDeep: .nestingTooDeep
        case .tooManyAttributes: .tooManyAttributes
        case .structureDiffers: nil
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

    /// The first error.
    var firstError: TemplateError? {
        for case .error(let error) in self { return error }
        return nil
    }
}

extension TemplateError.Note {
    /// A remark that offers the nearest names, or none.
    static func nearest(
        _ name: String,
        among candidates: some Sequence<String>
    ) -> [TemplateError.Note] {
        NearestNames.question(name, among: candidates).map { [.init($0)] } ?? []
    }
}
