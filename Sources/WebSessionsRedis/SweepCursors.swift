#if Redis
import Synchronization

/// How far the search for stale entries has come at each server.
final class SweepCursors: Sendable {
    private let state = Mutex<[RedisEndpoint: String]>([:])

    func cursor(of endpoint: RedisEndpoint) -> String {
        state.withLock { $0[endpoint] ?? "0" }
    }

    func set(_ cursor: String, of endpoint: RedisEndpoint) {
        state.withLock { $0[endpoint] = cursor }
    }
}
#endif
