// SPDX-License-Identifier: Apache-2.0

/// One verb of a ``SessionStore``.
///
/// `Sendable`.
@nonexhaustive public enum SessionStoreCall: String, Sendable, CaseIterable {
    /// `create(_:secretHash:commit:)`.
    case create
    /// `read(_:secretHash:reads:touch:)`.
    case read
    /// `commit(_:secretHash:_:)`.
    case commit
    /// `revoke(_:secretHash:cause:)`.
    case revoke
    /// `records(ofPrincipal:)` or `records(after:limit:)`.
    case records
    /// `revokeAll(ofPrincipal:except:)`.
    case revokeAll
    /// `inspect(_:)`.
    case inspect
    /// `sweep(limit:)`.
    case sweep
    /// `ping()`.
    case ping
}

/// A store that does something around the calls of another one, such as a ``DeadlineStore``.
///
/// Every verb goes through ``pass(_:_:)``; a layer that treats one of them in its own way
/// implements it. `Sendable`.
///
/// ```swift
/// struct LoggedStore: SessionStoreLayer {
///     let base: any SessionStore
///     let logger: Logger
///
///     func pass<Answer: Sendable>(
///         _ call: SessionStoreCall,
///         _ body: @escaping @Sendable (any SessionStore) async throws -> Answer
///     ) async throws -> Answer {
///         logger.debug("\(call)")
///         return try await body(base)
///     }
/// }
/// ```
public protocol SessionStoreLayer: SessionStore {
    /// The other store.
    var base: any SessionStore { get }

    /// Passes a call on to the other store.
    ///
    /// - Parameters:
    ///   - call: what is asked.
    ///   - body: asks ``base``, or whichever store it is given.
    /// - Returns: the answer.
    /// - Throws: what `body` throws, and what the layer makes of it.
    func pass<Answer: Sendable>(
        _ call: SessionStoreCall,
        _ body: @escaping @Sendable (any SessionStore) async throws -> Answer
    ) async throws -> Answer
}

/// Every verb, passed on.
extension SessionStoreLayer {
    /// The name of the other store.
    public var name: String { base.name }

    /// Passes on.
    ///
    /// - Throws: what ``pass(_:_:)`` throws.
    public func create(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash,
        commit: SessionCommit
    ) async throws -> SessionRecord {
        try await pass(.create) { store in
            try await store.create(locator, secretHash: secretHash, commit: commit)
        }
    }

    /// Passes on.
    ///
    /// - Throws: what ``pass(_:_:)`` throws.
    public func read(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash?,
        reads: SessionReads,
        touch: SessionPolicy?
    ) async throws -> SessionReadResult {
        try await pass(.read) { store in
            try await store.read(locator, secretHash: secretHash, reads: reads, touch: touch)
        }
    }

    /// Passes on.
    ///
    /// - Throws: what ``pass(_:_:)`` throws.
    public func commit(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash?,
        _ commit: SessionCommit
    ) async throws -> SessionCommitResult {
        try await pass(.commit) { store in
            try await store.commit(locator, secretHash: secretHash, commit)
        }
    }

    /// Passes on.
    ///
    /// - Throws: what ``pass(_:_:)`` throws.
    @discardableResult
    public func revoke(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash?,
        cause: SessionEndCause
    ) async throws -> Bool {
        try await pass(.revoke) { store in
            try await store.revoke(locator, secretHash: secretHash, cause: cause)
        }
    }

    /// Passes on.
    ///
    /// - Throws: what ``pass(_:_:)`` throws.
    public func records(ofPrincipal principal: String) async throws -> SessionRecordPage {
        try await pass(.records) { try await $0.records(ofPrincipal: principal) }
    }

    /// Passes on.
    ///
    /// - Throws: what ``pass(_:_:)`` throws.
    @discardableResult
    public func revokeAll(
        ofPrincipal principal: String,
        except locator: SessionLocator?
    ) async throws -> Int {
        try await pass(.revokeAll) { store in
            try await store.revokeAll(ofPrincipal: principal, except: locator)
        }
    }

    /// Passes on.
    ///
    /// - Throws: what ``pass(_:_:)`` throws.
    public func records(
        after cursor: SessionPageCursor?,
        limit: Int
    ) async throws -> SessionRecordPage {
        try await pass(.records) { try await $0.records(after: cursor, limit: limit) }
    }

    /// Passes on.
    ///
    /// - Throws: what ``pass(_:_:)`` throws.
    public func inspect(_ locator: SessionLocator) async throws -> SessionSnapshot? {
        try await pass(.inspect) { try await $0.inspect(locator) }
    }

    /// Passes on.
    ///
    /// - Throws: what ``pass(_:_:)`` throws.
    public func sweep(limit: Int) async throws -> Int {
        try await pass(.sweep) { try await $0.sweep(limit: limit) }
    }

    /// Passes on.
    ///
    /// - Throws: what ``pass(_:_:)`` throws.
    public func ping() async throws {
        try await pass(.ping) { try await $0.ping() }
    }
}
