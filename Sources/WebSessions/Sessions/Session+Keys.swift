// SPDX-License-Identifier: Apache-2.0

extension Session {
    /// The value of a typed key; nil where there is none.
    ///
    /// Loads it where needed.
    ///
    /// - Parameters:
    ///   - key: the key.
    ///   - ifUnreadable: what becomes of a stored value that cannot be read; by default,
    ///     what the key says, which is ``UnreadableValue/absent`` unless it says otherwise.
    /// - Returns: the value.
    /// - Throws: what ``SessionPackage/value(_:as:ifUnreadable:)`` throws.
    public func value<Value>(
        _ key: SessionKey<Value>,
        ifUnreadable: UnreadableValue? = nil
    ) async throws(SessionError) -> Value? {
        try await self[key.package].value(key, ifUnreadable ?? key.ifUnreadable)
    }

    /// Loads typed keys of one type, so that they can be used as subscripts.
    ///
    /// As many round trips as ``load(_:)-(SessionReads)`` says.
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
        try self[key.package].assign(value, for: key)
    }

    /// Records a removal; see ``SessionMergeRule``.
    ///
    /// - Throws: what ``SessionPackage/remove(_:)`` throws, and
    ///   ``SessionErrorCode/notLoaded`` under ``SessionMergeRule/compareAndSet``.
    public func remove<Value>(_ key: SessionKey<Value>) throws(SessionError) {
        try self[key.package].assign(nil, for: key)
    }

    /// Reads a key, changes its value, and records the result by the merge rule of the key.
    ///
    /// - Parameters:
    ///   - key: the key.
    ///   - initial: the value that is changed where there is none.
    ///   - ifUnreadable: ``UnreadableValue/replace`` to change `initial` also where the
    ///     stored value cannot be read, and the others to throw then; by default, what the
    ///     key says.
    ///   - body: changes the value.
    /// - Throws: what ``value(_:ifUnreadable:)`` and ``set(_:for:)`` throw.
    public func modify<Value>(
        _ key: SessionKey<Value>,
        default initial: Value,
        ifUnreadable: UnreadableValue? = nil,
        _ body: (inout Value) -> Void
    ) async throws(SessionError) {
        var value = try await value(key, ifUnreadable: ifUnreadable) ?? initial
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
        try self[key.package].increment(key, by: amount)
    }

    // MARK: Subscripts

    /// The value of a key that is loaded; nil where there is none.
    ///
    /// A write is recorded by the merge rule of the key: `session[key] = value` after a
    /// read is a compare-and-set unless the rule says otherwise; nil removes the key. A
    /// subscript cannot throw: what it cannot do, such as reading a key that was not
    /// loaded or storing a value that is too large, fails the commit with that error.
    public subscript<Value>(key: SessionKey<Value>) -> Value? {
        get { self[key.package].loadedValue(key) }
        set {
            let package = self[key.package]
            package.noting { () throws(SessionError) in try package.assign(newValue, for: key) }
        }
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
