// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Something that another module makes of a template, once.
package final class KeptValue: Sendable {
    private let value = Mutex<(any Sendable)?>(nil)

    init() {}

    /// The value, which is made the first time.
    package func value<Value: Sendable>(_ make: () -> Value) -> Value {
        value.withLock { value in
            if let stored = value, let known = stored as? Value { return known }
            let made = make()
            value = made
            return made
        }
    }
}
