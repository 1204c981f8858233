#if Hummingbird
import Hummingbird

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

    /// Makes a rule; by default up to 3 times, with bodies up to 64 KiB.
    public init(maximum: Int = 3, bodyBytes: Int = 65_536) {
        self.maximum = maximum
        self.bodyBytes = bodyBytes
    }

    /// Never runs a handler again.
    public static let none = SessionRetries(maximum: 0)

    /// How often the request may be run again, its body being kept for that.
    func count(keepingBodyOf request: inout Request) async throws -> Int {
        guard maximum > 0, request.hasBody(upTo: bodyBytes) else { return 0 }
        _ = try await request.buffer(upTo: bodyBytes)
        return maximum
    }
}
#endif
