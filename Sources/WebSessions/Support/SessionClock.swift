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

    /// Returns after `duration`, or earlier by throwing `CancellationError` when the
    /// task is cancelled.
    func sleep(for duration: Duration) async throws
}

/// The machine's wall clock.
///
/// `Sendable`.
public struct SystemSessionClock: SessionClock {
    /// Makes the machine's clock.
    public init() {}

    /// The present time of the machine.
    public var now: SessionInstant {
        let seconds = Date().timeIntervalSince1970
        return SessionInstant(millisecondsSince1970: Int64(seconds * 1000))
    }

    /// Sleeps with the continuous clock, which also counts while the machine sleeps.
    public func sleep(for duration: Duration) async throws {
        try await Task.sleep(for: duration, clock: .continuous)
    }
}
