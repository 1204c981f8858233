import WebSessions

/// A store that, as databases do, does not work for a cancelled task.
struct CancellationStore: SessionStore {
    let base: any SessionStore

    init(_ base: any SessionStore) {
        self.base = base
    }

    var name: String { base.name }

    func create(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash,
        commit: SessionCommit
    ) async throws -> SessionRecord {
        try Task.checkCancellation()
        return try await base.create(locator, secretHash: secretHash, commit: commit)
    }

    func read(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash,
        reads: SessionReads,
        touch: SessionPolicy?
    ) async throws -> SessionReadResult {
        try Task.checkCancellation()
        return try await base.read(locator, secretHash: secretHash, reads: reads, touch: touch)
    }

    func commit(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash,
        _ commit: SessionCommit
    ) async throws -> SessionCommitResult {
        try Task.checkCancellation()
        return try await base.commit(locator, secretHash: secretHash, commit)
    }

    func revoke(_ locator: SessionLocator, secretHash: SessionSecretHash?) async throws -> Bool {
        try Task.checkCancellation()
        return try await base.revoke(locator, secretHash: secretHash)
    }

    func records(ofPrincipal principal: String) async throws -> SessionRecordPage {
        try await base.records(ofPrincipal: principal)
    }

    func revokeAll(
        ofPrincipal principal: String,
        except locator: SessionLocator?
    ) async throws -> Int {
        try await base.revokeAll(ofPrincipal: principal, except: locator)
    }

    func records(after cursor: SessionPageCursor?, limit: Int) async throws -> SessionRecordPage {
        try await base.records(after: cursor, limit: limit)
    }

    func inspect(_ locator: SessionLocator) async throws -> SessionSnapshot? {
        try await base.inspect(locator)
    }

    func sweep(limit: Int) async throws -> Int {
        try await base.sweep(limit: limit)
    }
}
