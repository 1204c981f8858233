// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import TemplateTools

/// Why a story cannot be shown, with all that its author wants to know.
struct PreviewFailure: Error {
    /// What is wrong, in the order of the source.
    var errors: [any Error] = []

    /// The variables that the story was to be rendered with.
    var variables = TemplateMapping()

    /// Whether there are no data for the template.
    var isWithoutData = false

    /// The packages of the session, as JSON.
    var session = "{}"

    /// The name of the template around a macro that is shown by itself, which nobody has written.
    static let macroStory = "(macro).html"

    /// All errors of a template that does not compile, or the one.
    static func errors(of error: any Error) -> [any Error] {
        guard let error = error as? TemplateError else { return [error] }
        return [error] + error.further
    }

    /// The failure in words, as a terminal shows it.
    var text: String {
        errors.map { ($0 as? Diagnosis)?.message ?? "\($0)" }.joined(separator: "\n\n")
    }
}

extension PreviewFailure {
    /// What the overlay shows.
    ///
    /// - Parameters:
    ///   - query: What was to be shown.
    ///   - boundNames: The names that a template itself binds at a place.
    /// - Returns: The problems in the order of the errors.
    func problems(
        of query: PreviewQuery,
        _ boundNames: (TemplateLocation) -> [BoundNames.Name]
    ) -> [TemplateProblem] {
        errors.map { error in
            guard let error = error as? TemplateError else {
                return TemplateProblem(message: (error as? Diagnosis)?.message ?? "\(error)")
            }
            return problem(error, query, boundNames)
        }
    }

    private func problem(
        _ error: TemplateError,
        _ query: PreviewQuery,
        _ boundNames: (TemplateLocation) -> [BoundNames.Name]
    ) -> TemplateProblem {
        var problem = TemplateProblem(
            error,
            variables: zip(variables.keys, variables.values).map { name, value in
                TemplateProblem.Variable(name, showing: value)
            },
            boundNames: error.location.map(boundNames) ?? []
        )
        problem.notes.removeAll { $0.place?.file == Self.macroStory }
        problem.calls.removeAll { $0.place?.file == Self.macroStory }
        if isWithoutData, Self.codesOfData.contains(error.code),
            let stem = PreviewSamples.stem(of: query.template)
        {
            let text = "there is no sample data: write '\(stem).json' beside the template"
            problem.notes.append(TemplateProblem.Note(text))
        }
        return problem
    }

    /// What data would mend.
    private static let codesOfData: Set<TemplateError.Code> = [.unknownVariable, .missingMember]
}
