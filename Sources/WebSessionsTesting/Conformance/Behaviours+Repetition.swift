// SPDX-License-Identifier: Apache-2.0

import WebSessions

extension SessionStoreConformance {
    static let repetition: [Behaviour] = [
        Behaviour(50, "after a renewal the old secret reads for its grace, and no longer") {
            context in
            let field = try field("k")
            let (old, _) = try await context.record([.set(field, .integer(1))])
            let new = ClientID(random: SystemRandomSource()).secretHash
            let renewal = SessionCommit(
                policy: SessionPolicy(),
                newSecretHash: new,
                grace: .seconds(30)
            )
            try await expectCommit(renewal, old, "committed", context)
            context.clock.advance(by: .milliseconds(29_999))
            let snapshot = try await context.found(old, reads: .everything)
            try expect(snapshot.isSuperseded, "the old secret passes for the new one")
            try expectEqual(snapshot.values, [field: .integer(1)], "values")
            try await expectCommit(
                SessionCommit([.add(field, 1)], policy: SessionPolicy()),
                old,
                "rotated",
                context
            )
            let ended = try await context.store.revoke(old.locator, secretHash: old.secretHash)
            try expect(!ended, "the old secret ended the session")
            context.clock.advance(by: .milliseconds(1))
            try expectEqual(try await context.read(old).word, "wrongSecret", "after the grace")
        },
        Behaviour(79, "a secret that was replaced last is told from others for half a minute") {
            context in
            let (id, _) = try await context.record()
            let secrets = [id.secretHash] + (0..<3).map { _ in otherSecret() }
            try await rotate(id.locator, secrets[0], secrets[1], context)
            try await expectRefused(id.locator, secrets[0], "rotated", context)
            try await expectRefused(id.locator, secrets[2], "wrongSecret", context)
            context.clock.advance(by: SessionSecrets.memory - .milliseconds(1))
            try await expectRefused(id.locator, secrets[0], "rotated", context)
            context.clock.advance(by: .milliseconds(1))
            try await expectRefused(id.locator, secrets[0], "wrongSecret", context)
            try await rotate(id.locator, secrets[1], secrets[2], context, grace: .seconds(20))
            try await rotate(id.locator, secrets[2], secrets[2], context)
            try await expectRefused(id.locator, secrets[1], "rotated", context)
            try await rotate(id.locator, secrets[2], secrets[3], context)
            try await expectRefused(id.locator, secrets[2], "rotated", context)
            try await expectRefused(id.locator, secrets[1], "wrongSecret", context)
        },
        Behaviour(63, "a commit that is sent again is applied once") { context in
            let field = try field("n")
            let (id, record) = try await context.record()
            var commit = SessionCommit([.add(field, 1)], policy: SessionPolicy())
            commit.id = SessionCommitID()
            _ = try await gather(10) { [commit] _ in
                try await expectCommit(commit, id, "committed", context)
            }
            context.clock.advance(by: .seconds(59))
            try await expectCommit(commit, id, "committed", context)
            let snapshot = try await context.found(id, reads: .everything)
            try expectEqual(snapshot.values, [field: .integer(1)], "values")
            try expectEqual(snapshot.record.version, record.version + 1, "version")
            try await expectRepeatedCreation(context)
            try await expectRepeatedRotation(context)
        },
    ]

    private static func otherSecret() -> SessionSecretHash {
        ClientID(random: SystemRandomSource()).secretHash
    }

    private static func rotate(
        _ locator: SessionLocator,
        _ old: SessionSecretHash,
        _ new: SessionSecretHash,
        _ context: ConformanceContext,
        grace: Duration = .zero
    ) async throws {
        let commit = SessionCommit(policy: SessionPolicy(), newSecretHash: new, grace: grace)
        let result = try await context.store.commit(locator, secretHash: old, commit)
        try expectEqual(result.word, "committed", "rotation")
    }

    /// A secret that opens nothing: neither a read nor a commit nor an end.
    private static func expectRefused(
        _ locator: SessionLocator,
        _ secret: SessionSecretHash,
        _ word: String,
        _ context: ConformanceContext
    ) async throws {
        let store = context.store
        let policy = SessionPolicy()
        let read = try await store.read(
            locator,
            secretHash: secret,
            reads: .everything,
            touch: policy
        )
        try expectEqual(read.word, word, "read")
        let commit = SessionCommit([.set(try field("k"), .integer(1))], policy: policy)
        let result = try await store.commit(locator, secretHash: secret, commit)
        try expectEqual(result.word, word, "commit")
        let ended = try await store.revoke(locator, secretHash: secret)
        try expect(!ended, "the secret ended the session")
    }

    private static func expectCommit(
        _ commit: SessionCommit,
        _ id: ClientID,
        _ word: String,
        _ context: ConformanceContext
    ) async throws {
        let result = try await context.store.commit(id.locator, secretHash: id.secretHash, commit)
        try expectEqual(result.word, word, "commit")
    }

    private static func expectRepeatedCreation(_ context: ConformanceContext) async throws {
        let id = ClientID(random: SystemRandomSource())
        var commit = SessionCommit([.add(try field("n"), 1)], policy: SessionPolicy())
        commit.id = SessionCommitID()
        for _ in 0..<2 {
            let record = try await context.store.create(
                id.locator,
                secretHash: id.secretHash,
                commit: commit
            )
            try expectEqual(record.locator, id.locator, "locator")
        }
        commit.id = SessionCommitID()
        try await expectError(.duplicate, "another creation") { [commit] in
            _ = try await context.store.create(
                id.locator,
                secretHash: id.secretHash,
                commit: commit
            )
        }
        let snapshot = try await context.found(id, reads: .everything)
        try expectEqual(snapshot.values, [try field("n"): .integer(1)], "created values")
    }

    /// The second time the secret is no longer the one that the commit was sent with.
    private static func expectRepeatedRotation(_ context: ConformanceContext) async throws {
        let (id, _) = try await context.record()
        let new = ClientID(random: SystemRandomSource()).secretHash
        let rotation = SessionCommit(
            policy: SessionPolicy(),
            newSecretHash: new,
            id: SessionCommitID()
        )
        try await expectCommit(rotation, id, "committed", context)
        try await expectCommit(rotation, id, "committed", context)
        try expectEqual(try await context.read(id).word, "rotated", "the old secret")
    }
}
