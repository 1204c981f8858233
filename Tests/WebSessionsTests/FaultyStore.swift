import WebSessions

/// A memory store with one fault, to prove that the suite finds it.
struct FaultyStore: SessionStore {
    enum Fault: Int, CaseIterable, Sendable {
        /// An update makes the record that is not there.
        case createsOnCommit = 42
        /// The operations of a commit are stored one by one.
        case splitsCommits = 55
        /// A read records the access every time.
        case touchesAlways = 28
        /// A compare-and-set does not compare.
        case comparesNothing = 54
        /// A new secret is not stored.
        case rotatesNothing = 38
        /// A read of a whole package finds nothing.
        case losesPackages = 18
        /// A sweep does not keep to its limit.
        case sweepsEverything = 35
        /// Ending a session leaves it there.
        case revokesNothing = 41
        /// A secret that was renewed is refused at once.
        case gracesNothing = 50
        /// A commit that is sent again is applied again.
        case repeatsCommits = 63
    }

    let fault: Fault
    let base: MemorySessionStore

    var name: String { "faulty" }

    func create(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash,
        commit: SessionCommit
    ) async throws -> SessionRecord {
        try await base.create(locator, secretHash: secretHash, commit: commit)
    }

    func read(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash,
        reads: SessionReads,
        touch: SessionPolicy?
    ) async throws -> SessionReadResult {
        var touch = touch
        if fault == .touchesAlways, let policy = touch {
            touch = SessionPolicy(timeout: policy.timeout, resolution: .zero)
        }
        let reads = fault == .losesPackages ? SessionReads(fields: reads.fields) : reads
        return await base.read(locator, secretHash: secretHash, reads: reads, touch: touch)
    }

    func commit(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash,
        _ commit: SessionCommit
    ) async throws -> SessionCommitResult {
        var changed = commit
        switch fault {
        case .rotatesNothing: changed.newSecretHash = nil
        case .gracesNothing: changed.grace = .zero
        case .repeatsCommits: changed.id = nil
        case .comparesNothing: changed.operations = commit.operations.map(\.withoutComparison)
        case .splitsCommits:
            changed.operations = []
            for operation in commit.operations {
                let single = SessionCommit([operation], policy: commit.policy)
                let result = try await base.commit(locator, secretHash: secretHash, single)
                guard case .committed = result else { return result }
            }
        default: break
        }
        let result = try await base.commit(locator, secretHash: secretHash, changed)
        guard case .gone = result, fault == .createsOnCommit else { return result }
        let record = try await base.create(locator, secretHash: secretHash, commit: commit)
        return .committed(record)
    }

    func revoke(_ locator: SessionLocator, secretHash: SessionSecretHash?) async throws -> Bool {
        guard fault != .revokesNothing else { return true }
        return await base.revoke(locator, secretHash: secretHash)
    }

    func records(ofPrincipal principal: String) async throws -> [SessionRecord] {
        await base.records(ofPrincipal: principal)
    }

    func revokeAll(
        ofPrincipal principal: String,
        except locator: SessionLocator?
    ) async throws -> Int {
        await base.revokeAll(ofPrincipal: principal, except: locator)
    }

    func records(
        after locator: SessionLocator?,
        limit: Int
    ) async throws -> [SessionRecord] {
        await base.records(after: locator, limit: limit)
    }

    func inspect(_ locator: SessionLocator) async throws -> SessionSnapshot? {
        await base.inspect(locator)
    }

    func sweep(limit: Int) async throws -> Int {
        await base.sweep(limit: fault == .sweepsEverything ? .max : limit)
    }
}

extension SessionOperation {
    fileprivate var withoutComparison: SessionOperation {
        guard case .compareAndSet(let field, _, let new) = self else { return self }
        return new.map { .set(field, $0) } ?? .delete(field)
    }
}
