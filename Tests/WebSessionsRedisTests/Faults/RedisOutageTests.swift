// SPDX-License-Identifier: Apache-2.0

#if Redis
import Foundation
import Synchronization
import StoreTestSupport
import TestSupport
import Testing
import WebSessions
import WebSessionsTesting

@testable import WebSessionsRedis

/// A server is away for five seconds.
@Suite(.enabled(if: RedisServer.isExpected, "there is no redis-server"))
struct RedisOutageTests {
    enum Absence: CaseIterable {
        /// The process stands still, and then goes on with what it was sent.
        case frozen
        /// The process is killed, and another one reads its file.
        case restarted
    }

    @Test(arguments: Absence.allCases)
    func fiveSecondsWithoutAServerLoseNothing(_ absence: Absence) async throws {
        let server = try await RedisServer(["--appendonly", "yes", "--appendfsync", "always"])
        let hasty = try Load(server, timeout: .seconds(1))
        let patient = try Load(server, timeout: .seconds(60))
        for load in [hasty, patient] { try await load.counter.make(in: patient.store) }
        let loads = [hasty, patient].map { load in Task { await load.run() } }
        try await Self.progress(of: [hasty, patient])
        try await Self.interrupt(server, absence)
        try await Self.progress(of: [hasty, patient])
        for load in [hasty, patient] { load.stop() }
        for load in loads { await load.value }
        try await Self.check(hasty, patient)
        await hasty.store.close()
        await patient.store.close()
    }

    private static func interrupt(_ server: RedisServer, _ absence: Absence) async throws {
        switch absence {
        case .frozen:
            let id = try await server.processID
            _ = kill(id, SIGSTOP)
            defer { _ = kill(id, SIGCONT) }
            try await Task.sleep(for: .seconds(5))
        case .restarted:
            server.kill()
            try await Task.sleep(for: .seconds(5))
            try await server.start()
        }
    }

    /// Waits until each load has made some commits more.
    private static func progress(of loads: [Load]) async throws {
        let start = loads.map(\.tally.acknowledged)
        try await RedisCluster.until("all loads make commits") {
            zip(loads, start).allSatisfy { $0.tally.acknowledged >= $1 + 10 }
        }
    }

    private static func check(_ hasty: Load, _ patient: Load) async throws {
        // Whoever waits gets everything, once.
        #expect(patient.tally.errors == [])
        #expect(patient.tally.longest >= .seconds(4), "there was no outage")
        #expect(try await patient.counter.value(in: patient.store) == patient.tally.acknowledged)
        // Whoever does not is told so in time, and loses nothing that was acknowledged.
        let (acknowledged, failures) = (hasty.tally.acknowledged, hasty.tally.errors)
        #expect(!failures.isEmpty)
        #expect(failures.allSatisfy { [.storeFailure, .storeUnavailable].contains($0) })
        #expect(hasty.tally.longest < .milliseconds(4500), "it waited for the server")
        let value = try await hasty.counter.value(in: patient.store)
        #expect((acknowledged...(acknowledged + failures.count)).contains(value))
    }
}

/// Commits that follow each other in four tasks until they are stopped.
private final class Load: Sendable {
    struct Tally {
        var acknowledged = 0
        var errors: [SessionErrorCode?] = []
        var longest = Duration.zero
        var isStopped = false
    }

    let counter = Counter()
    let store: RedisSessionStore
    private let state = Mutex(Tally())

    init(_ server: RedisServer, timeout: Duration) throws {
        store = try SharedRedis.store(
            url: server.url,
            prefix: "p",
            timeout: timeout,
            connections: 2
        )
    }

    var tally: Tally { state.withLock(\.self) }

    func stop() {
        state.withLock { $0.isStopped = true }
    }

    func run() async {
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask { while !self.tally.isStopped { await self.commit() } }
            }
        }
    }

    private func commit() async {
        let start = ContinuousClock.now
        let result: Result<Void, any Error>
        do {
            result = .success(try await counter.increment(in: store))
        } catch {
            result = .failure(error)
        }
        state.withLock { state in
            state.longest = max(state.longest, start.duration(to: .now))
            switch result {
            case .success: state.acknowledged += 1
            case .failure(let error): state.errors.append((error as? SessionError)?.code)
            }
        }
    }
}

extension RedisServer {
    /// The process of the server itself.
    var processID: pid_t {
        get async throws {
            let info = try await command("INFO", "server")
            let facts = RedisSettings(info: info, settings: nil).facts
            guard let text = facts["process_id"], let id = pid_t(text) else {
                throw Program.Failure(description: "INFO has no process_id")
            }
            return id
        }
    }
}
#endif
