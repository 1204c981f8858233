// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// One package of a session: zope.session's `ISessionPkgData`, a dictionary of values
/// that no other package sees.
///
/// A handle: making one does no I/O and creates nothing. Asynchronous reads load what
/// they need; synchronous ones see what is loaded and what this request wrote.
/// `Sendable`.
public struct SessionPackage: Sendable {
    let session: Session
    /// The package id.
    public let name: String

    // MARK: Asynchronous reads

    /// The value of a key; nil where there is none.
    ///
    /// - Parameters:
    ///   - key: the key.
    ///   - type: the type of the value.
    ///   - ifUnreadable: what becomes of a stored value that is none of `type`; an error by
    ///     default.
    /// - Returns: the value.
    /// - Throws: ``SessionErrorCode/undecodable`` where the stored value is none of
    ///   `type`, and `ifUnreadable` is ``UnreadableValue/fails``;
    ///   ``SessionErrorCode/invalidName`` for a package id or key that cannot
    ///   be one; ``SessionErrorCode/kindMismatch`` and ``SessionErrorCode/overflow``
    ///   where what this request recorded before the key was loaded does not fit its
    ///   value; what ``Session/load(_:)-(SessionReads)`` throws.
    public func value<Value: Decodable & Sendable>(
        _ key: String,
        as type: Value.Type = Value.self,
        ifUnreadable: UnreadableValue = .fails
    ) async throws(SessionError) -> Value? {
        let field = try field(key)
        try await session.load(.fields([field]))
        return try read(field, ifUnreadable) { stored throws(SessionError) in
            try stored.decode(as: type)
        }
    }

    /// Whether a key has a value.
    ///
    /// - Throws: what ``value(_:as:ifUnreadable:)`` throws, but for
    ///   ``SessionErrorCode/undecodable``.
    public func contains(_ key: String) async throws(SessionError) -> Bool {
        let field = try field(key)
        try await session.load(.fields([field]))
        return try see(field) != nil
    }

    /// The keys that have values, sorted.
    ///
    /// Loads the package.
    ///
    /// - Throws: ``SessionErrorCode/invalidName`` for a package id that cannot be
    ///   one; what ``Session/load(_:)-(SessionReads)`` throws.
    public func keys() async throws(SessionError) -> [String] {
        try await loadAll()
        return loadedKeys
    }

    /// All values without their Swift types.
    ///
    /// Loads the package. What cannot be decoded is left out; ``lookup(_:)`` tells why.
    ///
    /// - Throws: what ``keys()`` throws.
    public func dictionary() async throws(SessionError) -> [String: SessionDatum] {
        try await loadAll()
        var values: [String: SessionDatum] = [:]
        for key in loadedKeys {
            values[key] = loaded(key)
        }
        return values
    }

    private func loadAll() async throws(SessionError) {
        try naming { () throws(SessionError) in try SessionField.validatePackage(name) }
        try await session.load(.packages([name]))
    }

    // MARK: Synchronous reads

    /// What is known of a key without asking a store.
    ///
    /// Counts as reading it: a later ``set(_:for:)`` in this request is a
    /// compare-and-set.
    public func lookup(_ key: String) -> SessionLookup {
        guard let field = try? field(key) else { return .absent }
        guard withContainer({ $0.isLoaded(field) }) else { return .notLoaded }
        do {
            guard let value = try see(field) else { return .absent }
            return .present(try value.decoded)
        } catch {
            return .undecodable(error.naming(store: storeName, field))
        }
    }

    /// The value of a key where it is loaded and there is one; nil otherwise.
    public func loaded(_ key: String) -> SessionDatum? {
        if case .present(let datum) = lookup(key) { datum } else { nil }
    }

    /// The keys that are known to have values, sorted; all keys where ``isLoaded`` holds.
    public var loadedKeys: [String] {
        withContainer { $0.fields(of: name).map(\.key) }
    }

    /// Whether all keys of the package are known.
    public var isLoaded: Bool {
        withContainer { $0.isPackageLoaded(name) }
    }

    /// Whether it is known what a key holds.
    public func isLoaded(_ key: String) -> Bool {
        guard let field = try? field(key) else { return true }
        return withContainer { $0.isLoaded(field) }
    }

    // MARK: Support

    func field(_ key: String) throws(SessionError) -> SessionField {
        try naming { () throws(SessionError) in try SessionField(package: name, key: key) }
    }

    /// The present value, noting that the application has seen it.
    func see(_ field: SessionField) throws(SessionError) -> SessionValue? {
        let container = containerName
        return try naming { () throws(SessionError) in
            try session.state.withLock { (state) throws(SessionError) in
                state[container: container].see(field)
                return try state[container: container].value(of: field)
            }
        }
    }

    var containerName: String { session.manager.containers.name(forPackage: name) }

    var storeName: String { session.manager.containers[containerName].store.name }

    /// Lets the errors of `body` name the store of the package, and a field.
    func naming<Result>(
        _ field: SessionField? = nil,
        _ body: () throws(SessionError) -> Result
    ) throws(SessionError) -> Result {
        do {
            return try body()
        } catch {
            throw error.naming(store: storeName, field)
        }
    }

    private func withContainer<Result>(_ body: (ContainerState) -> Result) -> Result {
        session.state.withLock { state in
            state.isAccessed = true
            return body(state[container: containerName])
        }
    }
}

/// What a session knows of a key without asking a store.
///
/// Closed on purpose. `Sendable`.
public enum SessionLookup: Sendable {
    /// Nothing: the key was not loaded.
    case notLoaded
    /// The key has no value.
    case absent
    /// The key has this value.
    case present(SessionDatum)
    /// The key has a value that cannot be read.
    case undecodable(SessionError)
}
