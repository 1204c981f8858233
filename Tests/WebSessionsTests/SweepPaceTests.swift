// SPDX-License-Identifier: Apache-2.0

import Synchronization
import TestSupport
import Testing
import WebSessionsTesting

@testable import WebSessions

/// How much of a store's time a sweep takes.
@Suite struct SweepPaceTests {
    @Test func aBatchThatTakesLongIsFollowedBySmallerOnes() {
        var pace = SweepPace(maximum: 500, share: 0.25)
        for _ in 0..<6 {
            _ = pace.rest(after: .zero)
        }
        var sizes: [Int] = []
        for _ in 0..<8 {
            sizes.append(pace.batch)
            _ = pace.rest(after: .milliseconds(3))
        }
        #expect(sizes == [500, 250, 125, 62, 31, 15, 8, 8])
    }

    @Test func aQuickBatchIsFollowedByLargerOnesUpToTheMaximum() {
        var pace = SweepPace(maximum: 500, share: 0.25)
        var sizes: [Int] = []
        for _ in 0..<8 {
            sizes.append(pace.batch)
            _ = pace.rest(after: .microseconds(900))
        }
        #expect(sizes == [8, 16, 32, 64, 128, 256, 500, 500])
    }

    @Test func whatIsNeitherStaysAsItIs() {
        var pace = SweepPace(maximum: 500, share: 0.25)
        _ = pace.rest(after: .microseconds(1500))
        #expect(pace.batch == 8)
    }

    @Test(arguments: [(0.25, 6), (0.5, 2), (1, 0), (0, 0), (7, 0)])
    func theStoreRestsForTheOtherPartOfTheTime(share: Double, milliseconds: Int) {
        var pace = SweepPace(maximum: 500, share: share)
        #expect(pace.rest(after: .milliseconds(2)) == .milliseconds(milliseconds))
    }

    @Test func noRestIsLongerThanASecond() {
        var pace = SweepPace(maximum: 500, share: 0.001)
        #expect(pace.rest(after: .seconds(60)) == .seconds(1))
    }

    @Test func aMaximumBelowTheSmallestBatchHolds() {
        var pace = SweepPace(maximum: 3, share: 0.25)
        _ = pace.rest(after: .milliseconds(50))
        #expect(pace.batch == 3)
        #expect(SweepPace(maximum: -1, share: 0.25).batch == 1)
    }

    /// A batch of a millisecond that waited for a hundred is small, not large.
    @Test func waitingIsNoWork() {
        var pace = SweepPace(maximum: 500, share: 0.25)
        let report = SweepReport(waiting: .milliseconds(100), turn: .milliseconds(1))
        var sizes: [Int] = []
        for _ in 0..<7 {
            sizes.append(pace.batch)
            #expect(pace.rest(after: .milliseconds(101), report) == .zero)
        }
        #expect(sizes == [8, 16, 32, 64, 128, 256, 500])
    }

    @Test func waitingIsPartOfTheRest() {
        var pace = SweepPace(maximum: 500, share: 0.25)
        let report = SweepReport(waiting: .milliseconds(2), turn: .milliseconds(1))
        #expect(pace.rest(after: .milliseconds(3), report) == .milliseconds(1))
    }

    @Test func whatIsDoneBesideOthersTakesHalfOfTheTimeAtMost() {
        var pace = SweepPace(maximum: 500, share: 0.25)
        let report = SweepReport(waiting: .zero, turn: .microseconds(500))
        #expect(pace.rest(after: .milliseconds(4), report) == .microseconds(3500))
        #expect(pace.batch == 16)
    }

    /// Where others keep a store busy for 30 ms before each batch, it may take its quarter of
    /// that and of its own time.
    @Test func aBatchTakesNoMoreThanItsShareOfABusyStore() {
        var pace = SweepPace(maximum: 500, share: 0.25)
        var turns: [Duration] = []
        for _ in 0..<20 {
            let turn = Duration.microseconds(100) * pace.batch
            turns.append(turn)
            let waiting = Duration.milliseconds(30)
            _ = pace.rest(after: waiting + turn, SweepReport(waiting: waiting, turn: turn))
        }
        #expect(turns.dropFirst(5).allSatisfy { $0 > .milliseconds(5) && $0 <= .milliseconds(10) })
    }

    @Test func aSweepThatGoesOnRestsLess() {
        var pace = SweepPace(maximum: 8, share: 0.25, interval: .seconds(20))
        var rests: [Duration] = []
        for _ in 0..<60 { rests.append(pace.rest(after: .milliseconds(120))) }
        let hurried = Duration.milliseconds(120) * (1 / 0.75 - 1)
        #expect(rests.first == .milliseconds(360))
        #expect(rests.contains(.milliseconds(120)))
        #expect(rests.last == hurried)
        #expect(rests == rests.sorted(by: >))
    }

    @Test func aSweepThatFallsBehindHasLargerBatches() {
        var pace = SweepPace(maximum: 500, share: 0.25, interval: .seconds(1))
        for _ in 0..<2000 { _ = pace.rest(after: .microseconds(500) * pace.batch) }
        #expect(pace.intervals == 7)
        #expect(pace.batch > 100)
    }

