// SPDX-License-Identifier: Apache-2.0

import Synchronization
import WebSessions

/// What a store does that keeps the ends of sessions; any other has these behaviours, too.
extension SessionStoreConformance {
    private static let minute = SessionPolicy(timeout: .seconds(60), resolution: .seconds(10))

    static let ends: [Behaviour] = [
        Behaviour(96, "the end of an expired session is given until it is forgotten") { context in
            try await context.keepingEnds { store in
                let (id, record) = try await context.kept(policy: minute, principal: "ada")
                _ = try await context.record(policy: minute)
                let (live, _) = try await context.kept()
                let end = SessionEnd(
                    locator: id.locator,
                    cause: .expired,
                    principal: "ada",
                    created: record.created,
                    ended: record.created.advanced(by: .seconds(60))
                )
                try await context.expectEnds([], after: .milliseconds(59_999), "before it is over")
                try await context.expectEnds([end], after: .milliseconds(1), "once it is over")
                try await context.expectEnds([], after: .milliseconds(29_999), "while it is told")
                try await context.expectEnds([end], after: .milliseconds(1), "that was not told")
                try expectEqual(try await store.ends(of: id.locator), [end], "of the session")
                try await store.forget([end])
                try await context.expectEnds([], after: .seconds(60), "that was told")
                try expectEqual(try await store.ends(of: id.locator), [], "of the session")
                try expect(try await context.read(id).isOver, "the session goes on")
                try expectEqual(try await store.ends(of: live.locator), [], "of one that lives")
                try await store.forget([end])
            }
        },
        Behaviour(97, "ends by a logout, a revocation and for a principal are told apart") {
            context in
            try await context.keepingEnds { store in
                let (out, _) = try await context.kept(principal: "ada")
                let (ended, _) = try await context.kept()
                let (other, _) = try await context.kept(principal: "ada")
                context.clock.advance(by: .seconds(5))
                for _ in 0..<2 {
                    try await store.revoke(out.locator, secretHash: nil, cause: .loggedOut)
                    try await store.revoke(ended.locator, secretHash: out.secretHash)
                    try await store.revoke(ended.locator, secretHash: nil)
                    try await store.revokeAll(ofPrincipal: "ada", except: nil)
                }
                let ends = [
                    context.end(of: out, .loggedOut, "ada", after: .seconds(5)),
                    context.end(of: ended, .revoked, nil, after: .seconds(5)),
                    context.end(of: other, .revoked, "ada", after: .seconds(5)),
                ]
                for end in ends {
                    try expectEqual(try await store.ends(of: end.locator), [end], "of a session")
                }
                try await context.expectEnds([], after: .zero, "that are told by who ended them")
                try await context.expectEnds(ends, after: SessionEnd.patience, "that were not told")
            }
        },
        Behaviour(98, "a session that is used is not told of at its old end") { context in
            try await context.keepingEnds { store in
                let (id, _) = try await context.kept(policy: minute)
                context.clock.advance(by: .seconds(30))
                _ = try await context.found(id, touch: minute)
                try await context.expectEnds([], after: .seconds(30), "at the old end")
                let end = context.end(of: id, .expired, nil, after: .seconds(90), from: 60)
                try await context.expectEnds([end], after: .seconds(30), "at the new end")
                let (brief, _) = try await context.kept()
                var commit = SessionCommit(policy: SessionPolicy(), expiry: .idle(.seconds(20)))
                commit.keepsEnd = true
                _ = try await store.commit(brief.locator, secretHash: nil, commit)
                let early = context.end(of: brief, .expired, nil, after: .seconds(20), from: 0)
                try await store.forget([end])
                try await context.expectEnds([early], after: .seconds(20), "of its own expiry")
            }
        },
        Behaviour(99, "of sessions under one locator each end is kept") { context in
            try await context.keepingEnds { store in
                let (id, _) = try await context.kept(policy: minute, principal: "ada")
                let first = context.end(of: id, .expired, "ada", after: .seconds(60), from: 0)
                context.clock.advance(by: .seconds(61))
                _ = try await store.create(
                    id.locator,
                    secretHash: id.secretHash,
                    commit: SessionCommit(policy: minute, keepsEnd: true)
                )
                try expectEqual(try await store.ends(of: id.locator), [first], "of the first")
                let second = context.end(of: id, .revoked, nil, after: .zero)
                try await store.revoke(id.locator, secretHash: nil)
                try expectEqual(try await store.ends(of: id.locator), [first, second], "of both")
                try await store.forget([first])
                try expectEqual(try await store.ends(of: id.locator), [second], "what is left")
            }
        },
        Behaviour(100, "a session that its principal has left was logged out") { context in
            try await context.keepingEnds { store in
                let (id, _) = try await context.kept(principal: "ada")
                var commit = SessionCommit(policy: SessionPolicy(), expiry: .idle(.seconds(30)))
                commit.principal = .some(nil)
                commit.keepsEnd = true
                _ = try await store.commit(id.locator, secretHash: id.secretHash, commit)
                let end = context.end(of: id, .loggedOut, "ada", after: .seconds(30), from: 0)
                context.clock.advance(by: .seconds(30))
                _ = try await store.sweep(limit: 10)
                try expectEqual(try await store.ends(of: id.locator), [end], "of the session")
            }
        },
        Behaviour(101, "an end that cannot be told keeps no other back") { context in
            try await context.keepingEnds { store in
                var locators: Set<SessionLocator> = []
                for _ in 0..<5 { locators.insert(try await context.kept(policy: minute).0.locator) }
                context.clock.advance(by: .seconds(60))
                _ = try await store.sweep(limit: 10)
                var given: [SessionLocator] = []
                for count in [2, 2, 1, 0] {
                    let ends = try await store.ends(limit: 2)
                    try expectEqual(ends.count, count, "ends")
                    given += ends.map(\.locator)
                }
                try expectEqual(Set(given), locators, "sessions")
            }
        },
        Behaviour(102, "an end is kept from the first commit on that asks for it") { context in
            try await context.keepingEnds { store in
                let (id, _) = try await context.record()
                let (other, _) = try await context.record()
                let commit = SessionCommit(policy: SessionPolicy(), keepsEnd: true)
                let result = try await store.commit(id.locator, secretHash: id.secretHash, commit)
                try expectEqual(result.word, "committed", "commit")
                for id in [id, other] { try await store.revoke(id.locator, secretHash: nil) }
                let end = context.end(of: id, .revoked, nil, after: .zero)
                try await context.expectEnds([end], after: SessionEnd.patience, "that are kept")
            }
        },
        Behaviour(103, "an observer is told of each end, again where it fails") { context in
            try await context.keepingEnds { _ in
                let observer = Observer()
                let site = try context.site(policy: minute, onEnd: { try observer.take($0) })
                let out = try await site.seed { try $0.login(principal: "ada") }
                _ = try await site.seed { try $0.login(principal: "bob") }
                try await site.visit(cookie: out) { try $0.logout() }
                try expectEqual(observer.taken, [], "what a failing observer takes")
                let sweeper = SessionSweeper(
                    containers: site.manager.containers,
                    clock: context.clock
                )
                let expected = [["ada"], ["ada", "bob"], ["ada", "bob"]]
                for principals in expected {
                    context.clock.advance(by: .seconds(30))
                    try await sweeper.sweep()
                    try expectEqual(observer.taken, principals, "principals")
                }
            }
        },
        Behaviour(104, "a new session under the same locator puts no end off") { context in
            try await context.keepingEnds { store in
                let (id, _) = try await context.kept(principal: "ada")
                context.clock.advance(by: .seconds(100))
                try await store.revoke(id.locator, secretHash: nil, cause: .loggedOut)
                let left = context.end(of: id, .loggedOut, "ada", after: .seconds(100))
                context.clock.advance(by: .seconds(5))
                var commit = SessionCommit(policy: minute, expiry: .idle(.seconds(600)))
                commit.keepsEnd = true
                _ = try await store.create(id.locator, secretHash: id.secretHash, commit: commit)
                commit.expiry = .idle(.seconds(50_000))
                try await expectError(.duplicate, "another one") { [commit] in
                    let hash = id.secretHash
                    _ = try await store.create(id.locator, secretHash: hash, commit: commit)
                }
                try await context.expectEnds([left], after: .seconds(30), "of the first")
                try await store.forget([left])
                let end = context.end(of: id, .expired, nil, after: .seconds(600), from: 30)
                try await context.expectEnds([end], after: .seconds(570), "of the second")
            }
        },
    ]

