import Synchronization
public import WebSessions

/// Passes everything on to another store and counts the calls.
///
/// `Sendable`.
public final class RecordingStore: SessionStore {
    /// One method of a store.
    ///
    /// `Sendable`.
    public enum Call: String, Sendable {
        /// `create`.
        case create
        /// `read`.
        case read
        /// `commit`.
        case commit
        /// `revoke`.
        case revoke
        /// `records(ofPrincipal:)` or `records(after:limit:)`.
        case records
        /// `revokeAll(ofPrincipal:except:)`.
        case revokeAll
        /// `inspect(_:)`.
        case inspect
        /// `sweep(limit:)`.
        case sweep
    }

    private let base: any SessionStore
    private let before: @Sendable (Call) async throws -> Void
    private let recorded = Mutex<[Call]>([])
    private let sweptRecords = Mutex(0)

    /// Makes a store around another one.
    ///
    /// - Parameters:
    ///   - base: the other one.
    ///   - before: runs before each call is passed on: something that comes in between, or, by
    ///     throwing, a failure of the store.
    public init(
        _ base: any SessionStore,
        before: @escaping @Sendable (Call) async throws -> Void = { _ in }
    ) {
        self.base = base
        self.before = before
    }

    /// The calls since the last ``reset()``, in their order.
    public var calls: [Call] { recorded.withLock(\.self) }

    /// How many records the sweeps since the last ``reset()`` removed.
    public var swept: Int { sweptRecords.withLock(\.self) }

    /// Forgets the calls, and what they did.
    public func reset() {
        recorded.withLock { $0 = [] }
        sweptRecords.withLock { $0 = 0 }
    }

    /// The name of the other store.
    public var name: String { base.name }

    /// Counts and passes on.
    ///
    /// - Throws: what the closure `before` and the other store throw.
    public func create(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash,
        commit: SessionCommit
    ) async throws -> SessionRecord {
        try await record(.create)
        return try await base.create(locator, secretHash: secretHash, commit: commit)
    }

    /// Counts and passes on.
    ///
    /// - Throws: what the closure `before` and the other store throw.
    public func read(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash,
        reads: SessionReads,
        touch: SessionPolicy?
    ) async throws -> SessionReadResult {
        try await record(.read)
        return try await base.read(locator, secretHash: secretHash, reads: reads, touch: touch)
    }

    /// Counts and passes on.
    ///
    /// - Throws: what the closure `before` and the other store throw.
    public func commit(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash,
        _ commit: SessionCommit
    ) async throws -> SessionCommitResult {
        try await record(.commit)
        return try await base.commit(locator, secretHash: secretHash, commit)
    }

    /// Counts and passes on.
    ///
    /// - Throws: what the closure `before` and the other store throw.
    @discardableResult
    public func revoke(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash?
    ) async throws -> Bool {
        try await record(.revoke)
        return try await base.revoke(locator, secretHash: secretHash)
    }

    /// Counts and passes on.
    ///
    /// - Throws: what the closure `before` and the other store throw.
    public func records(ofPrincipal principal: String) async throws -> SessionRecordPage {
        try await record(.records)
        return try await base.records(ofPrincipal: principal)
    }

    /// Counts and passes on.
    ///
    /// - Throws: what the closure `before` and the other store throw.
    @discardableResult
    public func revokeAll(
        ofPrincipal principal: String,
        except locator: SessionLocator?
    ) async throws -> Int {
        try await record(.revokeAll)
        return try await base.revokeAll(ofPrincipal: principal, except: locator)
    }

    /// Counts and passes on.
    ///
    /// - Throws: what the closure `before` and the other store throw.
    public func records(
        after cursor: SessionPageCursor?,
        limit: Int
    ) async throws -> SessionRecordPage {
        try await record(.records)
        return try await base.records(after: cursor, limit: limit)
    }

    /// Counts and passes on.
    ///
    /// - Throws: what the closure `before` and the other store throw.
    public func inspect(_ locator: SessionLocator) async throws -> SessionSnapshot? {
        try await record(.inspect)
        return try await base.inspect(locator)
    }

    /// Counts and passes on.
    ///
    /// - Throws: what the closure `before` and the other store throw.
    public func sweep(limit: Int) async throws -> Int {
        try await record(.sweep)
        let count = try await base.sweep(limit: limit)
        sweptRecords.withLock { $0 += count }
        return count
    }

    private func record(_ call: Call) async throws {
        recorded.withLock { $0.append(call) }
        try await before(call)
    }
}
