// SPDX-License-Identifier: Apache-2.0

#if Redis
import Synchronization

/// How far the search for stale entries has come at each server.
final class SweepCursors: Sendable {
    private let state = Mutex<[RedisEndpoint: UInt64]>([:])

    func cursor(of endpoint: RedisEndpoint) -> UInt64 {
        state.withLock { $0[endpoint] ?? 0 }
    }

    func set(_ cursor: UInt64, of endpoint: RedisEndpoint) {
        state.withLock { $0[endpoint] = cursor }
    }
}
#endif
