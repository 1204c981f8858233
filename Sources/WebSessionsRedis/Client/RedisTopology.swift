// SPDX-License-Identifier: Apache-2.0

#if Redis
import NIOCore

/// Which server is the master of which keys, as far as it is known.
protocol RedisTopology: Sendable {
    /// What the masters are asked for when a connection is made.
    var role: RedisConnector.Role { get }
    /// The master of a slot; nil while it is not known.
    func master(ofSlot slot: Int) -> RedisEndpoint?
    /// All masters that are known.
    var masters: [RedisEndpoint] { get }
    /// A server said that another one has a slot now.
    func move(slot: Int, to endpoint: RedisEndpoint)
    /// Finds out anew.
    func discover(with ask: RedisInquiry) async throws
}

/// Asks any server something, for a topology.
struct RedisInquiry: Sendable {
    let ask: @Sendable (RedisCommand, RedisEndpoint, RedisConnector.Role) async throws -> RESPValue

    func callAsFunction(
        _ command: RedisCommand,
        of endpoint: RedisEndpoint,
        as role: RedisConnector.Role
    ) async throws -> RESPValue {
        try await ask(command, endpoint, role)
    }
}

/// One server, always the same.
struct SingleTopology: RedisTopology {
    let endpoint: RedisEndpoint

    var role: RedisConnector.Role { .data }
    var masters: [RedisEndpoint] { [endpoint] }
    func master(ofSlot slot: Int) -> RedisEndpoint? { endpoint }
    func move(slot: Int, to endpoint: RedisEndpoint) {}
    func discover(with ask: RedisInquiry) async throws {}
}
#endif
