// SPDX-License-Identifier: Apache-2.0

/// A session together with what a page must not show.
///
/// `Sendable`.
public struct RequestSession: Sendable {
    /// The session.
    public let session: Session
    /// The names of the cookies that hold its token.
    public let hiddenCookies: Set<String>

    /// Makes the session of a request; tests of handlers do.
    public init(_ session: Session, hiddenCookies: Set<String> = []) {
        self.session = session
        self.hiddenCookies = hiddenCookies
    }
}
