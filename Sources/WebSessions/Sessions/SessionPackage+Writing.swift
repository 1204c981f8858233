// SPDX-License-Identifier: Apache-2.0

import Synchronization

extension SessionPackage {
    /// Records a value.
    ///
    /// Nothing is stored before ``Session/commit()``.
    ///
    /// Where this request has read the key, the commit is a compare-and-set: it fails
    /// with ``SessionErrorCode/conflict`` when another request changed the key in between.
    /// Otherwise the last writer wins. An equal value is no modification, and an optional
    /// without a value removes the key.
    ///
    /// - Throws: ``SessionErrorCode/unencodable`` for what has no stored form,
    ///   ``SessionErrorCode/tooLarge`` over the budget of a value,
    ///   ``SessionErrorCode/undecodable`` where this request took the stored value for
    ///   ``UnreadableValue/absent``, and what ``remove(_:)`` throws.
    public func set(
        _ value: some Encodable & Sendable,
        for key: String
    ) throws(SessionError) {
        let field = try field(key)
        try assign(try encoded(value, field), to: field, .automatic)
    }

    /// Records the removal of a key; a compare-and-set like ``set(_:for:)`` where the
    /// key was read.
    ///
    /// Removing an absent key is no modification.
    ///
    /// - Throws: ``SessionErrorCode/invalidName`` for a package id or key that cannot
    ///   be one; ``SessionErrorCode/finished`` after the commit or an abort;
    ///   ``SessionErrorCode/kindMismatch`` and ``SessionErrorCode/overflow`` as
    ///   ``value(_:as:ifUnreadable:)`` throws them.
    public func remove(_ key: String) throws(SessionError) {
        try assign(nil, to: try field(key), .automatic)
    }

    /// Records several values; see ``set(_:for:)``.
    ///
    /// - Throws: what ``set(_:for:)`` throws. Some of the other values are recorded
    ///   then.
    public func update(_ values: [String: SessionDatum]) throws(SessionError) {
        for (key, value) in values {
            try set(value, for: key)
        }
    }

    /// Records the removal of all keys, whatever they are at the commit.
    ///
    /// A key that this request had read before, and sets again afterwards, must still be as it
    /// was read, as for ``set(_:for:)``.
    ///
    /// - Throws: ``SessionErrorCode/invalidName`` for a package id that cannot be
    ///   one; ``SessionErrorCode/finished`` after the commit or an abort.
    public func clear() throws(SessionError) {
        try record { (container) throws(SessionError) in
            try SessionField.validatePackage(name)
            container.clear(name)
            container.unreadable = container.unreadable.filter { !$0.key.isIn(name) }
        }
    }

    // MARK: Operations that merge
    //
    // A value of another kind is never replaced: remove the key first.

    /// Records an addition to a whole number, absent counting as 0.
    ///
    /// Concurrent additions all count.
    ///
    /// - Throws: ``SessionErrorCode/kindMismatch`` and ``SessionErrorCode/overflow``,
    ///   here where the key is loaded, at the commit where it is not; what
    ///   ``remove(_:)`` throws.
    public func increment(_ key: String, by amount: Int64 = 1) throws(SessionError) {
        try merge(.add(try field(key), amount))
    }

    /// Records that a whole number is at least `value`.
    ///
    /// - Throws: ``SessionErrorCode/kindMismatch`` where the value is no whole
    ///   number, here where the key is loaded, at the commit where it is not; what
    ///   ``remove(_:)`` throws.
    public func max(_ key: String, _ value: Int64) throws(SessionError) {
        try merge(.max(try field(key), value))
    }

    /// Records that a list has `element`, putting it at the end where it has not.
    ///
    /// Concurrent insertions all count.
    ///
    /// - Throws: ``SessionErrorCode/kindMismatch`` where the value is no list, here
    ///   where the key is loaded, at the commit where it is not; what ``set(_:for:)``
    ///   throws.
    public func insert(
        _ element: some Encodable & Sendable,
        into key: String
    ) throws(SessionError) {
        let field = try field(key)
        try merge(.union(field, try .list([try encoded(element, field)])))
    }

