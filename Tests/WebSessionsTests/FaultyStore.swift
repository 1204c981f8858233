// SPDX-License-Identifier: Apache-2.0

import WebSessions

/// A memory store with one fault, to prove that the suite finds it.
struct FaultyStore: SessionStoreLayer {
    enum Fault: Int, CaseIterable, Sendable {
        /// An update makes the record that is not there.
        case createsOnCommit = 42
        /// The operations of a commit are stored one by one.
        case splitsCommits = 55
        /// A read records the access every time.
        case touchesAlways = 28
        /// A compare-and-set does not compare.
        case comparesNothing = 54
        /// Nobody looks for keys that came in between.
        case overlooksPhantoms = 78
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
        /// A listing goes on after so many records, whichever were ended meanwhile.
        case pagesByNumber = 73
        /// A listing begins anew with a cursor that it does not know.
        case takesAnyCursor = 74
        /// A secret that was replaced is like any other.
        case forgetsSecrets = 79
        /// A cursor names the principal of its record.
        case tellsPrincipals = 75
        /// An end is kept although it was told.
        case forgetsNoEnds = 96
        /// A logout is told as a revocation.
        case confusesCauses = 97
        /// A commit does not ask for the end of its record.
        case keepsNoLateEnds = 102
    }

    let fault: Fault
    let memory: MemorySessionStore

    var base: any SessionStore { memory }
    var name: String { "faulty" }

    func pass<Answer: Sendable>(
        _ call: SessionStoreCall,
        _ body: @escaping @Sendable (any SessionStore) async throws -> Answer
    ) async throws -> Answer {
        try await body(memory)
    }

    func read(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash?,
        reads: SessionReads,
        touch: SessionPolicy?
    ) async throws -> SessionReadResult {
        var touch = touch
        if fault == .touchesAlways, let policy = touch {
            touch = SessionPolicy(timeout: policy.timeout, resolution: .zero)
        }
        let reads = fault == .losesPackages ? SessionReads(fields: reads.fields) : reads
        let result = await memory.read(locator, secretHash: secretHash, reads: reads, touch: touch)
        if case .rotated = result, fault == .forgetsSecrets { return .wrongSecret }
        return result
    }

    func commit(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash?,
        _ commit: SessionCommit
    ) async throws -> SessionCommitResult {
        var changed = commit
        switch fault {
        case .rotatesNothing: changed.newSecretHash = nil
        case .gracesNothing: changed.grace = .zero
        case .repeatsCommits: changed.id = nil
        case .keepsNoLateEnds: changed.keepsEnd = false
        case .overlooksPhantoms: changed.operations = commit.operations.map(\.withoutPhantoms)
        case .comparesNothing: changed.operations = commit.operations.map(\.withoutComparison)
        case .splitsCommits:
            changed.operations = []
            for operation in commit.operations {
                let single = SessionCommit([operation], policy: commit.policy)
                let result = try await memory.commit(locator, secretHash: secretHash, single)
                guard case .committed = result else { return result }
            }
        default: break
        }
        let result = try await memory.commit(locator, secretHash: secretHash, changed)
        guard case .gone = result, fault == .createsOnCommit, let secretHash else { return result }
        let record = try await memory.create(locator, secretHash: secretHash, commit: commit)
        return .committed(record)
    }

    func revoke(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash?,
        cause: SessionEndCause
    ) async throws -> Bool {
        guard fault != .revokesNothing else { return true }
        let cause = fault == .confusesCauses ? .revoked : cause
        return await memory.revoke(locator, secretHash: secretHash, cause: cause)
    }

    func records(
        after cursor: SessionPageCursor?,
        limit: Int
    ) async throws -> SessionRecordPage {
        switch fault {
        case .pagesByNumber:
            let start = cursor.flatMap { Int($0.description) } ?? 0
            let all = try await memory.records(after: nil, limit: .max).records
            let page = Array(all.dropFirst(start).prefix(limit))
            let end = start + page.count
            let next = end < all.count ? SessionPageCursor("\(end)") : nil
            return SessionRecordPage(records: page, next: next)
        case .takesAnyCursor:
            let known = cursor.flatMap { SessionLocator($0.description) == nil ? nil : $0 }
            return try await memory.records(after: known, limit: limit)
        case .tellsPrincipals:
            let text = cursor?.description.split(separator: " ").first.map(String.init)
            let page = try await memory.records(after: text.map { .init($0) }, limit: limit)
            let next = page.next.map { "\($0) \(page.records.last?.principal ?? "")" }
            return SessionRecordPage(records: page.records, next: next.map { .init($0) })
        default: return try await memory.records(after: cursor, limit: limit)
        }
    }

    func sweep(limit: Int) async throws -> Int {
        await memory.sweep(limit: fault == .sweepsEverything ? .max : limit)
    }
}

extension FaultyStore: EndKeepingSessionStore {
    func ends(limit: Int) async throws -> [SessionEnd] { await memory.ends(limit: limit) }

    func ends(of locator: SessionLocator) async throws -> [SessionEnd] {
        await memory.ends(of: locator)
    }

    func forget(_ ends: [SessionEnd]) async throws {
        if fault != .forgetsNoEnds { await memory.forget(ends) }
    }
}

extension SessionOperation {
    fileprivate var withoutPhantoms: SessionOperation {
        guard case .expect(_, let digests) = self else { return self }
        return .expect(.fields(Set(digests.keys)), digests)
    }

    fileprivate var withoutComparison: SessionOperation {
        switch self {
        case .compareAndSet(let field, _, let new): new.map { .set(field, $0) } ?? .delete(field)
        case .expect: .expect(.nothing, [:])
        default: self
        }
    }
}
