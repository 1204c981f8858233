// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// A message whose content is text of the source alone.
struct StaticMessagePlan: Sendable {
    let message: TemplateMessage
    let content: [UInt8]
    let place: MessagePlace
}

/// How content is translated that has been captured.
struct ContentMessagePlan: Sendable {
    /// The id; `nil` where the content is the id.
    let id: String?
    let scope: MessageScope

    /// The values that a statement gives to the message.
    let data: Register?
    let place: MessagePlace

    /// The content, as far as it is the same in all renders.
    let fixed: FixedContent?

    /// Whether all parts were written in the same kind of markup as the message, so that a
    /// translation may move them.
    let partsStay: Bool

    /// The message of a content.
    func message(
        of content: [UInt8],
        _ data: TemplateMapping = [:],
        count: Int? = nil
    ) -> TemplateMessage {
        TemplateMessage(
            id ?? scope.id(ofContent: content),
            domain: scope.domain,
            default: String(decoding: content, as: UTF8.self),
            mapping: data,
            context: scope.context,
            count: count
        )
    }
}

/// How a part of a message is captured.
struct MessagePartPlan: Sendable {
    let name: String
    let keepsSpace: Bool
    let site: ElementSyntax.Site
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

    /// What a browser makes of the attribute, where values stand in its text.
    var meaning = AttributeMeaning.plain

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
