// SPDX-License-Identifier: Apache-2.0

/// An expiry that one session has instead of its container's.
///
/// `Sendable`.
public enum SessionExpiry: Sendable, Hashable {
    /// As the container is configured.
    case configured
    /// After so much inactivity at the latest, as a container's timeout; zero for never, and
    /// less than zero for at once.
    ///
    /// The cookie lasts as long.
    case idle(Duration)
    /// At a time, however active the session is; the cookie ends then.
    case date(SessionInstant)
    /// As the container is configured, but the client forgets it with the browser.
    case browserSession
}
