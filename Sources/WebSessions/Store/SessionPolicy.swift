// SPDX-License-Identifier: Apache-2.0

/// How long sessions live, as a container is configured: zope.session's `timeout` and
/// `resolution`, and an absolute lifetime.
///
/// A session is never served at or after `timeout` of inactivity, and never ended before
/// `timeout - resolution` of it: with the defaults it ends after 50 to 60 minutes, as the
/// documentation of zope.session says. In exchange for the uncertainty, access within
/// `resolution` of the recorded one writes nothing. A policy that states the longest
/// inactivity, as ASVS 5.0 7.3.1 asks for, is a timeout; 7.3.2 asks for a lifetime.
/// `Sendable`.
public struct SessionPolicy: Sendable, Hashable {
    /// Inactivity that no session survives, in whole milliseconds; zero for none.
    ///
    /// One hour by default.
    public let timeout: Duration
    /// How old the recorded access time may become; ten minutes by default.
    ///
    /// One of more than half of the timeout counts as half of it, so that a session that is
    /// used does not end.
    public let resolution: Duration
    /// How long a session lives however active it is; zero, the default, for ever.
    public let lifetime: Duration

    /// Makes a policy, of whole milliseconds.
    ///
    /// Negative durations count as zero.
    public init(
        timeout: Duration = .seconds(3600),
        resolution: Duration = .seconds(600),
        lifetime: Duration = .zero
    ) {
        self.timeout = .milliseconds(max(timeout.milliseconds, 0))
        self.resolution = .milliseconds(max(resolution.milliseconds, 0))
        self.lifetime = .milliseconds(max(lifetime.milliseconds, 0))
    }

    /// The policy for sessions in memory: a resolution of five minutes, as in
    /// zope.session's `RAMSessionDataContainer`.
    public static let memory = SessionPolicy(resolution: .seconds(300))
}
