// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

// Names of the language that data has too.
extension TemplateProgram {
    /// The error for a name of the language that the template uses and that is a variable of
    /// the data as well: neither may hide the other without a word.
    func takenName(_ isVariable: (String) -> Bool) -> TemplateError? {
        for name in facts.settledNames where isVariable(name.text) {
            return TemplateError(
                .reservedName,
                "'\(name.text)' is a name of the language, and the data has a variable of that name",
                in: source.file,
                at: name.range,
                notes: [
                    .init(
                        "give the variable another name; 'options/\(name.text)' is that of the data"
                    )
                ]
            )
        }
        return nil
    }

    /// A remark for a variable that nobody knows and that has the name of a path namespace.
    func namespaceNote(on name: String) -> [TemplateError.Note] {
        guard let namespace = configuration.namespaces[name] as? any NamespaceOfVariable else {
            return []
        }
        return [.init("a step of \(namespace.variable): \(namespace.variable)/\(name):NAME")]
    }

    /// A remark for a variable that a loop of its element would bind, later.
    func lateNote(on name: String, at range: Range<Int>) -> [TemplateError.Note] {
        let late = facts.lateNames.first { late in
            late.names.contains(name) && late.tag.contains(range.lowerBound)
                && !late.clause.contains(range.lowerBound)
        }
        guard let late else { return [] }
        let message = "'tal:repeat' binds '\(name)' after 'tal:define' and 'tal:condition'"
        return [.init("\(message) of its element", at: source.file.location(of: late.loop))]
    }
}
