#if Hummingbird && Redis && SQLite
import WebSessions
import WebSessionsRedis

/// How often in a second a request can get a value of its session and save it.
struct Throughput {
    /// Somebody who does it for a while and says how often.
    private struct Contender {
        let name: String
        var isRedisHere = false
        let perSecond: (Duration) async throws -> Double
    }

    /// To whom the lines of Redis are compared.
    private static let rival = "Django, cache (Redis)"

    let stores: Stores
    let peers: Peers?
    var rounds = 5
    var duration = Duration.seconds(1)

    /// Measures all in turn, several times, so that a slow minute of the machine slows all.
    func measure(into report: Report) async throws {
        report.title("Get and save on one connection, one after the other, in a second")
        let contenders = contenders
        var series = contenders.map { _ in Series() }
        var factors = series
        for _ in 0..<rounds {
            var rates: [Double] = []
            for contender in contenders {
                rates.append(try await contender.perSecond(duration))
            }
            let rival = contenders.firstIndex { $0.name == Self.rival }.map { rates[$0] }
            for index in contenders.indices {
                series[index].append(rates[index])
                factors[index].append(rates[index] / (rival ?? .nan))
            }
        }
        var table = Table("who", "median", "least", "greatest")
        for (contender, series) in zip(contenders, series) {
            table.add([contender.name] + series.cells(digits: 0))
        }
        report.table(table)
        guard peers != nil else { return }
        for (contender, factors) in zip(contenders, factors) where contender.isRedisHere {
            let cells = factors.cells(digits: 1)
            report.note(
                "\(contender.name): \(cells[0]) times \(Self.rival), \(cells[1]) to \(cells[2])"
            )
        }
    }

    private var contenders: [Contender] {
        var all = stores.all.map { name, store in
            Contender(name: name, isRedisHere: store is RedisSessionStore) {
                try await Self.perSecond(store, tasks: 1, for: $0)
            }
        }
        if let peers {
            all += peers.names.enumerated().map { index, name in
                Contender(name: name) { try peers.throughput(index, for: $0) }
            }
            all.append(Contender(name: "two bare PINGs", perSecond: peers.roundTrips))
        }
        all.append(
            Contender(name: "Redis, on its event loop", isRedisHere: true) { [stores] duration in
                try await withTaskExecutorPreference(EventLoopExecutor()) {
                    try await Self.perSecond(stores.redis, tasks: 1, for: duration)
                }
            }
        )
        let many = 64
        all.append(
            Contender(name: "Redis, \(many) tasks on the connection", isRedisHere: true) {
                [stores] in
                try await Self.perSecond(stores.redis, tasks: many, for: $0)
            }
        )
        return all
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
