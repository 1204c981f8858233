// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
public import Logging
public import WebSessions

/// Keeps sessions in PostgreSQL 14 and later: the store for teams that run it already.
///
/// A read with its touch is one round trip, and so is a commit, which is one transaction; each
/// is one function at the server, which also decides about expiry with its own clock. A call
/// that gets no reply is repeated until its timeout, and a commit that is repeated is applied
/// once. Many calls are under way on each connection.
///
/// What prevents the servers from answering is a `SessionError`:
/// `SessionErrorCode.storeUnavailable` where none can be reached, the login or a statement is
/// refused, or the store was closed; `SessionErrorCode.storeFull` where a server's disk is
/// full; `SessionErrorCode.storeFailure` for everything else, such as no reply in time. A task
/// that is cancelled throws `CancellationError`.
///
/// ```
/// postgres://[user[:password]@][host[:port],host[:port]...][/database][?parameter=value&...]
/// ```
///
/// Of several hosts the one is used that takes writes. The parameters are those of libpq, such
/// as `sslmode=verify-full`, `sslrootcert` and `passfile`. What the URL does not say comes from
/// libpq's environment, such as `PGPASSWORD` and `PGPASSFILE`. Write `%`, `?`, `#`, `@`, `/`,
/// `:` and `&` in a password with percent encoding.
///
/// <doc:Operation> says which permissions, poolers, backups and settings of the servers go with
/// it; ``settingsWarnings()`` looks at them. `Sendable`.
public struct PostgresSessionStore: SessionStore {
    /// The name of the store in errors and metrics.
    public let name: String
    let driver: any PostgresDriver
    let schema: PostgresSchema
    let statements: PostgresStatements
    let clock: (any SessionClock)?
    let timeout: Duration
    /// How many bytes of changes a replica may be behind before sweeps wait for it.
    let maximumLag: Int64
    let logger: Logger
    let gate: PostgresSchemaGate

    /// Makes a store; nothing is connected before the first call.
    ///
    /// - Parameters:
    ///   - url: where the servers are, and how to log in.
    ///   - schema: the schema with the tables of sessions, so that applications can share a
    ///     database; `talisman` by default.
    ///   - name: the name in errors and metrics.
    ///   - timeout: how long a call takes at most, with all repetitions; five seconds by
    ///     default. A listing of all records and a sweep wait so long for each reply.
    ///   - connections: how many there are; four by default. Any number of calls is under way
    ///     on each.
    ///   - isPooled: whether the URL is that of a pooler, such as PgBouncer in transaction
    ///     mode; false by default. Then there are no prepared statements and no settings of a
    ///     connection, and the limits of time of the role count.
    ///   - migrates: whether the first call makes the tables, or brings them up to date; true by
    ///     default. A role that may not do that takes false, and ``migrate()`` is called by
    ///     one that may.
    ///   - clock: decides about expiry; nil, the default, for the clock of the server.
    ///   - logger: gets what is unsafe about the settings.
    /// - Throws: `SessionErrorCode.invalidConfiguration`, without the password, for a URL or a
    ///   schema that cannot be used.
    public init(
        url: String,
        schema: String = "talisman",
        name: String = "postgres",
        timeout: Duration = .seconds(5),
        connections: Int = 4,
        isPooled: Bool = false,
        migrates: Bool = true,
        clock: (any SessionClock)? = nil,
        logger: Logger = Logger(label: "sessions.postgres")
    ) throws(SessionError) {
        let limit = min(max(timeout, .milliseconds(1)), .seconds(3600))
        self.init(
            driver: LibPQClient(
                try PostgresURL(url),
                connections: connections,
                timeout: limit,
                isPooled: isPooled
            ),
            schema: try PostgresSchema(name: schema),
            name: name,
            timeout: limit,
            migrates: migrates,
            clock: clock,
            logger: logger
        )
    }

    init(
        driver: any PostgresDriver,
        schema: PostgresSchema,
        name: String,
        timeout: Duration,
        migrates: Bool,
        maximumLag: Int64 = 64 * 1_048_576,
        clock: (any SessionClock)?,
        logger: Logger
    ) {
        self.driver = driver
        self.schema = schema
        self.name = name
        self.timeout = timeout
        self.maximumLag = maximumLag
        self.clock = clock
        self.logger = logger
        statements = PostgresStatements(schema)
        gate = PostgresSchemaGate(migrates: migrates)
    }

    /// Ends all connections.
    ///
    /// Calls that are under way throw, and so do further ones. ``run()`` does it at a
    /// graceful shutdown.
    public func close() async {
        await driver.shutDown()
    }
}
#endif
