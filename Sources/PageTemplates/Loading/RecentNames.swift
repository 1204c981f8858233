// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The names of a folder, as they were at most a second ago.
///
/// Errors suggest names, and many templates may be missing at once: listing a large folder for
/// each of them takes longer than all else.
final class RecentNames: Sendable {
    private struct Listed {
        let names: [String]
        let time: ContinuousClock.Instant
    }

    private let listed = Mutex<Listed?>(nil)

    /// The names, listed anew where they are too old.
    func names(_ list: () -> [String]) -> [String] {
        listed.withLock { listed in
            if let known = listed, known.time.duration(to: .now) < .seconds(1) {
                return known.names
            }
            let names = list()
            // Listing itself may take long.
            listed = Listed(names: names, time: .now)
            return names
        }
    }
}
