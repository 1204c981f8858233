// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && PostgreSQL && Redis && SQLite
import Foundation
import HTTPTypes
import Hummingbird
import TalismanHummingbird
import WebSessions
import WebSessionsRedis

/// How long pages that read their session take while the store does not answer.
struct StoreOutages {
    /// The most that one of a hundred pages may take after the first timeout, in milliseconds.
    private static let limit = 50.0
    private static let interval = Duration.milliseconds(5)

    /// What becomes of the server.
    private enum Absence: String, CaseIterable {
        /// The process stands still, and connections stay.
        case paused
        /// The process is gone, and nobody listens.
        case killed
    }

    /// One request.
    private struct Visit {
        let start: ContinuousClock.Instant
        let time: Duration
        let isAnswered: Bool

        var end: ContinuousClock.Instant { start + time }
    }

    /// Whether to see only that all of it works.
    let isCheck: Bool

    private var timeout: Duration { isCheck ? .milliseconds(300) : .seconds(5) }

    func measure(into report: inout Report) async throws {
        let seconds = timeout / .seconds(1)
        report.title("Pages while Redis is away, with a timeout of \(seconds) s, 200 a second")
        var table = Table(
            "the server is",
            "breaker",
            "until the first timeout",
            "p50, ms",
            "p99, ms",
            "after it",
            "p50, ms",
            "p99, ms",
            "back after, ms"
        )
        for absence in Absence.allCases {
            for breaker in [CircuitBreaker(), nil] {
                try await measure(absence, breaker, &table, &report)
            }
        }
        report.table(table)
    }

    private func measure(
        _ absence: Absence,
        _ breaker: CircuitBreaker?,
        _ table: inout Table,
        _ report: inout Report
    ) async throws {
        let server = try await LocalRedis()
        defer { server.end() }
        let store = try RedisSessionStore(
            url: server.url,
            application: "benchmark",
            timeout: timeout,
            connections: 1
        )
        let site = try Site(store, breaker: breaker) { Self.addPage(to: $0) }
        let cookie = try await site.start { try $0.set(0, for: WayOfWriting.plain.key) }
        guard try await Self.visit(site, cookie).isAnswered else { throw Site.Refusal(status: .ok) }
        switch absence {
        case .paused: server.pause()
        case .killed: server.end()
        }
        let visits = try await Self.visits(site, cookie, for: timeout * 2.5)
        switch absence {
        case .paused: server.resume()
        case .killed: try await server.start()
        }
        let back = try await Self.timeUntilBack(site, cookie)
        await store.close()
        let first = visits.filter { !$0.isAnswered }.map(\.end).min() ?? .now
        let before = Self.latencies(visits.filter { $0.start < first })
        let after = Self.latencies(visits.filter { $0.start >= first })
        let words = [before, after].flatMap { latencies in
            [String(latencies.times.count)]
                + [50, 99].map { String(format: "%.1f", latencies.percentile($0)) }
        }
        table.add(
            [absence.rawValue, breaker == nil ? "none" : "as it comes"] + words
                + [String(format: "%.0f", back / .milliseconds(1))]
        )
        report.require(
            isCheck || breaker == nil || after.percentile(99) < Self.limit,
            "\(absence.rawValue): p99 under \(Self.limit) ms after the first timeout"
        )
    }

    private static func latencies(_ visits: [Visit]) -> Latencies {
        visits.reduce(into: Latencies()) { $0.append($1.time) }
    }

    private static func addPage(to router: Router<SiteContext>) {
        router.get("page") { _, context in
            let session = try context.session
            try await session.load(WayOfWriting.plain.key)
            return HTTPResponse.Status.noContent
        }
    }

    private static func visit(_ site: Site, _ cookie: String) async throws -> Visit {
        let start = ContinuousClock.now
        let status = try await site.status(.get, "/page", cookie: cookie)
        return Visit(start: start, time: start.duration(to: .now), isAnswered: status == .noContent)
    }

    /// Sends requests in a steady tempo, and waits for all of them.
    private static func visits(
        _ site: Site,
        _ cookie: String,
        for duration: Duration
    ) async throws -> [Visit] {
        try await withThrowingTaskGroup(of: Visit.self) { group in
            let end = ContinuousClock.now + duration
            var next = ContinuousClock.now
            while next < end {
                group.addTask { try await visit(site, cookie) }
                next += interval
                try await Task.sleep(until: next)
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    /// A server that was killed has lost the session; its answer is one nevertheless.
    private static func timeUntilBack(_ site: Site, _ cookie: String) async throws -> Duration {
        let start = ContinuousClock.now
        while try await !visit(site, cookie).isAnswered {
            try await Task.sleep(for: .milliseconds(1))
        }
        return start.duration(to: .now)
    }
}
#endif
