// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The time as a session library needs it: wall-clock time and a way to wait.
///
/// Stores decide about expiry with their own clock, so that skew between the
/// machines of a site neither ends nor extends a session. Tests inject one that
/// stands still. `Sendable`.
public protocol SessionClock: Sendable {
    /// The present time.
    var now: SessionInstant { get }

    /// Returns after `duration`.
    ///
    /// - Throws: `CancellationError`, at once, when the task is cancelled.
    func sleep(for duration: Duration) async throws
}

/// The machine's wall clock, without its steps.
///
/// The wall clock is looked at once in a process, when the time is first asked for. From then on
/// the time goes with the machine's continuous clock, which also counts while the machine
/// sleeps. Whoever sets the wall clock, by hand or after a loss of its battery, neither ends
/// sessions by that nor lets them live on: <doc:Outages> says what that means for several
/// processes. `Sendable`.
public struct SystemSessionClock: SessionClock {
    /// What both clocks showed when the process first asked.
    private static let process = (
        wall: SessionInstant(millisecondsSince1970: Int64(Date().timeIntervalSince1970 * 1000)),
        instant: ContinuousClock.now
    )

    private let start: SessionInstant
    private let origin: Duration
    private let uptime: @Sendable () -> Duration

    /// Makes the machine's clock; all of a process show the same time.
    public init() {
        let (wall, instant) = Self.process
        start = wall
        origin = .zero
        uptime = { instant.duration(to: .now) }
    }

    /// Makes the clock of another machine, for tests.
    ///
    /// - Parameters:
    ///   - wall: what the wall clock shows.
    ///   - uptime: what the continuous clock shows, which nobody sets.
    package init(
        wall: () -> SessionInstant,
        uptime: @escaping @Sendable () -> Duration
    ) {
        start = wall()
        origin = uptime()
        self.uptime = uptime
    }

    /// The present time of the machine.
    public var now: SessionInstant { start.advanced(by: uptime() - origin) }

    /// Sleeps with the continuous clock, which also counts while the machine sleeps.
    ///
    /// - Throws: `CancellationError` when the task is cancelled.
    public func sleep(for duration: Duration) async throws {
        try await Task.sleep(for: duration, clock: .continuous)
    }
}
