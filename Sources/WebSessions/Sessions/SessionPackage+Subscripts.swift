// SPDX-License-Identifier: Apache-2.0

import Logging
import Synchronization

extension SessionPackage {
    /// The value of a key that is loaded; nil where there is none.
    ///
    /// `package[key] = value` after a read is a compare-and-set like ``set(_:for:)``, and nil
    /// removes the key. A subscript cannot throw: what it cannot do, such as reading a key
    /// that was not loaded or a value of another type, fails the commit with that error.
    ///
    /// ```swift
    /// let cart = session["shop.cart"]
    /// try await session.load(["shop.cart"])
    /// cart["tea", default: 0] += 1
    /// ```
    ///
    /// Or every session is loaded so before its handler runs:
    /// `SessionTransaction(manager, loading: ["shop.cart"])`, as the middleware of a server takes
    /// it too.
    public subscript<Value: Codable & Sendable>(key: String) -> Value? {
        get { loadedValue(key) }
        nonmutating set { write(newValue, for: key) }
    }

    /// The value of a key that is loaded, `initial` where there is none.
    ///
    /// See ``subscript(_:)``.
    public subscript<Value: Codable & Sendable>(
        key: String,
        default initial: @autoclosure () -> Value
    ) -> Value {
        get { loadedValue(key) ?? initial() }
        nonmutating set { write(newValue, for: key) }
    }

    private func loadedValue<Value: Codable & Sendable>(_ key: String) -> Value? {
        noting { () throws(SessionError) in
            let field = try field(key)
            try requireLoaded(field)
            return try read(field, .fails) { stored throws(SessionError) in
                try stored.decode(as: Value.self)
            }
        }
    }

    private func write<Value: Codable & Sendable>(_ value: Value?, for key: String) {
        noting { () throws(SessionError) in try set(value, for: key) }
    }

    /// - Throws: ``SessionErrorCode/notLoaded`` for a field that nobody has loaded.
    func requireLoaded(_ field: SessionField) throws(SessionError) {
        let container = containerName
        let (isLoaded, unreadable) = session.state.withLock { state in
            let values = state[container: container]
            if state.locator == nil, !state.asked.contains(field), !values.isWritten(field) {
                state.unforeseen = state.unforeseen ?? field
            }
            return (values.isLoaded(field), state.unreadable)
        }
        guard !isLoaded else { return }
        if let unreadable { throw unreadable }
        let message = "the key was read by a subscript before it was loaded: \(Self.loadAdvice)"
        throw SessionError(.notLoaded, message, field: field).naming(store: storeName)
    }

    fileprivate static let loadAdvice =
        "declare its package in `loading:` where the sessions are made, or load it first"

    /// Keeps the first failure for the commit.
    @discardableResult
    func noting<Result>(_ body: () throws(SessionError) -> Result?) -> Result? {
        do throws(SessionError) {
            return try body()
        } catch {
            session.state.withLock { $0.failure = $0.failure ?? error }
            return nil
        }
    }
}

extension SessionManager {
    /// Warns of a subscript that works because nothing is stored yet: the session that was just
    /// made will fail by it.
    func warnOfUnforeseen(_ field: SessionField) {
        let advice = SessionPackage.loadAdvice
        let message = "the next request of a new visitor will fail with not-loaded: \(advice)"
        let error = SessionError(.notLoaded, message, field: field)
        events.logger.warning("session key not loaded", metadata: error.logMetadata)
    }
}
