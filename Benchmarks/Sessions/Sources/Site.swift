// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && PostgreSQL && Redis && SQLite
import HTTPTypes
import Hummingbird
import Logging
import TalismanHummingbird
import WebSessions

/// An application without a server: requests go through its router and the middleware of
/// sessions, one from another as far apart as those of different clients.
struct Site: Sendable {
    /// A response that no visit should get.
    struct Refusal: Error, CustomStringConvertible {
        let status: HTTPResponse.Status

        var description: String { "the answer was \(status)" }
    }

    let manager: SessionManager
    private let responder: RouterResponder<SiteContext>

    /// Makes an application on a store, with routes behind the middleware.
    init(
        _ store: any SessionStore,
        breaker: CircuitBreaker? = CircuitBreaker(),
        _ routes: (Router<SiteContext>) -> Void = { _ in }
    ) throws {
        manager = SessionManager(
            clientIDs: try CookieClientIDManager(keys: .generated(), application: "benchmark"),
            containers: SessionContainers(store),
            breaker: breaker
        )
        let router = Router(context: SiteContext.self)
        router.add(middleware: WebSessionMiddleware(manager))
        routes(router)
        responder = router.buildResponder()
    }

    /// Makes a session, and returns its cookie.
    func start(_ body: (Session) throws -> Void) async throws -> String {
        let session = session(cookie: nil)
        try body(session)
        let outcome = try await session.commit()
        let field = outcome.clientIDFields.first { $0.name == .setCookie }
        return String((field?.value ?? "").prefix { $0 != ";" })
    }

    /// The session of a request of its own.
    func session(cookie: String?) -> Session {
        manager.session(for: Self.head(.post, "/", cookie))
    }

    /// Sends a request, and returns the status of the answer.
    func status(
        _ method: HTTPRequest.Method,
        _ path: String,
        cookie: String
    ) async throws -> HTTPResponse.Status {
        let body = RequestBody(buffer: ByteBuffer())
        let request = Request(head: Self.head(method, path, cookie), body: body)
        let context = SiteContext(source: SiteContext.Source(logger: Self.logger))
        do {
            return try await responder.respond(to: request, context: context).status
        } catch let error as any HTTPResponseError {
            return error.status
        }
    }

    private static let logger = Logger(label: "site") { _ in SwiftLogNoOpLogHandler() }

    private static func head(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ cookie: String?
    ) -> HTTPRequest {
        var head = HTTPRequest(
            method: method,
            scheme: "https",
            authority: "shop.example",
            path: path
        )
        head.headerFields[.cookie] = cookie
        if method != .get { head.headerFields[.contentLength] = "0" }
        return head
    }
}

/// The context of a request that no connection brought.
struct SiteContext: WebSessionRequestContext {
    struct Source: RequestContextSource {
        let logger: Logger
    }

    var coreContext: CoreRequestContextStorage
    var requestSession: RequestSession?

    init(source: Source) {
        coreContext = CoreRequestContextStorage(source: source)
    }
}
#endif
