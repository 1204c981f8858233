import Synchronization
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

    @Test func theSweeperRestsAfterEachBatchButTheLast() async throws {
        let stopwatch = ManualStopwatch()
        let clock = ManualClock()
        let memory = MemorySessionStore(clock: clock)
        let site = try SessionTestSite(store: memory, clock: clock)
        for _ in 0..<12 {
            _ = try await site.seed { try $0["p"].set(1, for: "n") }
        }
        clock.advance(by: .seconds(5000))
        let slow = RecordingStore(memory) { _ in stopwatch.advance(by: .milliseconds(4)) }
        var sweeper = SessionSweeper(containers: SessionContainers(slow), clock: clock)
        sweeper.stopwatch = stopwatch
        #expect(try await sweeper.sweep() == 12)
        // 8 of them, and 4 where 8 were asked for.
        #expect(slow.calls.count == 2)
        #expect(stopwatch.rests == [.milliseconds(12)])
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
