#if Hummingbird
import Synchronization
import WebSessions

/// A memory store that can be out of reach.
final class BreakableStore: SessionStore {
    /// Prints what a database may print: a row.
    struct Broken: Error, CustomStringConvertible {
        let description = "cannot read [principal: ada, client_hint: Firefox, field: shop/color]"
    }

    private let base = MemorySessionStore()
    private let broken = Mutex(false)

    var name: String { "breakable" }

    var isBroken: Bool {
        get { broken.withLock(\.self) }
        set { broken.withLock { $0 = newValue } }
    }

    /// The store, unless it is broken.
    private var working: MemorySessionStore {
        get throws {
            guard !isBroken else { throw Broken() }
            return base
        }
    }

    func create(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash,
        commit: SessionCommit
    ) async throws -> SessionRecord {
        try await working.create(locator, secretHash: secretHash, commit: commit)
    }

    func read(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash,
        reads: SessionReads,
        touch: SessionPolicy?
    ) async throws -> SessionReadResult {
        try await working.read(locator, secretHash: secretHash, reads: reads, touch: touch)
    }

    func commit(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash,
        _ commit: SessionCommit
    ) async throws -> SessionCommitResult {
        try await working.commit(locator, secretHash: secretHash, commit)
    }

    func revoke(_ locator: SessionLocator, secretHash: SessionSecretHash?) async throws -> Bool {
        try await working.revoke(locator, secretHash: secretHash)
    }

    func records(ofPrincipal principal: String) async throws -> SessionRecordPage {
        try await working.records(ofPrincipal: principal)
    }

    func revokeAll(
        ofPrincipal principal: String,
        except locator: SessionLocator?
    ) async throws -> Int {
        try await working.revokeAll(ofPrincipal: principal, except: locator)
    }

    func records(after cursor: SessionPageCursor?, limit: Int) async throws -> SessionRecordPage {
        try await working.records(after: cursor, limit: limit)
    }

    func inspect(_ locator: SessionLocator) async throws -> SessionSnapshot? {
        try await working.inspect(locator)
    }

    func sweep(limit: Int) async throws -> Int {
        try await working.sweep(limit: limit)
    }
}
#endif
