// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// What a store tells the sweeper of a batch, beside how many records it removed.
///
/// A store that tells nothing is taken to have worked for as long as its call took.
package struct SweepReport: Sendable {
    /// How long the batch waited for others to be done.
    package var waiting: Duration
    /// How long others had to wait for the batch.
    package var turn: Duration
    /// Whether there is more to do, though no record has expired that is still there.
    package var isUnfinished: Bool

    package init(waiting: Duration, turn: Duration, isUnfinished: Bool = false) {
        self.waiting = waiting
        self.turn = turn
        self.isUnfinished = isUnfinished
    }

    /// Tells the sweeper that called, however many stores pass the call on.
    package func tell() {
        Receiver.current?.report.withLock { $0 = self }
    }

    /// Who is told.
    final class Receiver: Sendable {
        @TaskLocal static var current: Receiver?

        fileprivate let report = Mutex<SweepReport?>(nil)

        /// What was told while `body` ran, if anything.
        static func listen(
            during body: () async throws -> Void
        ) async throws -> SweepReport? {
            let receiver = Receiver()
            try await $current.withValue(receiver, operation: body)
            return receiver.report.withLock(\.self)
        }
    }
}
