// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import WebSessions

extension SessionDatum {
    /// What a script assigns to a session, which is stored as data without types:
    /// markup is text.
    ///
    /// - Throws: `TemplateError` with `typeError` for what is no data, such as an
    ///   object of the application.
    init(_ value: TemplateValue) throws(TemplateError) {
        switch value {
        case .nothing: self = .nothing
        case .bool(let value): self = .bool(value)
        case .integer(let value): self = .integer(Int64(value))
        case .double(let value): self = .double(value)
        case .string(let text): self = .string(text)
        case .markup(let markup): self = .string(markup.text)
        case .list(let values):
            var data: [SessionDatum] = []
            for value in values { data.append(try SessionDatum(value)) }
            self = .array(data)
        case .mapping(let mapping):
            var data: [String: SessionDatum] = [:]
            for (key, value) in zip(mapping.keys, mapping.values) {
                let datum = try SessionDatum(value)
                guard data.updateValue(datum, forKey: key) == nil else {
                    throw TemplateError(
                        .typeError,
                        "a dictionary with two spellings of one key cannot be stored"
                    )
                }
            }
            self = .dictionary(data)
        case .object:
            throw TemplateError(
                .typeError,
                "only texts, numbers, truth values, None, lists and dictionaries with text keys "
                    + "can be stored"
            )
        }
    }
}
