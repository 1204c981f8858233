// SPDX-License-Identifier: Apache-2.0

#if Redis
import Synchronization

/// One master, which the Sentinels name.
final class SentinelTopology: RedisTopology {
    private struct State {
        var sentinels: [RedisEndpoint]
        var master: RedisEndpoint?
    }

    private let name: String
    private let state: Mutex<State>

    init(sentinels: [RedisEndpoint], master name: String) {
        self.name = name
        state = Mutex(State(sentinels: sentinels))
    }

    var role: RedisConnector.Role { .master }
    var masters: [RedisEndpoint] { [state.withLock(\.master)].compactMap(\.self) }
    func master(ofSlot slot: Int) -> RedisEndpoint? { state.withLock(\.master) }
    func move(slot: Int, to endpoint: RedisEndpoint) {}

    /// Asks one Sentinel after the other; the one that answers is asked first next time.
    func discover(with ask: RedisInquiry) async throws {
        var last: any Error = RedisFailure.noMaster("no Sentinel knows a master '\(name)'")
        let command = RedisCommand("SENTINEL", "GET-MASTER-ADDR-BY-NAME", name)
        for sentinel in state.withLock(\.sentinels) {
            do {
                let reply = try await ask(command, of: sentinel, as: .sentinel)
                if let failure = reply.failure { throw Self.failure(failure, of: sentinel) }
                guard let master = Self.endpoint(reply) else { continue }
                return state.withLock { state in
                    state.master = master
                    state.sentinels.removeAll { $0 == sentinel }
                    state.sentinels.insert(sentinel, at: 0)
                }
            } catch {
                last = error
            }
        }
        throw last
    }

    private static func failure(
        _ failure: RedisReplyFailure,
        of sentinel: RedisEndpoint
    ) -> RedisFailure {
        guard failure.code == "NOAUTH" else { return .refused(failure) }
        return .refusedCredentials(sentinel, code: failure.code)
    }

    private static func endpoint(_ reply: RESPValue) -> RedisEndpoint? {
        guard let parts = reply.elements, parts.count == 2, let host = parts[0].text,
            let port = parts[1].number, (1...65_535).contains(port)
        else { return nil }
        return RedisEndpoint(host: host, port: Int(port))
    }
}
#endif
