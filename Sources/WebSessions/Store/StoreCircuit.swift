// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The circuit breaker of one container.
final class StoreCircuit: Sendable {
    /// A failure that comes sooner keeps nobody waiting.
    static let patience = Duration.milliseconds(50)
    /// A store that fails within this time after it came back is asked less often.
    static let memory = Duration.seconds(60)
    /// It is asked no less often than this.
    static let longestPause = Duration.seconds(30)

    private struct Facts {
        var state = CircuitBreaker.State.closed
        var pause: Duration
        /// How often the circuit was opened: what began before belongs to another time.
        var openings = 0
        /// How many calls were answered.
        var answers = 0
        var cameBack: SessionInstant?
        var probing: Task<Void, Never>?
    }

    /// What was known when a call began.
    private struct Start {
        let time: SessionInstant
        let openings: Int
        let answers: Int
    }

    private let breaker: CircuitBreaker
    private let store: any SessionStore
    private let clock: any SessionClock
    private let report: @Sendable (SessionEvent) -> Void
    private let facts: Mutex<Facts>

    /// Makes a closed circuit.
    ///
    /// - Parameters:
    ///   - breaker: the settings.
    ///   - store: what is asked whether it answers again.
    ///   - clock: measures calls and pauses.
    ///   - report: is told each change.
    init(
        _ breaker: CircuitBreaker,
        store: any SessionStore,
        clock: any SessionClock,
        report: @escaping @Sendable (SessionEvent) -> Void
    ) {
        self.breaker = breaker
        self.store = store
        self.clock = clock
        self.report = report
        facts = Mutex(Facts(pause: breaker.pause))
    }

    deinit {
        facts.withLock { $0.probing?.cancel() }
    }

    var state: CircuitBreaker.State { facts.withLock(\.state) }

    // MARK: Calls

    /// Makes a call, or refuses it.
    func pass<Answer: Sendable>(_ call: () async throws -> Answer) async throws -> Answer {
        let start = try begin()
        do {
            let answer = try await call()
            facts.withLock { $0.answers += 1 }
            return answer
        } catch {
            take(error, of: start)
            throw error
        }
    }

    /// Throws what calls get while the circuit is not closed.
    func requireClosed() throws(SessionError) {
        guard state == .closed else { throw refusal }
    }

    private func begin() throws(SessionError) -> Start {
        let start = facts.withLock { facts in
            facts.state == .closed
                ? Start(time: clock.now, openings: facts.openings, answers: facts.answers) : nil
        }
        guard let start else { throw refusal }
        return start
    }

    private var refusal: SessionError {
        SessionError(
            .storeUnavailable,
            "the store did not answer; calls are refused until it does, for which it is asked "
                + "in the background",
            store: store.name,
            cause: "the circuit breaker is open"
        )
    }

    private func take(_ error: any Error, of start: Start) {
        guard let error = error as? SessionError else { return }
        guard error.isStoreAway else { return facts.withLock { $0.answers += 1 } }
        let now = clock.now
        guard start.time.duration(to: now) >= Self.patience else { return }
        let pause: Duration? = facts.withLock { facts in
            let isNews = facts.openings == start.openings && facts.answers == start.answers
            guard facts.state == .closed, isNews else { return nil }
            let isRelapse = facts.cameBack.map { $0.duration(to: now) < Self.memory } ?? false
            let longer = min(facts.pause * 2, max(Self.longestPause, breaker.pause))
            facts.pause = isRelapse ? longer : breaker.pause
            facts.openings += 1
            facts.state = .open
            return facts.pause
        }
        guard let pause else { return }
        report(.circuit(.open))
        probe(every: pause)
    }

    // MARK: Probes

    /// Asks the store until it answers, or nobody has the circuit any more.
    private func probe(every pause: Duration) {
        let task = Task { [weak self, store, clock] in
            while (try? await clock.sleep(for: pause)) != nil {
                self?.change(to: .halfOpen)
                let isAway = await Self.isAway(store)
                guard !Task.isCancelled else { return }
                self?.change(to: isAway ? .open : .closed)
                guard isAway, self != nil else { return }
            }
        }
        facts.withLock { $0.probing = task }
    }

    private static func isAway(_ store: any SessionStore) async -> Bool {
        do {
            try await store.readNothing()
            return false
        } catch {
            return (error as? SessionError)?.isStoreAway ?? false
        }
    }

    private func change(to state: CircuitBreaker.State) {
        facts.withLock { facts in
            facts.state = state
            if state == .closed { facts.cameBack = clock.now }
        }
        report(state == .open ? .stillAway : .circuit(state))
    }
}
