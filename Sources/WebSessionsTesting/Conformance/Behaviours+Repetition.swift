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
                "wrongSecret",
                context
            )
            let ended = try await context.store.revoke(old.locator, secretHash: old.secretHash)
            try expect(!ended, "the old secret ended the session")
            context.clock.advance(by: .milliseconds(1))
            try expectEqual(try await context.read(old).word, "wrongSecret", "after the grace")
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
        try expectEqual(try await context.read(id).word, "wrongSecret", "the old secret")
    }
}
