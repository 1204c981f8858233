// SPDX-License-Identifier: Apache-2.0

package import PageTemplates

/// An error as the overlay shows it.
package struct TemplateProblem: Codable, Sendable {
    package var code: String?
    package let message: String
    package var place: TemplatePlace?

    /// The line of the template, and a caret below it.
    package var excerpt: [String] = []

    /// What to do, in the words of the error.
    package var notes: [Note] = []

    /// The calls that led there, the innermost first.
    package var calls: [Note] = []

    /// What could be named there.
    package var variables: [Variable] = []

    /// What the code means, and what to do in general.
    package var meaning: String?
    package var remedy: String?

    /// A remark on the error, and the place that it is about.
    package struct Note: Codable, Sendable {
        package let text: String
        package let place: TemplatePlace?

        package init(_ text: String, at place: TemplatePlace? = nil) {
            (self.text, self.place) = (text, place)
        }
    }

    /// The problem of an error that has nothing but a message.
    package init(message: String) {
        self.message = message
    }

    /// The problem of an error of a template.
    ///
    /// - Parameters:
    ///   - error: The error.
    ///   - variables: The variables that the template was rendered with.
    ///   - names: What the template itself binds at the place of the error.
    package init(
        _ error: TemplateError,
        variables: [Variable],
        boundNames names: [BoundNames.Name]
    ) {
        code = error.code.rawValue
        message = error.message
        place = error.location.map(TemplatePlace.init)
        excerpt = error.excerpt?.lines ?? []
        for note in error.notes {
            let isCall = note.location != nil && note.message.hasPrefix("in ")
            let shown = Note(note.message, at: note.location.map(TemplatePlace.init))
            if isCall { calls.append(shown) } else { notes.append(shown) }
        }
        if let cause = error.cause { notes.append(Note("the cause: \(cause)")) }
        self.variables = Self.variables(variables, beside: names)
        if let explanation = Explanation.named(error.code.rawValue).first {
            meaning = explanation.meaning
            remedy = explanation.remedy
        }
    }

    private static func variables(
        _ given: [Variable],
        beside names: [BoundNames.Name]
    ) -> [Variable] {
        var result = given
        if !result.contains(where: { $0.name == "request" }) {
            result.append(Variable("request", "object"))
        }
        for name in names {
            result.removeAll { $0.name == name.text }
            let origin = name.origin == .loop ? "an item of a loop" : "defined in the template"
            result.append(Variable(name.text, origin))
        }
        return result
    }
}

extension TemplateProblem {
    /// A variable, and what it is in short.
    package struct Variable: Codable, Sendable {
        package let name: String
        package let value: String

        init(_ name: String, _ value: String) {
            (self.name, self.value) = (name, value)
        }

        /// A variable whose value may be seen, in a few words.
        package init(_ name: String, showing value: TemplateValue) {
            self.init(name, Self.shown(value))
        }

        /// A variable of which only the kind of its value may be seen.
        package init(_ name: String, kindOf value: TemplateValue) {
            self.init(name, Self.kind(of: value))
        }

        private static func shown(_ value: TemplateValue) -> String {
            switch value {
            case .nothing, .list, .object: return kind(of: value)
            case .mapping(let mapping):
                let keys = mapping.keys.prefix(8).joined(separator: ", ")
                return "{\(keys)\(mapping.count > 8 ? ", …" : "")}"
            case .bool, .integer, .double, .string, .markup:
                let text = String(decoding: JSONText(value).bytes.prefix(400), as: UTF8.self)
                    .split(whereSeparator: \.isNewline).joined(separator: " ")
                return text.count > 80 ? text.prefix(79) + "…" : text
            }
        }

        private static func kind(of value: TemplateValue) -> String {
            switch value {
            case .nothing: "nothing"
            case .bool: "truth value"
            case .integer, .double: "number"
            case .string: "text"
            case .markup: "markup"
            case .list(let items): "list of \(items.count)"
            case .mapping(let mapping): "mapping of \(mapping.count)"
            case .object: "object"
            }
        }
    }
}
