// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import MetricsTestKit
import Synchronization
import TestSupport
import Testing
import WebSessionsTesting

@testable import WebSessions

/// What becomes of requests while a store does not answer, on a clock that stands still.
@Suite struct CircuitBreakerTests {
    private static let timeout = Duration.seconds(5)

    private let clock: ManualClock
    private let silence: Silence
    private let store: RecordingStore
    private let changes: AsyncStream<CircuitBreaker.State>
    private let circuit: StoreCircuit

    init() {
        clock = ManualClock()
        silence = Silence(clock: clock, timeout: Self.timeout)
        store = RecordingStore(MemorySessionStore(clock: clock), before: silence.check)
        let (changes, report) = AsyncStream.makeStream(of: CircuitBreaker.State.self)
        self.changes = changes
        circuit = StoreCircuit(CircuitBreaker(), store: store, clock: clock) { event in
            if let state = event.state.flatMap(CircuitBreaker.State.init) { report.yield(state) }
        }
    }

    // MARK: Opening

    @Test func afterTheFirstTimeoutNobodyWaits() async throws {
        silence.begin()
        await expectAway("the store is silent") { try await circuit.pass(store.readNothing) }
        let start = clock.now
        for _ in 0..<50 {
            await expectAway("calls are refused until it does") {
                try await circuit.pass(store.readNothing)
            }
        }
        #expect(start.duration(to: clock.now) == .zero)
        #expect(store.calls == [.read])
    }

    @Test(arguments: [
        SessionError(.storeFull, "full"), SessionError(.conflict, "conflict"),
        SessionError(.tooLarge, "too large"), SessionError(.storeFailure, "damaged"),
        SessionError(.storeUnavailable, "no permission", isStoreAway: false),
    ])
    func whatAStoreAnswersOpensNothing(_ answer: SessionError) async throws {
        for _ in 0..<3 {
            await #expect(throws: SessionError.self) {
                try await circuit.pass {
                    clock.advance(by: Self.timeout)
                    throw answer
                }
            }
        }
        #expect(circuit.state == .closed)
    }

    @Test func aFailureThatComesAtOnceOpensNothing() async throws {
        await #expect(throws: SessionError.self) {
            try await circuit.pass { throw SessionError(.storeUnavailable, "refused") }
        }
        #expect(circuit.state == .closed)
    }

    /// One node of several is away, or one script is slow.
    @Test func whereOthersAreAnsweredMeanwhileNothingOpens() async throws {
        await #expect(throws: SessionError.self) {
            try await circuit.pass {
                try await circuit.pass(store.readNothing)
                clock.advance(by: Self.timeout)
                throw Silence.error
            }
        }
        #expect(circuit.state == .closed)
    }

    @Test func aCancelledCallOpensNothing() async throws {
        await #expect(throws: CancellationError.self) {
            try await circuit.pass {
                clock.advance(by: Self.timeout)
                throw CancellationError()
            }
        }
        #expect(circuit.state == .closed)
    }

    // MARK: Closing

    @Test func theStoreIsAskedUntilItAnswers() async throws {
        var states = changes.makeAsyncIterator()
        try await open()
        #expect(await states.next() == .open)
        for _ in 0..<3 {
            await clock.waitForSleeper()
            clock.advance(by: .seconds(1))
            #expect(await states.next() == .halfOpen)
            #expect(await states.next() == .open)
        }
        silence.end()
        await clock.waitForSleeper()
        clock.advance(by: .seconds(1))
        #expect(await states.next() == .halfOpen)
        #expect(await states.next() == .closed)
        try await circuit.pass(store.readNothing)
        #expect(circuit.state == .closed)
    }

    @Test func oneQuestionAtATimeIsAsked() async throws {
        var states = changes.makeAsyncIterator()
        try await open()
        let gate = silence.close()
        await clock.waitForSleeper()
        store.reset()
        clock.advance(by: .seconds(1))
        #expect(await states.next() == .open)
        #expect(await states.next() == .halfOpen)
        for _ in 0..<5 {
            clock.advance(by: .seconds(1))
            await expectAway("refused") { try await circuit.pass(store.readNothing) }
        }
        silence.end()
        gate.finish()
        #expect(await states.next() == .closed)
        #expect(store.calls == [.read])
    }

    /// It says nothing about the store as it is now.
    @Test func aFailureFromBeforeOpensNothingAgain() async throws {
        var states = changes.makeAsyncIterator()
        let (gate, release) = AsyncStream.makeStream(of: Void.self)
        let (arrival, arrived) = AsyncStream.makeStream(of: Void.self)
        let late = Task {
            try await circuit.pass {
                arrived.finish()
                for await _ in gate {}
                throw Silence.error
            }
        }
        for await _ in arrival {}
        try await open()
        silence.end()
        await clock.waitForSleeper()
        clock.advance(by: .seconds(1))
        for state in [CircuitBreaker.State.open, .halfOpen, .closed] {
            #expect(await states.next() == state)
        }
        release.finish()
        await #expect(throws: SessionError.self) { try await late.value }
        #expect(circuit.state == .closed)
    }

    @Test func aStoreThatFailsAgainIsAskedLessOften() async throws {
        var states = changes.makeAsyncIterator()
        for pause in [1, 2, 4, 8, 16, 30, 30] {
            silence.begin()
            try await open()
            #expect(await states.next() == .open)
            silence.end()
            await clock.waitForSleeper()
            clock.advance(by: .seconds(pause) - .milliseconds(1))
            #expect(circuit.state == .open)
            clock.advance(by: .milliseconds(1))
            #expect(await states.next() == .halfOpen)
            #expect(await states.next() == .closed)
        }
        clock.advance(by: StoreCircuit.memory)
        silence.begin()
        try await open()
        #expect(await states.next() == .open)
        await clock.waitForSleeper()
        clock.advance(by: .seconds(1))
        #expect(await states.next() == .halfOpen)
    }

    private func open() async throws {
        silence.begin()
        await #expect(throws: SessionError.self) { try await circuit.pass(store.readNothing) }
    }

    private func expectAway(_ text: String, _ body: () async throws -> Void) async {
        do {
            try await body()
            Issue.record("nothing was thrown")
        } catch {
            let error = error as? SessionError
            #expect(error?.isStoreAway == true)
            #expect(error?.message.contains(text) == true, "\(error?.message ?? "")")
        }
    }
}

