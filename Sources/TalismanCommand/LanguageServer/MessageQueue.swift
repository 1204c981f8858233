// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// Messages on their way from the thread that reads them to the one that answers.
final class MessageQueue: Sendable {
    private let state = Mutex(State())
    private let signal = DispatchSemaphore(value: 0)

    private struct State {
        var messages: [Data] = []
        var end: End?
    }

    /// Why there are no more messages.
    enum End: Error {
        /// The client has closed its side.
        case closed

        /// What it sends is not what the protocol says.
        case broken(String)
    }

    func add(_ message: Data) {
        state.withLock { $0.messages.append(message) }
        signal.signal()
    }

    /// Says that no more messages come.
    func finish(_ end: End) {
        state.withLock { $0.end = $0.end ?? end }
        signal.signal()
    }

    /// All messages that are there; those that come until a time, where there are none.
    ///
    /// - Parameter deadline: How long to wait; `nil` for ever.
    /// - Returns: The messages; none where the time has come.
    /// - Throws: `End` where there are no more.
    func next(before deadline: ContinuousClock.Instant?) throws(End) -> [Data] {
        while true {
            let (messages, end) = state.withLock { state in
                defer { state.messages = [] }
                return (state.messages, state.end)
            }
            if !messages.isEmpty { return messages }
            if let end { throw end }
            guard wait(until: deadline) else { return [] }
        }
    }

    private func wait(until deadline: ContinuousClock.Instant?) -> Bool {
        guard let deadline else {
            signal.wait()
            return true
        }
        let left = max(.zero, ContinuousClock.now.duration(to: deadline))
        let (seconds, fraction) = left.components
        let nanoseconds = Int(min(seconds, 3_600)) * 1_000_000_000 + Int(fraction / 1_000_000_000)
        return signal.wait(timeout: .now() + .nanoseconds(nanoseconds)) == .success
    }
}
