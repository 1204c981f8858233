// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Counts up, from any task.
final class AtomicNumber: Sendable {
    private let value = Atomic<Int>(0)

    func next() -> Int {
        value.add(1, ordering: .relaxed).newValue
    }
}
