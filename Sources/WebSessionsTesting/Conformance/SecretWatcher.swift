import Synchronization
import WebSessions

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Notes every secret hash that a store is given to keep.
final class SecretWatcher: SessionStore {
    private let base: any SessionStore
    private let noted = Mutex<[SessionSecretHash]>([])

    init(_ base: any SessionStore) {
        self.base = base
    }

    var hashes: [SessionSecretHash] { noted.withLock(\.self) }
    var name: String { base.name }

    func create(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash,
        commit: SessionCommit
    ) async throws -> SessionRecord {
        noted.withLock { $0.append(secretHash) }
        return try await base.create(locator, secretHash: secretHash, commit: commit)
    }

    func read(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash,
        reads: SessionReads,
        touch: SessionPolicy?
    ) async throws -> SessionReadResult {
        try await base.read(locator, secretHash: secretHash, reads: reads, touch: touch)
    }

    func commit(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash,
        _ commit: SessionCommit
    ) async throws -> SessionCommitResult {
        try await base.commit(locator, secretHash: secretHash, commit)
    }

    func revoke(_ locator: SessionLocator, secretHash: SessionSecretHash?) async throws -> Bool {
        try await base.revoke(locator, secretHash: secretHash)
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

    func records(
        after cursor: SessionPageCursor?,
        limit: Int
    ) async throws -> SessionRecordPage {
        try await base.records(after: cursor, limit: limit)
    }

    func inspect(_ locator: SessionLocator) async throws -> SessionSnapshot? {
        try await base.inspect(locator)
    }

    func sweep(limit: Int) async throws -> Int {
        try await base.sweep(limit: limit)
    }
}

/// Base64url, written with Foundation so that the suite does not check the library with
/// the library's own code.
enum Base64 {
    static func encode(_ bytes: [UInt8]) -> String {
        let text = Data(bytes).base64EncodedString()
        return String(text.compactMap { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 == "=" ? nil : $0 })
    }
}
