/// A message for the next page that shows it.
///
/// `Sendable`.
public struct FlashMessage: Sendable, Hashable {
    /// The key under which the message is stored.
    public let id: String
    /// What kind of message it is, such as `info`.
    public let category: String
    /// The text.
    public let text: String

    /// Makes a message; tests and tools do.
    public init(id: String, category: String, text: String) {
        self.id = id
        self.category = category
        self.text = text
    }
}

/// Messages that survive a redirect and are delivered once.
///
/// A message stays until a response has taken it: a redirect, a failed page and a page
/// that does not show messages leave it alone. `Sendable`.
public struct SessionFlash: Sendable {
    /// The package in which messages are stored; for read-sets.
    public static let package = "web.flash"

    let session: Session

    /// Records a message for the next page that takes it.
    ///
    /// - Throws: ``SessionErrorCode/tooLarge`` for a text over the budget of a value;
    ///   ``SessionErrorCode/finished`` after the commit or an abort.
    public func add(_ text: String, category: String = "info") throws(SessionError) {
        let stored = StoredMessage(category: category, text: text)
        try package.set(stored, for: nextID)
    }

    /// The messages that wait, oldest first.
    ///
    /// They stay.
    ///
    /// - Throws: what ``Session/load(_:)-(SessionReads)`` throws.
    public func messages() async throws(SessionError) -> [FlashMessage] {
        try await session.load(.packages([Self.package]))
        return loadedMessages
    }

    /// The messages that wait, as far as they are loaded.
    ///
    /// They stay.
    public var loadedMessages: [FlashMessage] {
        package.loadedKeys.compactMap { key in
            guard case .dictionary(let datum)? = package.loaded(key),
                case .string(let category)? = datum["category"],
                case .string(let text)? = datum["text"]
            else { return nil }
            return FlashMessage(id: key, category: category, text: text)
        }
    }

    /// Removes messages at the commit, because this response shows them.
    ///
    /// Of two concurrent responses with one message one fails with
    /// ``SessionErrorCode/conflict`` and is to be made again.
    ///
    /// - Throws: ``SessionErrorCode/invalidName`` for a message whose id cannot be a
    ///   key; ``SessionErrorCode/finished`` after the commit or an abort.
    public func consume(_ messages: [FlashMessage]) throws(SessionError) {
        for message in messages {
            try package.remove(message.id)
        }
    }

    /// The messages that wait, oldest first, which are removed at the commit.
    ///
    /// - Throws: what ``messages()`` and ``consume(_:)`` throw.
    public func take() async throws(SessionError) -> [FlashMessage] {
        let messages = try await messages()
        try consume(messages)
        return messages
    }

    private struct StoredMessage: Codable {
        let category: String
        let text: String
    }

    private var package: SessionPackage { session[Self.package] }

    /// Sorts by time, then by order in the request; two requests never choose the same.
    private var nextID: String {
        let time = String(session.manager.clock.now.millisecondsSince1970)
        let index = String(package.loadedKeys.count)
        let random = String(UInt64.random(in: .min ... .max), radix: 36)
        let parts = [(time, 15), (index, 4), (random, 13)].map { text, width in
            String(repeating: "0", count: Swift.max(0, width - text.count)) + text
        }
        return parts.joined(separator: "-")
    }
}

extension Session {
    /// The messages for the next page that shows them.
    public var flash: SessionFlash { SessionFlash(session: self) }
}