/// The same behind a manager, whose sessions know nothing of it.
@Suite struct ManagerBreakerTests {
    private let clock = ManualClock()
    private let silence: Silence
    private let log = LogLines()
    private let metrics = TestMetrics()
    private let site: SessionTestSite

    init() throws {
        silence = Silence(clock: clock, timeout: .seconds(5))
        let store = RecordingStore(MemorySessionStore(clock: clock), before: silence.check)
        site = try SessionTestSite(store: store, clock: clock)
    }

    private func manager(_ breaker: CircuitBreaker? = CircuitBreaker()) -> SessionManager {
        SessionManager(
            clientIDs: site.manager.clientIDs,
            containers: site.manager.containers,
            breaker: breaker,
            clock: clock,
            logger: log.logger,
            metrics: metrics
        )
    }

    @Test func anOutageIsToldOnceAndItsEndToo() async throws {
        let manager = manager()
        let cookie = try await site.visit(manager, nil) { try $0["p"].set(1, for: "n") }
        silence.begin()
        for _ in 0..<3 {
            await #expect(throws: SessionError.self) {
                _ = try await site.visit(manager, cookie) { _ = try await $0["p"].keys() }
            }
        }
        await clock.waitForSleeper()
        clock.advance(by: .seconds(1))
        await clock.waitForSleeper()
        silence.end()
        clock.advance(by: .seconds(1))
        while await manager.health().first?.circuit != .closed { await Task.yield() }
        _ = try await site.visit(manager, cookie) { _ = try await $0["p"].keys() }
        let lines = log.all.filter { !$0.hasPrefix("debug") }
        #expect(lines.count == 2)
        #expect(lines.first?.contains("the session store does not answer") == true)
        #expect(lines.last?.contains("the session store answers again") == true)
        for (state, count) in [("open", 2), ("half-open", 2), ("closed", 1)] {
            let dimensions = [("store", "memory"), ("state", state)]
            let counter = try metrics.expectCounter("sessions.circuit", dimensions)
            #expect(counter.totalValue == count)
        }
        let failures = try metrics.expectCounter("sessions.unavailable", [("store", "memory")])
        #expect(failures.totalValue == 3)
    }

    @Test func refusalsFollowThePolicyForOutages() async throws {
        let manager = manager()
        let cookie = try await site.visit(manager, nil) { try $0["p"].set(1, for: "n") }
        silence.begin()
        let request = ClientRequest(site.request(cookies: [cookie]))
        for _ in 0..<2 {
            let session = manager.session(for: request, outage: .isAnonymous)
            #expect(try await session["p"].keys() == [])
            #expect(try await session.commit().clientIDFields.isEmpty)
        }
    }

    @Test func withoutABreakerTheStoreIsAlwaysAsked() async throws {
        let manager = manager(nil)
        let cookie = try await site.visit(manager, nil) { try $0["p"].set(1, for: "n") }
        silence.begin()
        let start = clock.now
        for _ in 0..<3 {
            await #expect(throws: SessionError.self) {
                _ = try await site.visit(manager, cookie) { _ = try await $0["p"].keys() }
            }
        }
        #expect(start.duration(to: clock.now) == .seconds(15))
    }

    /// What the store may have taken is taken back, although its breaker has just opened.
    @Test func aLoginThatGotNoAnswerIsTakenBack() async throws {
        let cookie = try await site.seed { try $0["p"].set(1, for: "n") }
        let session = site.session(.post, cookie: cookie)
        _ = try await session["p"].keys()
        try session.login(principal: "ada")
        site.store.reset()
        silence.begin()
        await #expect(throws: SessionError.self) { try await session.commit() }
        #expect(site.store.calls == [.commit, .commit])
        #expect(await site.manager.health().first?.circuit == .open)
    }
}

/// A time in which a store gives no answer, which takes its callers a while to find out.
private final class Silence: Sendable {
    static let error = SessionError(.storeFailure, "the store is silent", isStoreAway: true)

    private enum Mode {
        case none
        case timesOut
        case waits(AsyncStream<Void>)
    }

    private let clock: ManualClock
    private let timeout: Duration
    private let mode = Mutex(Mode.none)

    init(clock: ManualClock, timeout: Duration) {
        self.clock = clock
        self.timeout = timeout
    }

    func begin() { mode.withLock { $0 = .timesOut } }
    func end() { mode.withLock { $0 = .none } }

    /// Lets calls wait until the gate is opened.
    func close() -> AsyncStream<Void>.Continuation {
        let (gate, opening) = AsyncStream.makeStream(of: Void.self)
        mode.withLock { $0 = .waits(gate) }
        return opening
    }

    @Sendable func check(_ call: RecordingStore.Call) async throws {
        switch mode.withLock(\.self) {
        case .none: return
        case .timesOut:
            clock.advance(by: timeout)
            throw Self.error
        case .waits(let gate):
            for await _ in gate {}
        }
    }
}
