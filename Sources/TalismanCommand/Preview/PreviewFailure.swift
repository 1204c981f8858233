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

/// An error as the overlay shows it.
struct PreviewProblem: Codable, Sendable {
    var code: String?
    let message: String
    var place: Place?

    /// The line of the template, and a caret below it.
    var excerpt: [String] = []

    /// What to do, in the words of the error.
    var notes: [Note] = []

    /// The calls that led there, the innermost first.
    var calls: [Note] = []

    /// What could be named there.
    var variables: [Variable] = []

    /// What the code means, and what to do in general.
    var meaning: String?
    var remedy: String?

    /// A place in a template.
    struct Place: Codable, Sendable, Hashable {
        let file: String
        let line: Int
        let column: Int

        init(_ location: TemplateLocation) {
            (file, line, column) = (location.name, location.line, location.column)
        }
    }

    struct Note: Codable, Sendable {
        let text: String
        let place: Place?
    }

    struct Variable: Codable, Sendable {
        let name: String

        /// What it is, in short.
        let value: String
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
    ) -> [PreviewProblem] {
        errors.map { error in
            guard let error = error as? TemplateError else {
                return PreviewProblem(message: (error as? Diagnosis)?.message ?? "\(error)")
            }
            return problem(error, query, boundNames)
        }
    }

    private func problem(
        _ error: TemplateError,
        _ query: PreviewQuery,
        _ boundNames: (TemplateLocation) -> [BoundNames.Name]
    ) -> PreviewProblem {
        var problem = PreviewProblem(code: error.code.rawValue, message: error.message)
        problem.place = error.location.map(PreviewProblem.Place.init)
        problem.excerpt = error.excerpt?.lines ?? []
        for note in error.notes where note.location?.name != Self.macroStory {
            let isCall = note.location != nil && note.message.hasPrefix("in ")
            let shown = PreviewProblem.Note(
                text: note.message,
                place: note.location.map(PreviewProblem.Place.init)
            )
            if isCall { problem.calls.append(shown) } else { problem.notes.append(shown) }
        }
        if let cause = error.cause {
            problem.notes.append(PreviewProblem.Note(text: "the cause: \(cause)", place: nil))
        }
        if isWithoutData, Self.codesOfData.contains(error.code),
            let stem = PreviewSamples.stem(of: query.template)
        {
            let text = "there is no sample data: write '\(stem).json' beside the template"
            problem.notes.append(PreviewProblem.Note(text: text, place: nil))
        }
        problem.variables = variables(beside: error.location.map(boundNames) ?? [])
        if let explanation = Explanation.named(error.code.rawValue).first {
            problem.meaning = explanation.meaning
            problem.remedy = explanation.remedy
        }
        return problem
    }

    /// What data would mend.
    private static let codesOfData: Set<TemplateError.Code> = [.unknownVariable, .missingMember]

    private func variables(beside names: [BoundNames.Name]) -> [PreviewProblem.Variable] {
        var result = zip(variables.keys, variables.values).map { name, value in
            PreviewProblem.Variable(name: name, value: Self.shown(value))
        }
        if !result.contains(where: { $0.name == "request" }) {
            result.append(PreviewProblem.Variable(name: "request", value: "object"))
        }
        for name in names {
            result.removeAll { $0.name == name.text }
            let origin = name.origin == .loop ? "an item of a loop" : "defined in the template"
            result.append(PreviewProblem.Variable(name: name.text, value: origin))
        }
        return result
    }

    /// A value in a few words.
    static func shown(_ value: TemplateValue) -> String {
        switch value {
        case .nothing: return "nothing"
        case .list(let items): return "list of \(items.count)"
        case .mapping(let mapping):
            let keys = mapping.keys.prefix(8).joined(separator: ", ")
            return "{\(keys)\(mapping.count > 8 ? ", …" : "")}"
        case .object: return "object"
        case .bool, .integer, .double, .string, .markup:
            let text = String(decoding: JSONText(value).bytes.prefix(400), as: UTF8.self)
                .split(whereSeparator: \.isNewline).joined(separator: " ")
            return text.count > 80 ? text.prefix(79) + "…" : text
        }
    }
}
