// SPDX-License-Identifier: Apache-2.0

/// The ends of sessions, and the observer that the application has for them.
struct SessionEnds: Sendable {
    /// How long an observer may take that a sweeper tells: less than ``SessionEnd/patience``, so
    /// that no other node tells it meanwhile.
    static let patience = Duration.seconds(20)
    /// How long a request waits for the observers of what it has ended.
    static let requestPatience = Duration.seconds(2)
    /// How many ends are told at a time.
    static let batch = 50

    private let observer: SessionEndObserver
    private let store: any EndKeepingSessionStore
    private let clock: any SessionClock
    private let calls: StoreCalls
    private let events: SessionEvents

    /// Nil where nobody observes the ends.
    init?(
        of containers: SessionContainers,
        clock: any SessionClock,
        _ calls: StoreCalls,
        _ events: SessionEvents
    ) {
        guard let observer = containers.onEnd, let store = containers.default.store.endKeeping
        else { return nil }
        self.observer = observer
        self.store = store
        self.clock = clock
        self.calls = calls
        self.events = events
    }

    // MARK: Telling

    /// Tells whatever is due, a batch after the other, until the time is over.
    ///
    /// What was given once and not taken is left to the next sweep, however long the others took.
    func tellDue(within time: Duration) async throws(SessionError) {
        let start = clock.now
        var untold: Set<SessionEnd> = []
        var isUnfinished = true
        while isUnfinished, !Task.isCancelled, start.duration(to: clock.now) < time {
            let ends = try await ask(.ends) { try await $0.ends(limit: Self.batch) }
            let new = ends.filter { !untold.contains($0) }
            untold.formUnion(try await tell(new))
            isUnfinished = new.count >= Self.batch
        }
    }

    /// Tells of sessions that a request has ended; what takes too long is left to the sweeper.
    func tell(of locators: [SessionLocator]) async throws(SessionError) {
        let isDone: Void?
        do {
            isDone = try await withDeadline(Self.requestPatience, clock) {
                try await tellAll(of: locators)
            }
        } catch {
            throw SessionError(fromStore: store.name, error)
        }
        if isDone == nil { events.record(.untold(error: nil), store: store.name) }
    }

    /// One whose ends the store does not give keeps no other back.
    private func tellAll(of locators: [SessionLocator]) async throws(SessionError) {
        var failure: SessionError?
        var rest = locators[...]
        while !rest.isEmpty, !Task.isCancelled {
            var ends: [SessionEnd] = []
            for locator in rest.prefix(Self.batch) {
                do throws(SessionError) {
                    ends += try await ask(.ends) { try await $0.ends(of: locator) }
                } catch {
                    failure = failure ?? error
                }
            }
            rest = rest.dropFirst(Self.batch)
            try await tell(ends)
        }
        if let failure { throw failure }
    }

    /// Tells all at once, and forgets those that the observer has taken; returns the others.
    @discardableResult
    private func tell(_ ends: [SessionEnd]) async throws(SessionError) -> Set<SessionEnd> {
        let told = await withTaskGroup(of: SessionEnd?.self) { group in
            for end in ends { group.addTask { await isTold(end) ? end : nil } }
            var told: [SessionEnd] = []
            for await end in group { told += [end].compactMap(\.self) }
            return told
        }
        guard !told.isEmpty else { return Set(ends) }
        _ = try await ask(.forget, "forgotten") { store in
            try await store.forget(told)
            return told
        }
        return Set(ends).subtracting(told)
    }

    private func isTold(_ end: SessionEnd) async -> Bool {
        do {
            let isDone: Void? = try await withDeadline(Self.patience, clock) {
                try await observer(end)
            }
            let event = isDone == nil ? SessionEvent.untold(error: nil) : .ended(end.cause)
            events.record(event, store: store.name)
            return isDone != nil
        } catch {
            // Whoever has no more patience says so.
            guard !Task.isCancelled else { return false }
            events.record(.untold(error: "\(type(of: error))"), store: store.name)
            return false
        }
    }

    private func ask(
        _ call: StoreCall,
        _ outcome: String = "listed",
        _ body: (any EndKeepingSessionStore) async throws -> [SessionEnd]
    ) async throws(SessionError) -> [SessionEnd] {
        try await calls.ask(store, call, container: "") { _ in
            let ends = try await body(store)
            return PlainAnswer(ends, outcome, count: ends.count)
        }.value
    }
}

extension SessionManager {
    /// Tells of sessions that were just ended; nobody fails by that, for a sweeper does the rest.
    func tellEnds(of locators: [SessionLocator]) async {
        guard !locators.isEmpty else { return }
        do throws(SessionError) {
            try await ends?.tell(of: locators)
        } catch {
            noteOutage(error)
        }
    }
}
