// SPDX-License-Identifier: Apache-2.0

#if Redis
import Synchronization

/// Many masters, each with some of the slots.
final class ClusterTopology: RedisTopology {
    private struct State {
        var map = ClusterMap()
        var replicas: [RedisEndpoint] = []
    }

    private let seeds: [RedisEndpoint]
    private let state = Mutex(State())

    /// Makes a topology that asks `seeds` first.
    init(seeds: [RedisEndpoint]) {
        self.seeds = seeds
    }

    var role: RedisConnector.Role { .data }
    var masters: [RedisEndpoint] { state.withLock { $0.map.masters } }
    func master(ofSlot slot: Int) -> RedisEndpoint? { state.withLock { $0.map[slot] } }

    func move(slot: Int, to endpoint: RedisEndpoint) {
        guard (0..<RedisSlot.count).contains(slot) else { return }
        state.withLock { $0.map[slot] = endpoint }
    }

    /// Asks one node after the other, in a random order, until one answers: those that are
    /// known and, when none of them is there any more, those of the URL.
    func discover(with ask: RedisInquiry) async throws {
        let known = state.withLock { $0.map.masters + $0.replicas }.shuffled()
        var last: any Error = RedisFailure.noMaster("no node of the cluster knows the slots")
        for node in known + seeds.filter({ !known.contains($0) }) {
            do {
                let reply = try await ask(RedisCommand("CLUSTER", "SLOTS"), of: node, as: .data)
                if let failure = reply.failure { throw RedisFailure.refused(failure) }
                let (map, replicas) = try ClusterMap.read(reply, askedAt: node)
                guard !map.masters.isEmpty else { continue }
                return state.withLock { $0 = State(map: map, replicas: replicas) }
            } catch {
                last = error
            }
        }
        throw last
    }
}
#endif
