// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && SQLite
import Hummingbird
import Synchronization
import TalismanHummingbird
import WebSessions

/// Lets so many clients without a session through in a minute from one address, and answers the
/// others with 429.
///
/// Many people may share an address behind a company's network, and who has a session is never
/// held, so the limit is high. A shop on several machines has it once for each.
struct NewcomerLimit: RouterMiddleware {
    private struct Minute {
        var number: Int64 = 0
        var counts: [String: Int] = [:]
    }

    private static let most = 60

    private let proxies: TrustedProxies
    private let clock: any SessionClock
    private let minute = SharedMinute()

    /// - Parameters:
    ///   - proxies: who is believed about the address of a client.
    ///   - clock: tells the minutes.
    init(_ proxies: TrustedProxies, clock: any SessionClock = SystemSessionClock()) {
        self.proxies = proxies
        self.clock = clock
    }

    func handle(
        _ request: Request,
        context: BasicWebSessionRequestContext,
        next: (Request, BasicWebSessionRequestContext) async throws -> Response
    ) async throws -> Response {
        guard try context.session.locator == nil, let seconds = wait(request, context) else {
            return try await next(request, context)
        }
        throw HTTPError(.tooManyRequests, headers: [.retryAfter: String(seconds)])
    }

    /// How many seconds are left of the minute, where the address has had its share of it.
    private func wait(_ request: Request, _ context: BasicWebSessionRequestContext) -> Int64? {
        let peer = context.remoteAddress.map { $0.ipAddress ?? "unix:" }
        let address = proxies.originalRequest(of: request.head, peer: peer).address ?? ""
        let now = clock.now.millisecondsSince1970 / 1000
        let isOver = minute.state.withLock { minute in
            if minute.number != now / 60 { minute = Minute(number: now / 60) }
            minute.counts[address, default: 0] += 1
            return minute.counts[address, default: 0] > Self.most
        }
        return isOver ? 60 - now % 60 : nil
    }

    private final class SharedMinute: Sendable {
        let state = Mutex(Minute())
    }
}
#endif
