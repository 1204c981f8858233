extension Session {
    /// The value of a typed key; nil where there is none.
    ///
    /// Loads it where needed.
    public func value<Value>(_ key: SessionKey<Value>) async throws(SessionError) -> Value? {
        try await self[key.package].value(key.key, as: Value.self)
    }

    /// Records a value; see ``SessionPackage/set(_:for:)``.
    public func set<Value>(_ value: Value, for key: SessionKey<Value>) throws(SessionError) {
        try self[key.package].set(value, for: key.key)
    }

    /// Records a removal; see ``SessionPackage/remove(_:)``.
    public func remove<Value>(_ key: SessionKey<Value>) throws(SessionError) {
        try self[key.package].remove(key.key)
    }

    /// Records an addition; see ``SessionPackage/increment(_:by:)``.
    public func increment<Value: BinaryInteger>(
        _ key: SessionKey<Value>,
        by amount: Int64 = 1
    ) throws(SessionError) {
        try self[key.package].increment(key.key, by: amount)
    }
}
