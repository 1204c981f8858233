// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && PostgreSQL && Redis && SQLite
import HTTPTypes
import Hummingbird
import WebSessions

/// Requests that read and write, in a steady tempo, whether or not the ones before are done.
struct SteadyLoad: Sendable {
    private static let interval = Duration.milliseconds(5)

    private let site: Site
    private let cookies: [String]

    /// Makes the sessions that the requests belong to.
    init(_ store: any SessionStore, sessions count: Int) async throws {
        let way = WayOfWriting.typed
        site = try Site(store) { way.addRoute(to: $0, working: .zero) }
        var cookies: [String] = []
        for _ in 0..<count {
            cookies.append(try await site.start { try $0.set(0, for: way.key) })
        }
        self.cookies = cookies
    }

    /// Sends requests until `work` is done, and returns how long they took.
    func latencies(
        during work: @escaping @Sendable () async throws -> Void
    ) async throws -> Latencies {
        let isDone = Signal()
        return try await withThrowingTaskGroup(of: Duration?.self) { group in
            group.addTask {
                defer { isDone.raise() }
                try await work()
                return nil
            }
            var next = ContinuousClock.now
            while !isDone.isRaised {
                let start = ContinuousClock.now
                group.addTask {
                    try await visit()
                    return start.duration(to: .now)
                }
                next += Self.interval
                try await Task.sleep(until: next)
            }
            return try await group.reduce(into: Latencies()) { latencies, time in
                if let time { latencies.append(time) }
            }
        }
    }

    /// How long requests take for a while.
    func latencies(for duration: Duration) async throws -> Latencies {
        try await latencies { try await Task.sleep(for: duration) }
    }

    private func visit() async throws {
        let cookie = cookies[Int.random(in: cookies.indices)]
        let status = try await site.status(.post, "/visit", cookie: cookie)
        guard status == .noContent else { throw Site.Refusal(status: status) }
    }
}
#endif
