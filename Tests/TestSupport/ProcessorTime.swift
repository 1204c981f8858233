// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The time that a thread has used of a processor, to which the tests beside it add nothing.
package enum ProcessorTime {
    /// What this thread has used so far.
    package static var ofThread: Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    /// What this thread uses while it does something.
    package static func of(_ body: () throws -> Void) rethrows -> Duration {
        let start = ofThread
        try body()
        return ofThread - start
    }
}