    /// Sessions are made and end at a steady rate on a store that does one thing at a time.
    @Test(arguments: [100, 866, 3000, 6000], [4, 64, 256])
    func aSweepIsDoneWhateverIsMadeMeanwhile(rate: Int, waiters: Int) {
        let removal = Duration.microseconds(60)
        // What is made fills the time that is left by the removals of as much.
        let creation = Duration.seconds(1) / rate - removal
        var pace = SweepPace(maximum: 500, share: 0.25)
        var time = Duration.zero
        var left = 60.0 * Double(rate)
        while left > 0, time < .seconds(3600) {
            let waiting = min(creation * waiters, .milliseconds(500))
            let turn = removal * min(pace.batch, Int(left.rounded(.up)))
            left -= Double(pace.batch)
            let report = SweepReport(waiting: waiting, turn: turn)
            let rest = pace.rest(after: waiting + turn, report)
            // Only so many can be made while the sweep has its turn.
            left += (waiting + rest) / creation
            time += waiting + turn + rest
        }
        #expect(left <= 0, "after \(time)")
        #expect(time < .seconds(900))
    }

    @Test func theSweeperGoesOnWhereAStoreHasMoreToDo() async throws {
        let unfinished = Mutex(3)
        let telling = RecordingStore(MemorySessionStore()) { _ in
            let isUnfinished = unfinished.withLock { left in
                left -= 1
                return left > 0
            }
            SweepReport(waiting: .zero, turn: .zero, isUnfinished: isUnfinished).tell()
        }
        var sweeper = SessionSweeper(containers: SessionContainers(telling))
        sweeper.stopwatch = ManualStopwatch()
        #expect(try await sweeper.sweep() == 0)
        #expect(telling.calls.count == 3)
    }

    /// The report comes through stores that pass calls on, also in tasks of their own.
    @Test func theSweeperHearsAStoreBehindOthers() async throws {
        let stopwatch = ManualStopwatch()
        let busy = RecordingStore(try await expired(120)) { _ in
            stopwatch.advance(by: .milliseconds(101))
            SweepReport(waiting: .milliseconds(100), turn: .milliseconds(1)).tell()
        }
        let store = DeadlineStore(RecordingStore(busy), deadline: .seconds(60))
        var sweeper = SessionSweeper(containers: SessionContainers(store))
        sweeper.stopwatch = stopwatch
        #expect(try await sweeper.sweep() == 8 + 16 + 32 + 64)
        #expect(stopwatch.rests == [.zero, .zero, .zero, .zero])
    }

    @Test func aDelayIsLoggedOnce() async throws {
        let log = LogLines()
        let stopwatch = ManualStopwatch()
        let slow = RecordingStore(try await expired(32)) { _ in stopwatch.advance(by: .seconds(40))
        }
        var sweeper = SessionSweeper(containers: SessionContainers(slow), logger: log.logger)
        sweeper.stopwatch = stopwatch
        #expect(try await sweeper.sweep() == 4 * 8)
        #expect(log.all.count { $0.contains("takes longer than its interval") } == 1)
    }

    @Test func theSweeperRestsAfterEachBatchButTheLast() async throws {
        let stopwatch = ManualStopwatch()
        let slow = RecordingStore(try await expired(12)) { _ in
            stopwatch.advance(by: .milliseconds(4))
        }
        var sweeper = SessionSweeper(containers: SessionContainers(slow))
        sweeper.stopwatch = stopwatch
        #expect(try await sweeper.sweep() == 12)
        // 8 of them, and 4 where 8 were asked for.
        #expect(slow.calls.count == 2)
        #expect(stopwatch.rests == [.milliseconds(12)])
    }

    /// A store with so many records that have expired.
    private func expired(_ count: Int) async throws -> MemorySessionStore {
        let clock = ManualClock()
        let store = MemorySessionStore(clock: clock)
        let site = try SessionTestSite(store: store, clock: clock)
        for _ in 0..<count {
            _ = try await site.seed { try $0["p"].set(1, for: "n") }
        }
        clock.advance(by: .seconds(5000))
        return store
    }
}

/// A clock that moves when it is told to, and notes for how long others slept.
private final class ManualStopwatch: Clock {
    struct Instant: InstantProtocol {
        var offset: Duration

        func advanced(by duration: Duration) -> Self { Self(offset: offset + duration) }
        func duration(to other: Self) -> Duration { other.offset - offset }
        static func < (lhs: Self, rhs: Self) -> Bool { lhs.offset < rhs.offset }
    }

    private let state = Mutex((now: Duration.zero, rests: [Duration]()))

    var now: Instant { Instant(offset: state.withLock(\.now)) }
    var minimumResolution: Duration { .nanoseconds(1) }
    var rests: [Duration] { state.withLock(\.rests) }

    func advance(by duration: Duration) {
        state.withLock { $0.now += duration }
    }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        state.withLock { state in
            state.rests.append(deadline.offset - state.now)
            state.now = deadline.offset
        }
    }
}
