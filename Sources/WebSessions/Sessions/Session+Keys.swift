extension Session {
    /// The value of a typed key; nil where there is none.
    ///
    /// Loads it where needed.
    ///
    /// - Throws: what ``SessionPackage/value(_:as:)`` throws.
    public func value<Value>(_ key: SessionKey<Value>) async throws(SessionError) -> Value? {
        try await self[key.package].value(key.key, as: Value.self)
    }

    /// Loads typed keys of one type, so that they can be used as subscripts.
    ///
    /// One round trip for each container.
    ///
    /// - Throws: ``SessionErrorCode/invalidName`` for a key that cannot be one; what
    ///   ``load(_:)-(SessionReads)`` throws.
    public func load<Value>(_ keys: SessionKey<Value>...) async throws(SessionError) {
        var fields: Set<SessionField> = []
        for key in keys {
            fields.insert(try self[key.package].field(key.key))
        }
        try await load(.fields(fields))
    }

    /// Records a value by the merge rule of its key; see ``SessionMergeRule``.
    ///
    /// - Throws: what ``SessionPackage/set(_:for:)`` throws, and
    ///   ``SessionErrorCode/notLoaded`` under ``SessionMergeRule/compareAndSet``.
    public func set<Value>(_ value: Value, for key: SessionKey<Value>) throws(SessionError) {
        try self[key.package].set(value, for: key.key, strategy: key.merge.strategy)
    }

    /// Records a removal; see ``SessionMergeRule``.
    ///
    /// - Throws: what ``SessionPackage/remove(_:)`` throws, and
    ///   ``SessionErrorCode/notLoaded`` under ``SessionMergeRule/compareAndSet``.
    public func remove<Value>(_ key: SessionKey<Value>) throws(SessionError) {
        try self[key.package].remove(key.key, strategy: key.merge.strategy)
    }

    /// Reads a key, changes its value, and records the result by the merge rule of the key.
    ///
    /// - Throws: what ``value(_:)`` and ``set(_:for:)`` throw.
    public func modify<Value>(
        _ key: SessionKey<Value>,
        default initial: Value,
        _ body: (inout Value) -> Void
    ) async throws(SessionError) {
        var value = try await value(key) ?? initial
        body(&value)
        try set(value, for: key)
    }

    /// Records an addition; see ``SessionPackage/increment(_:by:)``.
    ///
    /// - Throws: what ``SessionPackage/increment(_:by:)`` throws.
    public func increment<Value: BinaryInteger>(
        _ key: SessionKey<Value>,
        by amount: Int64 = 1
    ) throws(SessionError) {
        try self[key.package].increment(key.key, by: amount)
    }

    // MARK: Subscripts

    /// The value of a key that is loaded; nil where there is none.
    ///
    /// A write is recorded by the merge rule of the key: `session[key] = value` after a
    /// read is a compare-and-set unless the rule says otherwise; nil removes the key. A
    /// subscript cannot throw: what it cannot do, such as reading a key that was not
    /// loaded or storing a value that is too large, fails the commit with that error.
    public subscript<Value>(key: SessionKey<Value>) -> Value? {
        get { self[key.package].loadedValue(key.key) }
        set { self[key.package].write(newValue, for: key.key, strategy: key.merge.strategy) }
    }

    /// The value of a key that is loaded, `initial` where there is none.
    ///
    /// See ``subscript(_:)-(SessionKey<Value>)``.
    public subscript<Value>(
        key: SessionKey<Value>,
        default initial: @autoclosure () -> Value
    ) -> Value {
        get { self[key] ?? initial() }
        set { self[key] = newValue }
    }
}
