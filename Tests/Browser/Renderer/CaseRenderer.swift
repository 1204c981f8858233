// SPDX-License-Identifier: Apache-2.0

import PageTemplates

/// Renders the cases of the proof, each template compiled once.
struct CaseRenderer {
    /// What is given up on purpose, to see that the proof notices.
    let weakening: Weakening?

    private var compiled: [Key: Result<Template, TemplateError>] = [:]

    private struct Key: Hashable {
        let template: String
        let dialect: String
        let translations: String
    }

    init(weakening: Weakening?) {
        self.weakening = weakening
    }

    /// The answer to a line: `{"id", "output"}`, or `{"id", "error"}` with the phase and the code.
    mutating func answer(to line: String) -> String {
        var answer = AnswerLine()
        do throws(TemplateError) {
            let question = try TemplateValue(json: line, name: "case").mapping()
            answer.add("id", question["id"].text)
            render(question, into: &answer)
        } catch {
            answer.add(error, phase: "question")
        }
        return answer.finished
    }

    private mutating func render(_ question: TemplateMapping, into answer: inout AnswerLine) {
        let template: Template
        switch compile(question) {
        case .success(let value): template = value
        case .failure(let error): return answer.add(error, phase: "compile")
        }
        do throws(TemplateError) {
            var context = TemplateContext(try (question["data"] ?? .mapping([:])).mapping())
            context.languages = ["xx"]
            answer.add("output", try template.render(context))
        } catch {
            answer.add(error, phase: "render")
        }
    }

    private mutating func compile(
        _ question: TemplateMapping
    ) -> Result<Template, TemplateError> {
        let texts = FixedTranslations(question["translations"])
        let key = Key(
            template: question["template"].text,
            dialect: question["dialect"].text,
            translations: texts.description
        )
        if let known = compiled[key] { return known }
        // Cases of one place follow each other.
        if compiled.count > 256 { compiled.removeAll() }
        var configuration = TemplateConfiguration()
        configuration.dialect = TemplateDialect(rawValue: key.dialect) ?? .zope
        configuration.translator = texts
        weakening?.apply(to: &configuration)
        let result = Result { () throws(TemplateError) in
            try Template(named: "case.html", key.template, configuration: configuration)
        }
        compiled[key] = result
        return result
    }
}

/// Translations that are the same for all languages.
private struct FixedTranslations: TemplateTranslator, CustomStringConvertible {
    private let texts: [String: String]
    let description: String

    init(_ value: TemplateValue?) {
        guard case .mapping(let mapping) = value else {
            (texts, description) = ([:], "")
            return
        }
        let pairs = zip(mapping.keys, mapping.values).map { ($0, Optional($1).text) }
        texts = Dictionary(pairs) { _, last in last }
        description = pairs.map { "\($0)\0\($1)" }.joined(separator: "\0")
    }

    func translation(of message: TemplateMessage, into languages: [String]) -> String? {
        texts[message.id]
    }
}

extension TemplateValue {
    fileprivate func mapping() throws(TemplateError) -> TemplateMapping {
        guard case .mapping(let mapping) = self else {
            throw TemplateError(.invalidData, "this is no object")
        }
        return mapping
    }
}

extension TemplateValue? {
    /// The text of a string, and nothing else.
    fileprivate var text: String {
        if case .string(let text) = self { text } else { "" }
    }
}
