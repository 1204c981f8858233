// SPDX-License-Identifier: Apache-2.0

#if Redis
/// What the session store asks of a client of Redis; another driver has to do only this.
///
/// The store sends nothing that must not be done twice: a driver may repeat a call that
/// got no reply.
protocol RedisDriver: Sendable {
    /// Sends commands, one directly after the other on one connection, to the master that
    /// has a key, wherever it is by now.
    ///
    /// - Parameters:
    ///   - commands: what to send.
    ///   - key: the key that decides about the server.
    ///   - call: until when there may be attempts.
    /// - Returns: a reply for each command; errors of the server that no repetition helps
    ///   against are among them.
    /// - Throws: `RedisFailure` when there were no replies in time; the commands may have
    ///   been done. `CancellationError` when the task is cancelled.
    func run(
        _ commands: [RedisCommand],
        forKey key: [UInt8],
        within call: RedisCall
    ) async throws -> [RESPValue]

    /// The masters, each of which has a part of the keys.
    func masters(within call: RedisCall) async throws -> [RedisEndpoint]

    /// Sends a command to one server.
    func run(
        _ command: RedisCommand,
        on endpoint: RedisEndpoint,
        within call: RedisCall
    ) async throws -> RESPValue

    /// Ends all connections.
    func shutDown() async
}
#endif
