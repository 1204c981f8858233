// SPDX-License-Identifier: Apache-2.0

#if Redis
import Synchronization

/// Is true so many times.
final class Countdown: Sendable {
    private let left: Mutex<Int>

    init(_ count: Int) {
        left = Mutex(count)
    }

    func next() -> Bool {
        left.withLock { left in
            left -= 1
            return left >= 0
        }
    }
}

/// A number that is known later.
final class PortBox: Sendable {
    private let port = Atomic<Int>(0)
    var value: Int { port.load(ordering: .relaxed) }
    func set(_ value: Int) { port.store(value, ordering: .relaxed) }
}
#endif
