// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import Foundation
import StoreTestSupport
import TestSupport
import Testing
import WebSessions
import WebSessionsTesting

@testable import WebSessionsPostgres

/// What goes wrong between an application and its servers.
///
/// `TALISMAN_FAULT_COMMITS` is how many commits the test of killed servers makes; 10,000 by
/// default.
@Suite(.enabled(if: PostgresServer.isExpected, "there is no PostgreSQL"))
struct PostgresFaultTests {
    private static let commits =
        ProcessInfo.processInfo.environment["TALISMAN_FAULT_COMMITS"].flatMap { Int($0) } ?? 10_000

    @Test func repliesThatAreCutOffApplyNothingTwice() async throws {
        let server = try await SharedPostgres.server
        let proxy = try await CuttingProxy(port: server.port) { Int.random(in: 1...30_000) }
        let store = try SharedPostgres.store(url: proxy.postgres, timeout: .seconds(60))
        let counter = Counter()
        try await counter.make(in: store)
        let tally = await counter.increment(in: store, times: 1000, tasks: 20)
        #expect(tally.errors == [])
        #expect(try await counter.value(in: store) == 1000)
        #expect(proxy.cuts.count >= 10)
        try await proxy.close()
        await store.close()
    }

    @Test func aLoginThatIsSentAgainIsOneLogin() async throws {
        let server = try await SharedPostgres.server
        let proxy = try await CuttingProxy(port: server.port) { Int.random(in: 500...6000) }
        let store = try SharedPostgres.store(
            url: proxy.postgres,
            timeout: .seconds(60),
            connections: 1
        )
        for _ in 0..<20 {
            let id = ClientID(random: SystemRandomSource())
            let new = ClientID(random: SystemRandomSource())
            _ = try await store.create(
                id.locator,
                secretHash: id.secretHash,
                commit: SessionCommit(policy: SessionPolicy())
            )
            let login = SessionCommit(
                policy: SessionPolicy(),
                newSecretHash: new.secretHash,
                principal: "ada"
            )
            let result = try await store.commit(id.locator, secretHash: id.secretHash, login)
            guard case .committed(let record) = result else {
                throw Program.Failure(description: "the login is \(result)")
            }
            #expect(record.principal == "ada")
            let ended = try await store.revoke(id.locator, secretHash: new.secretHash)
            #expect(ended, "a revocation that is sent again forgot what it did")
        }
        #expect(proxy.cuts.count >= 5)
        try await proxy.close()
        await store.close()
    }

    /// All processes of the server at once, as where the machine stands still.
    @Test func killedServersLoseNoAcknowledgedCommit() async throws {
        let server = try await PostgresServer()
        let store = try SharedPostgres.store(url: server.url, timeout: .seconds(60))
        let counters = (0..<10).map { _ in Counter() }
        for counter in counters {
            try await counter.make(in: store)
        }
        let killing = Task {
            while !Task.isCancelled {
                try await Task.sleep(for: .milliseconds(400))
                server.kill()
                try await server.start()
            }
        }
        let tallies = await Counter.increment(counters, in: store, times: Self.commits / 10)
        killing.cancel()
        // The task may have been stopped between the end of a server and its start.
        _ = try? await killing.value
        server.kill()
        try await server.start()
        #expect(tallies.flatMap(\.errors) == [])
        for counter in counters {
            #expect(try await counter.value(in: store) == Self.commits / 10)
        }
        let starts = server.folder.text("log") ?? ""
        #expect(starts.components(separatedBy: "automatic recovery in progress").count >= 3)
        await store.close()
    }

    @Test func aServerThatComesBackIsUsedAgain() async throws {
        let server = try await PostgresServer()
        let store = try SharedPostgres.store(url: server.url, timeout: .seconds(2))
        let counter = Counter()
        try await counter.make(in: store)
        try await counter.increment(in: store)
        server.kill()
        let error = await #expect(throws: SessionError.self) {
            try await counter.increment(in: store)
        }
        #expect(error?.code == .storeUnavailable)
        #expect(error?.isStoreAway == true)
        let reason = "127.0.0.1:\(server.port) cannot be reached: Connection refused"
        #expect(error?.message.hasPrefix(reason) == true, "\(error?.message ?? "")")
        try await server.start()
        try await eventually("the store is back") { try await counter.value(in: store) == 1 }
        try await counter.increment(in: store)
        #expect(try await counter.value(in: store) == 2)
        await store.close()
    }

    /// The server stands still, and then goes on with what it was sent.
    @Test func whatIsGivenUpIsNotAppliedLater() async throws {
        let server = try await PostgresServer()
        let schema = SharedPostgres.schema
        let store = try SharedPostgres.store(
            url: server.url + "?application_name=hasty",
            schema: schema,
            timeout: .milliseconds(400),
            connections: 1
        )
        let patient = try SharedPostgres.store(url: server.url, schema: schema)
        let counter = Counter()
        try await counter.make(in: patient)
        try await counter.increment(in: patient)
        try await eventually("the store is connected") {
            try await counter.value(in: store) == 1
        }
        let text = try await server.query(
            "SELECT pid FROM pg_stat_activity WHERE application_name = 'hasty'"
        )
        // Those that serve it, and the one that would begin others.
        let processes = try [#require(pid_t(text)), #require(server.processID)]
        for process in processes { #expect(kill(process, SIGSTOP) == 0) }
        await #expect(throws: SessionError.self) { try await counter.increment(in: store) }
        // What was sent is valid for a second longer.
        try await Task.sleep(for: .milliseconds(1200))
        for process in processes { #expect(kill(process, SIGCONT) == 0) }
        try await eventually("the process has ended") { kill(processes[0], 0) != 0 }
        #expect(try await counter.value(in: patient) == 1)
        try await counter.increment(in: patient)
        #expect(try await counter.value(in: patient) == 2)
        await store.close()
        await patient.close()
    }

    @Test func aClosedStoreRefusesCalls() async throws {
        let store = try await SharedPostgres.store()
        let counter = Counter()
        try await counter.make(in: store)
        await store.close()
        let error = await #expect(throws: SessionError.self) {
            try await counter.increment(in: store)
        }
        #expect(error?.code == .storeUnavailable)
    }
}
#endif
