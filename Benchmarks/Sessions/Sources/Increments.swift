// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && PostgreSQL && Redis && SQLite
import HTTPTypes
import WebSessions

/// What became of increments of one value by requests that overlap.
struct Increments: Codable, Sendable {
    /// The value in the end.
    let stored: Int
    /// How many requests were answered as if all were well.
    let acknowledged: Int
    /// How many were told that theirs was not stored.
    let reported: Int

    /// How many are gone although they were acknowledged.
    var lost: Int { max(acknowledged - stored, 0) }

    /// Lets a crowd send its requests to an application on a store.
    static func measure(
        _ store: any SessionStore,
        _ way: WayOfWriting,
        _ crowd: LostUpdates.Crowd
    ) async throws -> Self {
        let site = try Site(store) { way.addRoute(to: $0, working: crowd.pause) }
        let cookie = try await site.start { try $0.set(0, for: way.key) }
        let acknowledged = try await withThrowingTaskGroup { group in
            for _ in 0..<crowd.tasks {
                group.addTask { try await send(crowd.rounds, to: site, cookie) }
            }
            return try await group.reduce(0, +)
        }
        return Self(
            stored: try await site.session(cookie: cookie).value(way.key) ?? 0,
            acknowledged: acknowledged,
            reported: crowd.tasks * crowd.rounds - acknowledged
        )
    }

    /// Sends requests one after the other, and returns how many were acknowledged.
    private static func send(_ count: Int, to site: Site, _ cookie: String) async throws -> Int {
        var acknowledged = 0
        for _ in 0..<count {
            let status = try await site.status(.post, "/visit", cookie: cookie)
            guard [.noContent, .conflict].contains(status) else {
                throw Site.Refusal(status: status)
            }
            acknowledged += status == .noContent ? 1 : 0
        }
        return acknowledged
    }
}
#endif
