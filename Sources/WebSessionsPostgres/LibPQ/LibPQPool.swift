// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import Synchronization
import WebSessions

/// Makes connections to the server that takes writes, which is one of several.
struct LibPQConnector: Sendable {
    let endpoints: [PostgresEndpoint]
    let settings: [String: String]
    let preparesStatements: Bool
    /// How long one server may take.
    let timeout: Duration

    /// Tries the servers in their order, for libpq would wait for one that is silent.
    func connect() async throws -> LibPQConnection {
        var failures: [any Error] = []
        for endpoint in endpoints {
            var settings = settings
            settings["host"] = endpoint.host
            settings["port"] = endpoint.port.map { String($0) }
            do {
                return try await LibPQConnection.open(
                    endpoint,
                    settings,
                    preparesStatements: preparesStatements,
                    timeout: timeout
                )
            } catch {
                failures.append(error)
            }
        }
        throw failures.last ?? PostgresFailure.timedOut
    }
}

/// The connections of a store, made when they are first needed and made anew when they break.
final class LibPQPool: Sendable {
    private enum Slot {
        /// There is none, and there will be no attempt before a time.
        case empty(failures: Int, notBefore: ContinuousClock.Instant, last: PostgresFailure?)
        case connecting(PostgresPromise<LibPQConnection>)
        case open(LibPQConnection)
    }

    private struct State {
        var slots: [Slot]
        var next = 0
        var security: PostgresSecurity?
        var isShutDown = false
    }

    private let connector: LibPQConnector
    private let backoff: RetryBackoff
    private let state: Mutex<State>

    init(connector: LibPQConnector, connections: Int, backoff: RetryBackoff) {
        self.connector = connector
        self.backoff = backoff
        let slot = Slot.empty(failures: 0, notBefore: .now, last: nil)
        state = Mutex(State(slots: Array(repeating: slot, count: max(connections, 1))))
    }

    var security: PostgresSecurity? { state.withLock(\.security) }

    /// One connection after the other.
    ///
    /// After a failure the next attempts are spaced by the backoff; in between this throws
    /// the last failure at once.
    func connection(before deadline: ContinuousClock.Instant) async throws -> LibPQConnection {
        let found = try state.withLock { state throws(PostgresFailure) in
            guard !state.isShutDown else { throw .shutDown }
            state.next = (state.next + 1) % state.slots.count
            return try slot(at: state.next, in: &state)
        }
        switch found {
        case .open(let connection): return connection
        case .connecting(let promise): return try await promise.get(before: deadline)
        case .empty(_, _, let last): throw last ?? PostgresFailure.timedOut
        }
    }

    /// Ends all connections, and refuses to make new ones.
    func shutDown() {
        let slots = state.withLock { state in
            state.isShutDown = true
            return state.slots
        }
        for slot in slots {
            switch slot {
            case .empty: break
            case .connecting(let promise): promise.complete(.failure(PostgresFailure.shutDown))
            case .open(let connection): connection.close(because: .shutDown)
            }
        }
    }

    // MARK: Slots

    private func slot(at index: Int, in state: inout State) throws(PostgresFailure) -> Slot {
        var failures = 0
        switch state.slots[index] {
        case .open(let connection) where connection.isUsable: return .open(connection)
        case .connecting(let promise): return .connecting(promise)
        case .empty(let count, let notBefore, let last):
            if let last, ContinuousClock.now < notBefore { throw last }
            failures = count
        case .open: break
        }
        let promise = PostgresPromise<LibPQConnection>()
        state.slots[index] = .connecting(promise)
        Task { await connect(at: index, failures: failures, promise) }
        return .connecting(promise)
    }

    private func connect(
        at index: Int,
        failures: Int,
        _ promise: PostgresPromise<LibPQConnection>
    ) async {
        let result: Result<LibPQConnection, any Error>
        do {
            result = .success(try await connector.connect())
        } catch {
            result = .failure(error)
        }
        let isWanted = state.withLock { state in
            guard !state.isShutDown else { return false }
            state.slots[index] = slot(after: result, failures: failures)
            if case .success(let connection) = result { state.security = connection.security }
            return true
        }
        if !isWanted, case .success(let connection) = result {
            connection.close(because: .shutDown)
        }
        promise.complete(result)
    }

    private func slot(
        after result: Result<LibPQConnection, any Error>,
        failures: Int
    ) -> Slot {
        switch result {
        case .success(let connection): return .open(connection)
        case .failure(let error):
            let notBefore = ContinuousClock.now + backoff.delay(afterFailures: failures + 1)
            let last = error as? PostgresFailure ?? .timedOut
            return .empty(failures: failures + 1, notBefore: notBefore, last: last)
        }
    }
}
#endif
