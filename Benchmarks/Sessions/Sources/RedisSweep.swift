// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && PostgreSQL && Redis && SQLite
import Foundation
import WebSessions
import WebSessionsRedis

/// A Redis server with many sessions, half of which end at one moment under load.
///
/// The server removes them itself in the minute after their end; nothing is asked of it. It
/// leaves up to a tenth of its keys for later, until it comes across them.
struct RedisSweep {
    /// The bytes of each session.
    struct Size {
        let inMemory: Double
        let inDump: Double
    }

    let url: String
    let folder: String
    let count: Int
    /// How long requests are measured before and after the sessions end.
    let window: Duration
    /// How long the server is watched after the end.
    let course: Duration

    func measure() async throws -> (Size, SweepResult) {
        let store = try RedisSessionStore(url: url, application: "many", connections: 1)
        let server = try RedisServer(url: url)
        let memory = try await server.fact("used_memory")
        let end = try await fill(store)
        let size = Size(
            inMemory: Double(try await server.fact("used_memory") - memory) / Double(count),
            inDump: Double(try await dump(server)) / Double(count)
        )
        return (size, try await sweep(store, server, at: end))
    }

    /// Makes the sessions; returns when half of them end.
    private func fill(_ store: RedisSessionStore) async throws -> ContinuousClock.Instant {
        let many = ManySessions(store: store)
        let start = ContinuousClock.now
        try await many.make(count - count / 2) { .configured }
        let half = start.duration(to: .now)
        let rest = half * 2 + window * 2 + .seconds(count / 50_000 + 1)
        let date = SystemSessionClock().now.advanced(by: rest)
        let end = ContinuousClock.now + rest
        try await many.make(count / 2) { .date(date) }
        return end
    }

    /// The bytes of a dump of all sessions.
    private func dump(_ server: RedisServer) async throws -> Int {
        try await server.save()
        let path = "\(folder)/dump.rdb"
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    }

    private func sweep(
        _ store: RedisSessionStore,
        _ server: RedisServer,
        at end: ContinuousClock.Instant
    ) async throws -> SweepResult {
        let load = try await SteadyLoad(store, sessions: 500)
        var result = SweepResult()
        _ = try await load.latencies(for: window)
        let before = try await server.fact("expired_keys")
        result.quiet.append(
            try await load.latencies { try await Task.sleep(until: end - .milliseconds(50)) }
        )
        result.swept.append(
            try await load.latencies { try await Task.sleep(until: end + course) }
        )
        result.duration = end.duration(to: .now)
        result.quiet.append(try await load.latencies(for: window))
        result.removed = try await server.fact("expired_keys") - before
        await store.close()
        return result
    }
}
#endif
