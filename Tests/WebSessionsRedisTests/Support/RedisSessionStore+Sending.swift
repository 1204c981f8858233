// SPDX-License-Identifier: Apache-2.0

#if Redis
@testable import WebSessionsRedis

extension RedisSessionStore {
    /// Sends a command in a call of its own.
    func send(_ command: RedisCommand, forKey key: [UInt8]) async throws -> RESPValue {
        try await send(command, forKey: key, within: begin())
    }
}
#endif
