// SPDX-License-Identifier: Apache-2.0

/// A message whose content is text of the source alone.
struct StaticMessagePlan: Sendable {
    let message: TemplateMessage
    let content: [UInt8]
}

/// How content is translated that has been captured.
struct ContentMessagePlan: Sendable {
    /// The id; `nil` where the content is the id.
    let id: String?
    let scope: MessageScope

    /// The values that a statement gives to the message.
    let data: Register?

    /// Whether a browser reads no markup there.
    let isTextOnly: Bool
}

/// How a part of a message is captured.
struct MessagePartPlan: Sendable {
    let name: String
    let keepsSpace: Bool
}

/// How a message is made of a value, or of a text of the source.
struct MessagePlan: Sendable {
    /// The id; `nil` where the text is the id.
    var id: String?

    /// The text of the source where no value has another one, or for `default`.
    var text: String?

    let scope: MessageScope

    /// The registers of the values in the text, by name.
    var names: [(name: String, register: Register)] = []

    /// Whether nothing but the author and translators decide on the text, at a place that
    /// filters data.
    var isAuthors = false

    /// The value that the message is made of; `nil` where it is the text.
    var value: Register?

    /// The message of the text of the source.
    func message(_ text: String, _ values: TemplateMapping) -> TemplateMessage {
        TemplateMessage(
            id ?? text,
            domain: scope.domain,
            default: text,
            mapping: values,
            context: scope.context
        )
    }
}
