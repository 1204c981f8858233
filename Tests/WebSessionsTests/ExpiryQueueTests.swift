// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import WebSessions

@Suite struct ExpiryQueueTests {
    private let random = SystemRandomSource()

    @Test func holdsEachRecordOnce() {
        var queue = ExpiryQueue<SessionLocator>()
        let locator = SessionLocator(random: random)
        for time in [5, 9, 3, 7] {
            queue.set(locator, end: instant(time))
        }
        #expect(queue.count == 1)
        #expect(queue.popDue(at: instant(6)) == nil)
        #expect(queue.popDue(at: instant(7)) == locator)
        #expect(queue.count == 0)
    }

    @Test func givesRecordsInTheOrderOfTheirEnds() {
        var queue = ExpiryQueue<SessionLocator>()
        var ends: [SessionLocator: Int] = [:]
        for step in 0..<2000 {
            let isKnown = step % 3 == 0
            let known = isKnown ? ends.keys.randomElement() : nil
            let locator = known ?? SessionLocator(random: random)
            let end = step % 7 == 0 ? nil : Int.random(in: 0..<1000)
            ends[locator] = end
            queue.set(locator, end: end.map(instant))
        }
        #expect(queue.count == ends.count)
        var found: [Int] = []
        while let locator = queue.popDue(at: instant(1000)) {
            found.append(ends[locator] ?? -1)
        }
        #expect(found == ends.values.sorted())
    }

    private func instant(_ time: Int) -> SessionInstant {
        SessionInstant(millisecondsSince1970: Int64(time))
    }
}
