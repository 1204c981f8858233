// SPDX-License-Identifier: Apache-2.0

/// A message for the next page that shows it.
///
/// `Sendable`.
public struct FlashMessage: Sendable, Hashable {
    /// What tells the message from others.
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
/// that does not show messages leave it alone.
///
/// At most ``maximumCount`` messages wait: a newer one takes the place of the oldest. All of
/// them together fit into one value (``SessionLimits/valueBytes``): a text that takes more
/// than its share, some 3,000 bytes by default, is cut and ends with `…`. Both are counted
/// and logged as `flash.lost`, without the text. `Sendable`.
public struct SessionFlash: Sendable {
    /// The package in which messages are stored; for read-sets.
    public static let package = "web.flash"
    /// How many messages wait at most.
    public static let maximumCount = 20

    private static let key = "messages"
    /// One more says that there were too many.
    private static let storedCount = maximumCount + 1

    let session: Session

    /// Records a message for the next page that takes it.
    ///
    /// - Throws: ``SessionErrorCode/tooLarge`` for a category that is over the share of a
    ///   message; ``SessionErrorCode/finished`` after the commit or an abort.
    public func add(_ text: String, category: String = "info") throws(SessionError) {
        let id = String(UInt64.random(in: .min ... .max), radix: 36)
        let message = try fitting(StoredMessage(id: id, category: category, text: text))
        try package.append(message, to: Self.key, cap: Self.storedCount)
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
        stored.suffix(Self.maximumCount).map { message in
            FlashMessage(id: message.id, category: message.category, text: message.text)
        }
    }

    /// Removes messages at the commit, because this response shows them.
    ///
    /// Where another request takes messages or leaves one meanwhile, the commit fails with
    /// ``SessionErrorCode/conflict``, and the response is to be made again.
    ///
    /// - Throws: ``SessionErrorCode/notLoaded`` where this request has not loaded the
    ///   messages; ``SessionErrorCode/finished`` after the commit or an abort.
    public func consume(_ messages: [FlashMessage]) throws(SessionError) {
        guard !messages.isEmpty else { return }
        guard package.isLoaded(Self.key) else {
            throw SessionError(.notLoaded, "the messages were not loaded", package: Self.package)
        }
        let all = stored
        let shown = Set(messages.map(\.id))
        let left = all.suffix(Self.maximumCount).filter { !shown.contains($0.id) }
        if left.isEmpty {
            try package.remove(Self.key)
        } else {
            try package.set(left, for: Self.key)
        }
        if all.count > Self.maximumCount { lose(.dropped) }
    }

    /// The messages that wait, oldest first, which are removed at the commit.
    ///
    /// - Throws: what ``messages()`` and ``consume(_:)`` throw.
    public func take() async throws(SessionError) -> [FlashMessage] {
        let messages = try await messages()
        try consume(messages)
        return messages
    }

    private var package: SessionPackage { session[Self.package] }

    private func lose(_ reason: FlashLoss) {
        session.manager.events.record(.flashLost(reason), store: package.storeName)
    }

    // MARK: The stored form

    private struct StoredMessage: Codable {
        let id: String
        let category: String
        var text: String

        init(id: String, category: String, text: String) {
            self.id = id
            self.category = category
            self.text = text
        }

        init?(_ datum: SessionDatum) {
            guard case .dictionary(let members) = datum,
                case .string(let id)? = members["id"],
                case .string(let category)? = members["category"],
                case .string(let text)? = members["text"]
            else { return nil }
            self.init(id: id, category: category, text: text)
        }
    }

    private var stored: [StoredMessage] {
        guard case .array(let elements)? = package.loaded(Self.key) else { return [] }
        return elements.compactMap { StoredMessage($0) }
    }

    /// The message with as much of its text as its share of the value has room for.
    private func fitting(_ message: StoredMessage) throws(SessionError) -> StoredMessage {
        let limits = session.manager.containers.container(forPackage: Self.package).limits
        let share = limits.valueBytes / Self.storedCount - 1
        var fitting = message
        var text = message.text
        var size = try SessionValue(encoding: fitting).storedSize
        guard size > share else { return message }
        while size > share {
            guard !text.isEmpty else {
                let what = "the message has \(size) bytes without its text, of at most \(share)"
                throw SessionError(.tooLarge, what, package: Self.package)
            }
            text = String(text.prefix(min(text.count - 1, text.count * max(share, 0) / size)))
            fitting.text = text + "\u{2026}"
            size = try SessionValue(encoding: fitting).storedSize
        }
        lose(.cut)
        return fitting
    }
}

/// What becomes of messages over the limits.
enum FlashLoss: String {
    /// Newer messages took their place.
    case dropped
    /// The text lost its end.
    case cut
}

extension Session {
    /// The messages for the next page that shows them.
    public var flash: SessionFlash { SessionFlash(session: self) }
}
