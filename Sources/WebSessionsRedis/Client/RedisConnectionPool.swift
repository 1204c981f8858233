// SPDX-License-Identifier: Apache-2.0

#if Redis
import NIOCore
import Synchronization
import WebSessions

/// The connections of a store: for each server one on each event loop, made when it is
/// first needed and made anew when it breaks.
final class RedisConnectionPool: Sendable {
    private struct Place: Hashable {
        let endpoint: RedisEndpoint
        let role: RedisConnector.Role
        let index: Int
    }

    private enum Slot {
        /// There is none, and there will be no attempt before a time.
        case empty(failures: Int, notBefore: NIODeadline, last: RedisFailure?)
        case connecting(EventLoopFuture<RedisConnection>)
        case open(RedisConnection)
    }

    private struct State {
        var slots: [Place: Slot] = [:]
        var isShutDown = false
    }

    private let connector: RedisConnector
    private let eventLoops: [any EventLoop]
    private let backoff: RetryBackoff
    private let next = Atomic<Int>(0)
    private let state = Mutex(State())

    /// Makes a pool with as many connections to each server as there are event loops.
    init(connector: RedisConnector, eventLoops: [any EventLoop], backoff: RetryBackoff) {
        self.connector = connector
        self.eventLoops = eventLoops
        self.backoff = backoff
    }

    /// Any event loop, for waiting.
    var eventLoop: any EventLoop { eventLoops[0] }

    /// A connection to a server.
    ///
    /// After a failure the next attempts are spaced by the backoff; in between this throws
    /// the last failure at once.
    func connection(
        to endpoint: RedisEndpoint,
        as role: RedisConnector.Role,
        deadline: NIODeadline
    ) async throws -> RedisConnection {
        let number = next.add(1, ordering: .relaxed).oldValue
        let index = Int(UInt(bitPattern: number) % UInt(eventLoops.count))
        let place = Place(endpoint: endpoint, role: role, index: index)
        let found = try state.withLock { state throws(RedisFailure) in
            guard !state.isShutDown else { throw .shutDown }
            return try slot(at: place, in: &state)
        }
        switch found {
        case .open(let connection): return connection
        case .connecting(let future): return try await future.get(before: deadline)
        case .empty: throw RedisFailure.closed(endpoint)
        }
    }

    /// Ends the connections to a server, which is not what it was.
    func drop(_ endpoint: RedisEndpoint) {
        let dropped = state.withLock { state in
            let places = state.slots.keys.filter { $0.endpoint == endpoint }
            return places.compactMap { state.slots.removeValue(forKey: $0) }
        }
        for case .open(let connection) in dropped {
            connection.close(because: .closed(endpoint))
        }
    }

    /// Ends all connections, and refuses to make new ones.
    func shutDown() async {
        let slots = state.withLock { state in
            state.isShutDown = true
            defer { state.slots = [:] }
            return Array(state.slots.values)
        }
        for slot in slots {
            await Self.end(slot)
        }
    }

    private static func end(_ slot: Slot) async {
        switch slot {
        case .empty: return
        case .connecting(let future):
            guard let connection = try? await future.get() else { return }
            await end(.open(connection))
        case .open(let connection):
            connection.close(because: .shutDown)
            try? await connection.channel.closeFuture.get()
        }
    }

    // MARK: Slots

    private func slot(at place: Place, in state: inout State) throws(RedisFailure) -> Slot {
        var failures = 0
        switch state.slots[place] {
        case .open(let connection)? where connection.isOpen: return .open(connection)
        case .connecting(let future)?: return .connecting(future)
        case .empty(let count, let notBefore, let last)?:
            if let last, NIODeadline.now() < notBefore { throw last }
            failures = count
        case .open?, nil: break
        }
        let slot = Slot.connecting(connect(place, failures: failures))
        state.slots[place] = slot
        return slot
    }

    private func connect(_ place: Place, failures: Int) -> EventLoopFuture<RedisConnection> {
        let eventLoop = eventLoops[place.index]
        let promise = eventLoop.makePromise(of: RedisConnection.self)
        // The caller holds the lock, which the result needs: not in the same turn.
        eventLoop.execute {
            self.connector.connect(to: place.endpoint, as: place.role, on: eventLoop)
                .whenComplete { result in
                    self.settle(place, failures: failures, result)
                    promise.completeWith(result)
                }
        }
        return promise.futureResult
    }

    private func settle(
        _ place: Place,
        failures: Int,
        _ result: Result<RedisConnection, any Error>
    ) {
        let isWanted = state.withLock { state in
            guard case .connecting? = state.slots[place] else { return false }
            state.slots[place] = slot(after: result, place, failures: failures)
            return true
        }
        guard !isWanted, case .success(let connection) = result else { return }
        connection.close(because: .closed(place.endpoint))
    }

    private func slot(
        after result: Result<RedisConnection, any Error>,
        _ place: Place,
        failures: Int
    ) -> Slot {
        switch result {
        case .success(let connection): return .open(connection)
        case .failure(let error):
            let delay = backoff.delay(afterFailures: failures + 1).timeAmount
            let notBefore = NIODeadline.now() + delay
            let failure = error as? RedisFailure ?? .closed(place.endpoint)
            return .empty(failures: failures + 1, notBefore: notBefore, last: failure)
        }
    }
}
#endif
