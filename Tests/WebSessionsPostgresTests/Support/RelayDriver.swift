// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
@testable import WebSessionsPostgres

/// Passes statements on by way of a closure, which may send them again.
struct RelayDriver: PostgresDriver {
    typealias Relay =
        @Sendable (
            _ statement: PostgresStatement,
            _ send: () async throws -> [PostgresRow]
        ) async throws -> [PostgresRow]

    let base: any PostgresDriver
    let relay: Relay

    var security: PostgresSecurity? { base.security }

    func run(
        _ statement: PostgresStatement,
        _ arguments: [PostgresArgument],
        within call: PostgresCall
    ) async throws -> [PostgresRow] {
        try await relay(statement) { try await base.run(statement, arguments, within: call) }
    }

    func shutDown() async {
        await base.shutDown()
    }
}

extension PostgresSessionStore {
    /// The same store with a closure between it and its driver.
    func relayed(
        maximumLag: Int64? = nil,
        _ relay: @escaping RelayDriver.Relay
    )
        -> PostgresSessionStore
    {
        PostgresSessionStore(
            driver: RelayDriver(base: driver, relay: relay),
            schema: schema,
            name: name,
            timeout: timeout,
            migrates: true,
            maximumLag: maximumLag ?? self.maximumLag,
            clock: clock,
            logger: logger
        )
    }
}
#endif
