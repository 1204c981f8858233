// SPDX-License-Identifier: Apache-2.0

extension JSONReader {
    private static let messageKeys = [
        "$message", "domain", "default", "mapping", "context", "count", "plural",
    ]

    /// The message that a mapping with the key `$message` stands for.
    func message(
        _ mapping: TemplateMapping,
        _ key: JSONContainer.SpecialKey
    ) throws(TemplateError) -> TemplateMessage {
        if let other = mapping.keys.first(where: { !Self.messageKeys.contains($0) }) {
            throw failure("'$message' stands beside the key \(Self.quoted(other))", at: key.range)
        }
        let fields = MessageFields(mapping: mapping) { name, kind in
            failure("'\(name)' of a message needs \(kind)", at: key.range)
        }
        guard let id = try fields.text("$message") else {
            throw failure("'$message' needs a text", at: key.range)
        }
        return TemplateMessage(
            id,
            domain: try fields.text("domain"),
            default: try fields.text("default"),
            mapping: try fields.mapping("mapping") ?? [:],
            context: try fields.text("context"),
            count: try fields.wholeNumber("count"),
            plural: try fields.text("plural")
        )
    }
}

/// The values of a message by their keys, each of one kind or `null`.
private struct MessageFields {
    let mapping: TemplateMapping
    let failure: (String, String) -> TemplateError

    func text(_ name: String) throws(TemplateError) -> String? {
        switch mapping[name] {
        case .string(let text): return text
        case .nothing, nil: return nil
        default: throw failure(name, "a text")
        }
    }

    func wholeNumber(_ name: String) throws(TemplateError) -> Int? {
        guard let value = mapping[name], !value.isNothing else { return nil }
        guard let number = value.wholeNumber else { throw failure(name, "a whole number") }
        return number
    }

    func mapping(_ name: String) throws(TemplateError) -> TemplateMapping? {
        switch mapping[name] {
        case .mapping(let mapping): return mapping
        case .nothing, nil: return nil
        default: throw failure(name, "a mapping")
        }
    }
}
