// SPDX-License-Identifier: Apache-2.0

/// When a ``SessionManager`` stops asking a store that does not answer, and begins again.
///
/// The breaker of a container opens when a call of its store ends with
/// ``SessionError/isStoreAway``, after it kept somebody waiting, and nothing that was asked
/// meanwhile was answered. While it is open, calls are refused at once as
/// ``SessionErrorCode/storeUnavailable``, and the store is asked in the background, one
/// question at a time, whether it answers again. A store that fails soon after it came back is
/// asked half as often, down to once in half a minute.
///
/// A conflict, a full store, a damaged record or a missing permission is an answer. What was
/// asked before the breaker opened goes on to its own end. <doc:Outages> says more. `Sendable`.
public struct CircuitBreaker: Sendable {
    /// What a breaker does with a call.
    ///
    /// `Sendable`.
    public enum State: String, Sendable {
        /// It is passed on.
        case closed
        /// It is refused.
        case open
        /// It is refused; the store is being asked whether it answers again.
        case halfOpen = "half-open"
    }

    /// The time before the store is asked again.
    public let pause: Duration

    /// Makes a breaker.
    ///
    /// - Parameter pause: the time before the store is asked again; a second by default.
    public init(pause: Duration = .seconds(1)) {
        self.pause = pause
    }
}

extension CircuitBreaker {
    /// A circuit for each container whose records are on the server.
    func circuits(
        for containers: SessionContainers,
        clock: any SessionClock,
        _ events: SessionEvents
    ) -> [String: StoreCircuit] {
        let names = containers.names.filter { !containers[$0].isClientSide }
        let circuits = names.map { name in
            let store = containers[name].store
            return StoreCircuit(self, store: store, clock: clock) { event in
                events.record(event, store: store.name)
            }
        }
        return Dictionary(uniqueKeysWithValues: zip(names, circuits))
    }
}
