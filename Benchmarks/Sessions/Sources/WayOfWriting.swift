// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && PostgreSQL && Redis && SQLite
import Hummingbird
import TalismanHummingbird
import WebSessions

/// How a handler increments a value of its session: in the same words, but with keys that
/// merge in different ways.
enum WayOfWriting: String, CaseIterable, Sendable {
    /// The key says that differences add up.
    case typed = "typed key, .add"
    /// A key without a rule: on a conflict the middleware runs the handler again.
    case plain = "plain subscript"

    var key: SessionKey<Int> {
        switch self {
        case .typed: SessionKey("shop", "visits", merge: .add)
        case .plain: SessionKey("shop", "visits")
        }
    }

    /// Adds the handler: it reads, works for a while, and writes what it read plus one.
    func addRoute(to router: Router<SiteContext>, working pause: Duration) {
        router.post("visit") { [key] _, context in
            let session = try context.session
            try await session.load(key)
            let visits = session[key, default: 0]
            if pause > .zero { try await Task.sleep(for: pause) }
            session[key] = visits + 1
            return HTTPResponse.Status.noContent
        }
    }
}
#endif
