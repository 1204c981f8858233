/// How content is translated that has been captured.
struct ContentMessagePlan: Sendable {
    /// The id; `nil` where the content is the id.
    let id: String?
    let scope: MessageScope
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
    var names: [(name: String, register: Int32)] = []
}