    /// Records an element at the end of a list, dropping the first ones over `cap`.
    ///
    /// Concurrent elements all count.
    ///
    /// - Throws: ``SessionErrorCode/kindMismatch`` where the value is no list, here
    ///   where the key is loaded, at the commit where it is not; what ``set(_:for:)``
    ///   throws.
    public func append(
        _ element: some Encodable & Sendable,
        to key: String,
        cap: Int = .max
    ) throws(SessionError) {
        let field = try field(key)
        try merge(.append(field, try .list([try encoded(element, field)]), cap: cap))
    }

    // MARK: Operations that read

    /// The value of a key, which is set to `value` where there is none.
    ///
    /// - Parameters:
    ///   - value: the value where there is none.
    ///   - key: the key.
    ///   - ifUnreadable: ``UnreadableValue/replace`` to set the key also where its value
    ///     cannot be read; that is an error by default.
    /// - Returns: the value that the key has then.
    /// - Throws: what ``value(_:as:ifUnreadable:)`` and ``set(_:for:)`` throw.
    public func setDefault<Value: Codable & Sendable>(
        _ value: Value,
        for key: String,
        ifUnreadable: UnreadableValue = .fails
    ) async throws(SessionError) -> Value {
        let present = try await self.value(key, as: Value.self, ifUnreadable: ifUnreadable)
        if let present { return present }
        try set(value, for: key)
        return value
    }

    /// The value of a key, which is removed; nil where there is none.
    ///
    /// Of concurrent requests only one gets it, the others conflict.
    ///
    /// - Throws: what ``value(_:as:ifUnreadable:)`` and ``remove(_:)`` throw.
    public func pop<Value: Decodable & Sendable>(
        _ key: String,
        as type: Value.Type = Value.self
    ) async throws(SessionError) -> Value? {
        guard let value = try await value(key, as: type) else { return nil }
        try remove(key)
        return value
    }

    /// Reads a key, changes it, and records the result as a compare-and-set.
    ///
    /// - Parameters:
    ///   - key: the key.
    ///   - initial: the value that is changed where there is none.
    ///   - ifUnreadable: ``UnreadableValue/replace`` to change `initial` also where the
    ///     value cannot be read; that is an error by default.
    ///   - body: changes the value.
    /// - Throws: what ``value(_:as:ifUnreadable:)`` and ``set(_:for:)`` throw.
    public func modify<Value: Codable & Sendable>(
        _ key: String,
        default initial: Value,
        ifUnreadable: UnreadableValue = .fails,
        _ body: (inout Value) -> Void
    ) async throws(SessionError) {
        let present = try await value(key, as: Value.self, ifUnreadable: ifUnreadable)
        var value = present ?? initial
        body(&value)
        try set(value, for: key)
    }

    // MARK: Support

    private func encoded(
        _ value: some Encodable & Sendable,
        _ field: SessionField
    ) throws(SessionError) -> SessionValue {
        try checked(field) { () throws(SessionError) in try SessionValue(encoding: value) }
    }

    /// Records an assignment, nil being a removal.
    func assign(
        _ stored: SessionValue?,
        to field: SessionField,
        _ strategy: SessionMergeStrategy
    ) throws(SessionError) {
        let new = stored?.knownCodec == .nothing ? nil : stored
        let isBlind = new == nil || strategy.isBlind
        try record { (container) throws(SessionError) in
            // Nothing merges with what cannot be read.
            let isReplacing = try container.settleUnreadable(field, isBlind: isBlind)
            try container.assign(new, to: field, isReplacing ? .automatic : strategy)
        }
    }

    func merge(_ operation: SessionOperation) throws(SessionError) {
        try record { (container) throws(SessionError) in
            if let field = operation.field, try container.settleUnreadable(field) {
                try container.assign(nil, to: field, .automatic)
            }
            try container.merge(operation)
        }
    }

    /// The stored form of a value, which is not over its budget.
    func checked(
        _ field: SessionField,
        _ encode: () throws(SessionError) -> SessionValue
    ) throws(SessionError) -> SessionValue {
        try naming(field) { () throws(SessionError) in
            let stored = try encode()
            try session.manager.containers[containerName].limits.check(stored, field: field)
            return stored
        }
    }

    private func record(
        _ body: (inout ContainerState) throws(SessionError) -> Void
    ) throws(SessionError) {
        let name = containerName
        try naming { () throws(SessionError) in
            try session.state.withLock { (state) throws(SessionError) in
                try state.requireOpen()
                try body(&state[container: name])
            }
        }
    }
}
