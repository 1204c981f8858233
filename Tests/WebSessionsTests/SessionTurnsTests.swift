// SPDX-License-Identifier: Apache-2.0

import Synchronization
import Testing
import WebSessionsTesting

@testable import WebSessions

@Suite struct SessionTurnsTests {
    private let clock = ManualClock()
    private let locator = SessionLocator(random: SeededRandomSource(seed: 1))
    private let turns: SessionTurns

    init() {
        turns = SessionTurns(patience: .seconds(5), clock: clock)
    }

    @Test func oneRunsAtATime() async {
        let inside = Inside()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<50 {
                group.addTask { [turns, locator] in
                    guard let turn = await turns.enter(locator) else { return }
                    inside.enter()
                    await Task.yield()
                    inside.leave()
                    turns.leave(turn)
                }
            }
        }
        #expect(inside.most == 1)
        #expect(!turns.isContended(locator))
    }

    @Test func sessionsDoNotWaitForEachOther() async {
        let other = SessionLocator(random: SeededRandomSource(seed: 2))
        let first = await turns.enter(locator)
        let second = await turns.enter(other)
        #expect(first != nil && second != nil)
        #expect(turns.isContended(locator))
    }

    @Test func whoWaitsTooLongGoesWithoutATurn() async {
        let first = await turns.enter(locator)
        let hasGone = Inside()
        let second = Task { [turns, locator] in
            defer { hasGone.enter() }
            return await turns.enter(locator) == nil
        }
        while hasGone.most == 0 {
            clock.advance(by: .seconds(5))
            await Task.yield()
        }
        #expect(await second.value)
        first.map(turns.leave)
        #expect(!turns.isContended(locator))
    }

    @Test func aCancelledRequestStopsWaiting() async {
        let first = await turns.enter(locator)
        let second = Task { [turns, locator] in await turns.enter(locator) == nil }
        second.cancel()
        #expect(await second.value)
        first.map(turns.leave)
        #expect(!turns.isContended(locator))
    }

    private final class Inside: Sendable {
        private let present = Mutex(0)
        private let maximum = Mutex(0)

        var most: Int { maximum.withLock(\.self) }

        func enter() {
            let count = present.withLock { count in
                count += 1
                return count
            }
            maximum.withLock { $0 = max($0, count) }
        }

        func leave() {
            present.withLock { $0 -= 1 }
        }
    }
}
