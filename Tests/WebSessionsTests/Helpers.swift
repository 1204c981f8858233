import HTTPTypes
import WebSessions
import WebSessionsTesting

/// A store that can do nothing.
struct FailingStore: SessionStore {
    struct Failure: Error {}

    var name: String { "failing" }

    func create(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash,
        commit: SessionCommit
    ) async throws -> SessionRecord {
        throw Failure()
    }

    func read(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash,
        reads: SessionReads,
        touch: SessionPolicy?
    ) async throws -> SessionReadResult {
        throw Failure()
    }

    func commit(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash,
        _ commit: SessionCommit
    ) async throws -> SessionCommitResult {
        throw Failure()
    }

    func revoke(_ locator: SessionLocator, secretHash: SessionSecretHash?) async throws -> Bool {
        throw Failure()
    }

    func records(ofPrincipal principal: String) async throws -> SessionRecordPage {
        throw Failure()
    }

    func revokeAll(
        ofPrincipal principal: String,
        except locator: SessionLocator?
    ) async throws -> Int {
        throw Failure()
    }

    func records(
        after cursor: SessionPageCursor?,
        limit: Int
    ) async throws -> SessionRecordPage {
        throw Failure()
    }

    func inspect(_ locator: SessionLocator) async throws -> SessionSnapshot? {
        throw Failure()
    }

    func sweep(limit: Int) async throws -> Int {
        throw Failure()
    }
}

extension SessionTestSite {
    /// Runs a handler behind a manager that is not the site's, and returns the cookie that the
    /// client has after it.
    func visit(
        _ manager: SessionManager,
        _ cookie: String?,
        _ handler: (Session) async throws -> Void
    ) async throws -> String {
        let session = manager.session(for: request(.post, cookies: cookie.map { [$0] } ?? []))
        try await handler(session)
        let outcome = try await session.commit()
        let header = outcome.clientIDFields.first?.value ?? cookie ?? ""
        return String(header.prefix { $0 != ";" })
    }
}
