// SPDX-License-Identifier: Apache-2.0

#if Redis
@testable import WebSessionsRedis

/// Gives what is to be sent to a test, which passes it on.
struct RelayDriver: RedisDriver {
    typealias Send = @Sendable (RedisCall) async throws -> [RESPValue]

    typealias Relay = @Sendable ([RedisCommand], RedisCall, Send) async throws -> [RESPValue]

    let base: any RedisDriver
    let relay: Relay

    func run(
        _ commands: [RedisCommand],
        forKey key: [UInt8],
        within call: RedisCall
    ) async throws -> [RESPValue] {
        try await relay(commands, call) { call in
            try await base.run(commands, forKey: key, within: call)
        }
    }

    func masters(within call: RedisCall) async throws -> [RedisEndpoint] {
        try await base.masters(within: call)
    }

    func run(
        _ command: RedisCommand,
        on endpoint: RedisEndpoint,
        within call: RedisCall
    ) async throws -> RESPValue {
        try await base.run(command, on: endpoint, within: call)
    }

    func shutDown() async {
        await base.shutDown()
    }
}

extension RedisSessionStore {
    /// The same store, whose calls go through a test.
    func relayed(_ relay: @escaping RelayDriver.Relay) -> RedisSessionStore {
        driven(by: RelayDriver(base: driver, relay: relay))
    }

    /// The same store over another driver.
    func driven(by driver: any RedisDriver) -> RedisSessionStore {
        RedisSessionStore(
            driver: driver,
            keys: keys,
            name: name,
            timeout: timeout,
            replicas: replicas,
            clock: clock,
            logger: logger
        )
    }
}
#endif
