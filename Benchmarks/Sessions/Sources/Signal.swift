// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && PostgreSQL && Redis && SQLite
import Synchronization

/// Something that happens once, and that others look for.
final class Signal: Sendable {
    private let value = Atomic(false)

    var isRaised: Bool { value.load(ordering: .acquiring) }

    func raise() {
        value.store(true, ordering: .releasing)
    }
}
#endif
