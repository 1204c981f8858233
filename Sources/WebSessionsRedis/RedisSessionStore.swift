// SPDX-License-Identifier: Apache-2.0

#if Redis
public import Logging
import NIOCore
import NIOPosix
public import WebSessions

/// Keeps sessions in Redis 7 or Valkey: the store for many machines.
///
/// A read with its touch is one round trip, and so is a commit; each is one script at the
/// server, which also decides about expiry with its own clock. Redis removes expired records
/// itself, within a minute of their end. A call that gets no reply is repeated until its
/// timeout, and a commit that is repeated is applied once.
///
/// What prevents the servers from answering is a `SessionError`:
/// `SessionErrorCode.storeUnavailable` where none can be reached, the login or a command is
/// refused, or the store was closed; `SessionErrorCode.storeFull` where a server has no memory
/// for a write; `SessionErrorCode.storeFailure` for everything else, such as no reply in time
/// or a damaged record. A task that is cancelled throws `CancellationError`.
///
/// The servers are one, one that Sentinels watch, or a Cluster:
///
/// ```
/// redis://[user:password@]host[:port][/database]
/// redis+sentinel://[user:password@]host[:port],host[:port].../name[/database][?query]
/// redis+cluster://[user:password@]host[:port],host[:port]...
/// ```
///
/// User and password before the `@` are those of the servers with the data. Sentinels that
/// want a password get it from the query: `sentinel-password=PASSWORD`, and before or after an
/// `&` `sentinel-user=USER` where they know users. Write `%`, `?`, `#`, `@`, `/` and `&` in a
/// password with percent encoding.
///
/// `rediss` instead of `redis` encrypts the connections. <doc:Durability> says which settings
/// of the servers keep sessions safe; ``settingsWarnings()`` looks at them. `Sendable`.
public struct RedisSessionStore: SessionStore {
    /// The name of the store in errors and metrics.
    public let name: String
    let driver: any RedisDriver
    let keys: RedisKeys
    let clock: (any SessionClock)?
    let replicas: Int
    let timeout: Duration
    let logger: Logger
    let cursors = SweepCursors()

    /// Makes a store; nothing is connected before the first call.
    ///
    /// - Parameters:
    ///   - url: where the servers are, and how to log in.
    ///   - application: part of the keys, so that applications can share a server.
    ///   - prefix: what all keys begin with, before the application.
    ///   - name: the name in errors and metrics.
    ///   - timeout: how long a call takes at most, with all that is sent for it and all
    ///     repetitions; five seconds by default. A listing of all records and a sweep wait so
    ///     long for each reply.
    ///   - connections: how many there are to each server; by default one for each core.
    ///     Any number of calls is under way on each.
    ///   - tls: what encrypted connections trust; the system's authorities by default.
    ///   - replicas: how many replicas must have a commit before it counts as done; none by
    ///     default.
    ///   - clock: decides about expiry; nil, the default, for the clock of the server.
    ///   - logger: gets what is unsafe about the settings.
    /// - Throws: `SessionErrorCode.invalidConfiguration`, without the password, for a
    ///   URL, a prefix or certificates that cannot be used.
    public init(
        url: String,
        application: String,
        prefix: String = "talisman:",
        name: String = "redis",
        timeout: Duration = .seconds(5),
        connections: Int? = nil,
        tls: RedisTLS = RedisTLS(),
        replicas: Int = 0,
        clock: (any SessionClock)? = nil,
        logger: Logger = Logger(label: "sessions.redis")
    ) throws(SessionError) {
        let url = try RedisURL(url)
        let limit = min(max(timeout, .milliseconds(1)), .seconds(3600))
        let connector = RedisConnector(
            credentials: url.credentials,
            sentinelCredentials: url.sentinelCredentials,
            database: url.database,
            tls: url.isEncrypted ? try tls.context() : nil,
            timeout: min((limit / 4).timeAmount, .seconds(2))
        )
        self.init(
            driver: RedisClient(url, connector, connections: connections, timeout: limit),
            keys: try RedisKeys(prefix: prefix + (application.isEmpty ? "" : "\(application):")),
            name: name,
            timeout: limit,
            replicas: replicas,
            clock: clock,
            logger: logger
        )
    }

    init(
        driver: any RedisDriver,
        keys: RedisKeys,
        name: String,
        timeout: Duration,
        replicas: Int,
        clock: (any SessionClock)?,
        logger: Logger
    ) {
        self.driver = driver
        self.keys = keys
        self.name = name
        self.timeout = timeout
        self.replicas = max(replicas, 0)
        self.clock = clock
        self.logger = logger
    }

    /// Ends all connections.
    ///
    /// Calls that are under way throw, and so do further ones. ``run()`` does it at a
    /// graceful shutdown.
    public func close() async {
        await driver.shutDown()
    }
}

extension RedisClient {
    /// Makes a client for the servers that a URL names.
    convenience init(
        _ url: RedisURL,
        _ connector: RedisConnector,
        connections: Int?,
        timeout: Duration
    ) {
        let loops = Array(MultiThreadedEventLoopGroup.singleton.makeIterator())
        let backoff = RetryBackoff()
        let pool = RedisConnectionPool(
            connector: connector,
            eventLoops: (0..<max(connections ?? loops.count, 1)).map { loops[$0 % loops.count] },
            backoff: backoff
        )
        self.init(
            topology: url.topology,
            pool: pool,
            timeout: timeout.timeAmount,
            backoff: backoff
        )
    }
}

extension RedisURL {
    fileprivate var topology: any RedisTopology {
        switch arrangement {
        case .single: SingleTopology(endpoint: endpoints[0])
        case .sentinel(let master): SentinelTopology(sentinels: endpoints, master: master)
        case .cluster: ClusterTopology(seeds: endpoints)
        }
    }
}

extension Duration {
    var timeAmount: TimeAmount { .milliseconds(max(milliseconds, 1)) }
}
#endif
