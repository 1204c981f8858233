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
    /// it too. A transaction runs a handler that reads what is not loaded once more, with its
    /// package loaded, where it may run it again.
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
            let isLoaded = state[container: container].isLoaded(field)
            if !isLoaded, state.unreadable == nil { state.missed.insert(field) }
            return (isLoaded, state.unreadable)
        }
        guard !isLoaded else { return }
        if let unreadable { throw unreadable }
        let message = "the key was read by a subscript before it was loaded: \(Self.loadAdvice)"
        throw SessionError(.notLoaded, message, field: field).naming(store: storeName)
    }

    static let loadAdvice =
        "declare its package in `loading:` where the middleware is made, or load it first"

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

extension Session {
    /// The fields that subscripts have read before they were loaded.
    var missedReads: Set<SessionField> { state.withLock(\.missed) }

    /// The error of such a read.
    var missedRead: SessionError? {
        state.withLock { $0.missed.isEmpty ? nil : $0.failure }
    }
}
