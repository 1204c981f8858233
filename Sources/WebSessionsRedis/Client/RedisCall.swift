// SPDX-License-Identifier: Apache-2.0

#if Redis
import NIOCore

/// One call of a store: all that is sent for it shares its time.
struct RedisCall: Sendable {
    /// When it began.
    let start: NIODeadline
    /// When its caller stops waiting.
    let deadline: NIODeadline
    /// Whether what is sent for it may have been sent, and done, before.
    var isRepeated = false

    /// Begins a call now.
    init(timeout: TimeAmount) {
        start = .now()
        deadline = start + timeout
    }

    /// The same call, for what may have been sent already.
    var repeated: RedisCall {
        var copy = self
        copy.isRepeated = true
        return copy
    }
}
#endif