    /// Fails the first time.
    private final class Observer: Sendable {
        private let state = Mutex((calls: 0, principals: [String?]()))

        var taken: [String?] { state.withLock { $0.principals } }

        func take(_ end: SessionEnd) throws {
            try state.withLock { state in
                state.calls += 1
                guard state.calls > 1 else { throw SessionError(.storeFailure, "not now") }
                state.principals.append(end.principal)
            }
        }
    }
}

extension ConformanceContext {
    /// Does nothing for a store that keeps no ends.
    fileprivate func keepingEnds(
        _ body: (any EndKeepingSessionStore) async throws -> Void
    ) async throws {
        guard let store = store as? any EndKeepingSessionStore else { return }
        try await body(store)
    }

    /// Makes a record whose end is kept.
    fileprivate func kept(
        policy: SessionPolicy = SessionPolicy(),
        principal: String? = nil
    ) async throws -> (ClientID, SessionRecord) {
        let id = ClientID(random: SystemRandomSource())
        var commit = SessionCommit(policy: policy, principal: .some(principal))
        commit.keepsEnd = true
        let record = try await store.create(
            id.locator,
            secretHash: id.secretHash,
            commit: commit
        )
        return (id, record)
    }

    /// The end of a session, so long after its beginning: now, or where the session began so many
    /// seconds ago.
    fileprivate func end(
        of id: ClientID,
        _ cause: SessionEndCause,
        _ principal: String?,
        after duration: Duration,
        from seconds: Int? = nil
    ) -> SessionEnd {
        let age = seconds.map { Duration.seconds($0) } ?? duration
        let created = clock.now.advanced(by: .zero - age)
        return SessionEnd(
            locator: id.locator,
            cause: cause,
            principal: principal,
            created: created,
            ended: created.advanced(by: duration)
        )
    }

    /// Expects what a sweep finds after a while, in whatever order.
    fileprivate func expectEnds(
        _ ends: [SessionEnd],
        after duration: Duration,
        _ what: String,
        file: String = #fileID,
        line: Int = #line
    ) async throws {
        clock.advance(by: duration)
        _ = try await store.sweep(limit: 100)
        let store = store as? any EndKeepingSessionStore
        let given = try await store?.ends(limit: 100) ?? []
        try expectEqual(Set(given), Set(ends), "ends \(what)", file: file, line: line)
        try expectEqual(given.count, ends.count, "ends \(what)", file: file, line: line)
    }
}
