// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import Foundation
import StoreTestSupport
import TestSupport
import Testing
import WebSessions
import WebSessionsTesting

@testable import WebSessionsPostgres

/// A server whose disk is full: a file system in memory of its own, which takes a superuser.
@Suite(
    .enabled(
        if: PostgresServer.isExpected && PostgresServer.canMount,
        "no file system can be mounted"
    )
)
struct PostgresFullTests {
    @Test func aFullDiskStillReadsAndEndsSessions() async throws {
        let (server, store) = try await Self.start()
        let (kept, ended) = (Counter(), Counter())
        for counter in [kept, ended] {
            try await counter.make(in: store)
            try await counter.increment(in: store)
        }
        try await Self.fill(server)
        let large = SessionValue(
            storedBytes: (0..<60_000).map { _ in
                UInt8.random(in: 0...255)
            }
        )
        let field = try SessionField(package: "p", key: "large")
        let commit = SessionCommit([.set(field, large)], policy: SessionPolicy())
        for _ in 0..<3 {
            let error = await #expect(throws: SessionError.self) {
                _ = try await store.commit(
                    kept.id.locator,
                    secretHash: kept.id.secretHash,
                    commit
                )
            }
            #expect(error?.code == .storeFull)
            #expect(error?.isStoreAway == false)
        }
        #expect(try await kept.value(in: store) == 1)
        let read = try await store.read(
            kept.id.locator,
            secretHash: kept.id.secretHash,
            reads: .everything,
            touch: SessionPolicy(timeout: .seconds(1200))
        )
        guard case .found(let snapshot) = read else {
            throw Program.Failure(description: "the session is \(read)")
        }
        #expect(snapshot.values.count == 2)
        #expect(try await store.revoke(ended.id.locator, secretHash: ended.id.secretHash))
        #expect(try await store.inspect(ended.id.locator) == nil)
        try await server.query("DROP TABLE filler")
        try await kept.increment(in: store)
        let result = try await store.commit(
            kept.id.locator,
            secretHash: kept.id.secretHash,
            commit
        )
        guard case .committed = result else {
            throw Program.Failure(description: "the commit is \(result)")
        }
        await store.close()
    }

    /// The tables are on the small disk, and the log of the server is not.
    private static func start() async throws -> (PostgresServer, PostgresSessionStore) {
        let folder = try TemporaryFolder()
        let space = "\(folder.path)/space"
        try FileManager.default.createDirectory(atPath: space, withIntermediateDirectories: true)
        let mount = """
            mount -t tmpfs -o size=16m,mode=777 tmpfs '\(space)' \
            && mkdir '\(space)/tables' && chown nobody:nogroup '\(space)/tables' && exec "$@"
            """
        let server = try await PostgresServer(
            folder: folder,
            launcher: ["unshare", "-m", "sh", "-c", mount, "sh"]
        )
        try await server.query("CREATE TABLESPACE small LOCATION '\(space)/tables'")
        try await server.query("ALTER ROLE postgres SET default_tablespace = small")
        return (server, try SharedPostgres.store(url: server.url))
    }

    /// What is taken back leaves its room taken until it is cleaned up.
    private static func fill(_ server: PostgresServer) async throws {
        try await server.query("CREATE TABLE filler (text text) WITH (autovacuum_enabled = off)")
        try await server.query(
            """
            DO $$ BEGIN
            FOR size IN REVERSE 3..0 LOOP
                BEGIN
                    LOOP
                        INSERT INTO filler SELECT repeat('x', 1000)
                        FROM generate_series(1, (8 ^ size)::integer);
                    END LOOP;
                EXCEPTION WHEN disk_full THEN NULL;
                END;
            END LOOP;
            END $$
            """
        )
    }
}
#endif
