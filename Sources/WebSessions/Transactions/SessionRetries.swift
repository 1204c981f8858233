// SPDX-License-Identifier: Apache-2.0

public import HTTPTypes

/// When a handler is run again, because another request changed what it had read.
///
/// A handler that does more than change its session, such as sending a mail, must bear being
/// run again, or be on a route without retries. `Sendable`.
public struct SessionRetries: Sendable, Hashable {
    /// How often a handler is run again at most; zero for never.
    public var maximum: Int
    /// The most bytes of a body that is kept for another run.
    ///
    /// A request with a longer body, or with one of unknown length, is not run again: it is
    /// answered with 409 at the first conflict.
    public var bodyBytes: Int
    /// How long a request waits for its turn while requests of its session conflict; then it
    /// goes without.
    public var patience: Duration

    /// Makes a rule; by default up to 3 times, with bodies up to 64 KiB, and five seconds of
    /// waiting.
    public init(maximum: Int = 3, bodyBytes: Int = 65_536, patience: Duration = .seconds(5)) {
        self.maximum = maximum
        self.bodyBytes = bodyBytes
        self.patience = patience
    }

    /// Never runs a handler again.
    public static let none = SessionRetries(maximum: 0)

    /// Whether a request may be run again, so that a server has to keep its body.
    ///
    /// Over HTTP/2 a request without a length may still have a body, but for methods that
    /// give it no meaning (RFC 9110 section 9.3).
    public func keepsBody(of head: HTTPRequest) -> Bool {
        guard maximum > 0, head.headerFields[.transferEncoding] == nil else { return false }
        guard let length = head.headerFields[.contentLength] else {
            return [.get, .head, .options, .delete].contains(head.method)
        }
        return Int(length).map { $0 <= bodyBytes } ?? false
    }
}
