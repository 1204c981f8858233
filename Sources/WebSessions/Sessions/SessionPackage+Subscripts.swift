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
    /// try await session.load(.packages(["shop.cart"]))
    /// cart["tea", default: 0] += 1
    /// ```
    public subscript<Value: Codable & Sendable>(key: String) -> Value? {
        get { loadedValue(key) }
        nonmutating set { write(newValue, for: key, strategy: .automatic) }
    }

    /// The value of a key that is loaded, `initial` where there is none.
    ///
    /// See ``subscript(_:)``.
    public subscript<Value: Codable & Sendable>(
        key: String,
        default initial: @autoclosure () -> Value
    ) -> Value {
        get { loadedValue(key) ?? initial() }
        nonmutating set { write(newValue, for: key, strategy: .automatic) }
    }

    func loadedValue<Value: Codable & Sendable>(_ key: String) -> Value? {
        noting { () throws(SessionError) in
            let field = try field(key)
            guard isLoaded(key) else {
                let message = "the key was read by a subscript before it was loaded"
                throw SessionError(.notLoaded, message, field: field).naming(store: storeName)
            }
            return try decoded(as: Value.self, field)
        }
    }

    func write<Value: Codable & Sendable>(
        _ value: Value?,
        for key: String,
        strategy: SessionMergeStrategy
    ) {
        noting { () throws(SessionError) in
            if let value {
                try set(value, for: key, strategy: strategy)
            } else {
                try remove(key, strategy: strategy)
            }
            return ()
        }
    }

    /// Keeps the first failure for the commit.
    @discardableResult
    private func noting<Result>(_ body: () throws(SessionError) -> Result?) -> Result? {
        do throws(SessionError) {
            return try body()
        } catch {
            session.state.withLock { $0.failure = $0.failure ?? error }
            return nil
        }
    }
}
