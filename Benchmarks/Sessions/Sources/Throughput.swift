// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && PostgreSQL && Redis && SQLite
import WebSessions
import WebSessionsPostgres
import WebSessionsRedis

/// How often in a second a request can get a value of its session and save it.
struct Throughput {
    /// Somebody who does it for a while and says how often.
    private struct Contender {
        let name: String
        /// To whom it is compared.
        var rivals: [String] = []
        let perSecond: (Duration) async throws -> Double
    }

    private static let rival = "Django, cache (Redis)"
    /// How many tasks share a connection, and how many threads have one each.
    private static let many = 64
    private static let manyRivals = "\(rival), \(many) threads"
    private static let databaseRival = "Django, database (PostgreSQL)"
    private static let manyInDatabase = "PostgreSQL, \(many) tasks on the connection"
    private static let wideDatabase = "PostgreSQL, \(many) tasks on \(Stores.wide) connections"
    private static let manyHere = "Redis, \(many) tasks on the connection"
    /// How much faster than its rival the connection with many tasks is at least.
    private static let leastFactor = 5.0
    private static let leastDatabaseFactor = 10.0

    let stores: Stores
    let peers: Peers?
    var rounds = 5
    var duration = Duration.seconds(1)

    /// Measures all in turn, several times, so that a slow minute of the machine slows all.
    func measure(into report: inout Report) async throws {
        report.title("Get and save on one connection, one after the other, in a second")
        let contenders = contenders
        var rounds: [[String: Double]] = []
        for _ in 0..<self.rounds {
            var rates: [String: Double] = [:]
            for contender in contenders {
                rates[contender.name] = try await contender.perSecond(duration)
            }
            rounds.append(rates)
        }
        var table = Table("who", "median", "least", "greatest")
        for contender in contenders {
            let series = Series(rounds.compactMap { $0[contender.name] })
            table.add([contender.name] + series.cells(digits: 0))
        }
        report.table(table)
        guard peers != nil else { return }
        for contender in contenders {
            for rival in contender.rivals {
                compare(contender.name, rival, rounds, &report)
            }
        }
    }

    private func compare(
        _ name: String,
        _ rival: String,
        _ rounds: [[String: Double]],
        _ report: inout Report
    ) {
        let factors = Series(rounds.map { ($0[name] ?? .nan) / ($0[rival] ?? .nan) })
        let cells = factors.cells(digits: 1)
        report.note("\(name): \(cells[0]) times \(rival), \(cells[1]) to \(cells[2])")
        report.require(
            name != Self.manyHere || rival != Self.rival || factors.median >= Self.leastFactor,
            "\(name): at least \(Self.leastFactor) times \(rival)"
        )
        report.require(
            name != Self.manyInDatabase || factors.median >= Self.leastDatabaseFactor,
            "\(name): at least \(Self.leastDatabaseFactor) times \(rival)"
        )
    }

    private var contenders: [Contender] {
        var all = stores.all.map { name, store in
            Contender(name: name, rivals: Self.rivals(of: store)) {
                try await Self.perSecond(store, tasks: 1, for: $0)
            }
        }
        if let peers {
            all += peers.names.enumerated().map { index, name in
                Contender(name: name) { try peers.throughput(index, for: $0) }
            }
            all += peers.names.indices.filter { peers.names[$0] == Self.rival }.map { index in
                Contender(name: Self.manyRivals) {
                    try peers.throughput(index, threads: Self.many, for: $0)
                }
            }
            all.append(Contender(name: "two bare PINGs", perSecond: peers.roundTrips))
        }
        all.append(
            Contender(name: "Redis, on its event loop", rivals: [Self.rival]) { [stores] duration in
                try await withTaskExecutorPreference(EventLoopExecutor()) {
                    try await Self.perSecond(stores.redis, tasks: 1, for: duration)
                }
            }
        )
        all.append(
            Contender(name: Self.manyHere, rivals: [Self.rival, Self.manyRivals]) { [stores] in
                try await Self.perSecond(stores.redis, tasks: Self.many, for: $0)
            }
        )
        all.append(
            Contender(name: Self.manyInDatabase, rivals: [Self.databaseRival]) { [stores] in
                try await Self.perSecond(stores.postgres, tasks: Self.many, for: $0)
            }
        )
        all.append(
            Contender(name: Self.wideDatabase, rivals: [Self.databaseRival]) { [stores] in
                try await Self.perSecond(stores.widePostgres, tasks: Self.many, for: $0)
            }
        )
        return all
    }

    private static func rivals(of store: any SessionStore) -> [String] {
        switch store {
        case is RedisSessionStore: [rival]
        case is PostgresSessionStore: [databaseRival]
        default: []
        }
    }

    /// Each task has a session of its own.
    private static func perSecond(
        _ store: any SessionStore,
        tasks: Int,
        for duration: Duration
    ) async throws -> Double {
        let site = try Site(store)
        var cookies: [String] = []
        for _ in 0..<tasks {
            cookies.append(try await site.start { try $0.set(0, for: WayOfWriting.plain.key) })
        }
        let clock = ContinuousClock()
        let start = clock.now
        let count = try await withThrowingTaskGroup(of: Int.self) { group in
            for cookie in cookies {
                group.addTask {
                    var count = 0
                    while start.duration(to: clock.now) < duration {
                        try await getAndSave(site.session(cookie: cookie))
                        count += 1
                    }
                    return count
                }
            }
            return try await group.reduce(0, +)
        }
        return Double(count) / (start.duration(to: clock.now) / .seconds(1))
    }

    private static func getAndSave(_ session: Session) async throws {
        let key = WayOfWriting.plain.key
        try await session.load(key)
        session[key, default: 0] += 1
        _ = try await session.commit()
    }
}
#endif
