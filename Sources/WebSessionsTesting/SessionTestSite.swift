// SPDX-License-Identifier: Apache-2.0

public import HTTPTypes
public import Logging
public import WebSessions

/// A site without a server: sessions over a store, a clock that stands still, and
/// cookies carried by hand.
///
/// `Sendable`.
///
/// ```swift
/// let site = try SessionTestSite()
/// let cookie = try await site.seed { try $0["shop"].set(3, for: "items") }
/// let reply = try await site.visit(cookie: cookie) { session in
///     try await session["shop"].value("items", as: Int.self)
/// }
/// ```
public struct SessionTestSite: Sendable {
    /// What came of one request.
    ///
    /// `Sendable`.
    public struct Reply<Result: Sendable>: Sendable {
        /// What the handler returned.
        public let result: Result
        /// What the response carries.
        public let outcome: SessionOutcome

        /// The values of the `Set-Cookie` fields.
        public var setCookies: [String] {
            outcome.clientIDFields.filter { $0.name == .setCookie }.map(\.value)
        }

        /// The `name=value` that the client sends from now on; nil where the response
        /// sets no cookie.
        public var cookie: String? {
            setCookies.first.map { String($0.prefix { $0 != ";" }) }
        }
    }

    /// Makes the sessions.
    public let manager: SessionManager
    /// The clock of the site.
    public let clock: ManualClock
    /// The store behind the default container, counting calls.
    public let store: RecordingStore

    /// Makes a site.
    ///
    /// - Parameters:
    ///   - store: where the default container's data is; in memory by default.
    ///   - clock: the clock; give the store the same one.
    ///   - policy: timeout, resolution and lifetime of the default container.
    ///   - limits: the budgets of the default container.
    ///   - named: further containers by package id.
    ///   - principalLimit: how many sessions a principal may have.
    ///   - renewal: when secrets are replaced without a login.
    ///   - onEnd: what is done when a session has ended.
    ///   - logger: gets a line for each event.
    ///   - clientIDs: gives clients their ids; a cookie with the safe defaults by default.
    /// - Throws: what making a manager throws.
    public init(
        store: (any SessionStore)? = nil,
        clock: ManualClock = ManualClock(),
        policy: SessionPolicy = SessionPolicy(),
        limits: SessionLimits = SessionLimits(),
        named: [String: SessionContainer] = [:],
        principalLimit: PrincipalLimit? = nil,
        renewal: SessionRenewal? = nil,
        onEnd: SessionEndObserver? = nil,
        logger: Logger = Logger(label: "sessions"),
        clientIDs: (any ClientIDManager)? = nil
    ) throws(SessionError) {
        self.clock = clock
        self.store = RecordingStore(store ?? MemorySessionStore(clock: clock))
        let cookies = try CookieClientIDManager(keys: .generated(), application: "test")
        let container = SessionContainer(store: self.store, policy: policy, limits: limits)
        manager = SessionManager(
            clientIDs: clientIDs ?? cookies,
            containers: try SessionContainers(default: container, named: named, onEnd: onEnd),
            principalLimit: principalLimit,
            renewal: renewal,
            clock: clock,
            logger: logger
        )
    }

    /// A request with cookies, each a `name=value`.
    public func request(
        _ method: HTTPRequest.Method = .get,
        cookies: [String] = []
    ) -> HTTPRequest {
        var request = HTTPRequest(
            method: method,
            scheme: "https",
            authority: "shop.example",
            path: "/"
        )
        if !cookies.isEmpty {
            request.headerFields[.cookie] = cookies.joined(separator: "; ")
        }
        return request
    }

    /// The session of a request with a cookie.
    public func session(
        _ method: HTTPRequest.Method = .get,
        cookie: String? = nil
    ) -> Session {
        manager.session(for: request(method, cookies: cookie.map { [$0] } ?? []))
    }

    /// Runs a handler in a request of its own and commits its session.
    ///
    /// - Throws: what the handler or the commit throws; the session is aborted then.
    @discardableResult
    public func visit<Result: Sendable>(
        _ method: HTTPRequest.Method = .get,
        cookie: String? = nil,
        _ handler: (Session) async throws -> Result
    ) async throws -> Reply<Result> {
        let session = session(method, cookie: cookie)
        do {
            let result = try await handler(session)
            return Reply(result: result, outcome: try await session.commit())
        } catch {
            session.abort()
            throw error
        }
    }

    /// Makes a session with data, and returns its `name=value` cookie.
    ///
    /// - Throws: what ``visit(_:cookie:_:)`` throws.
    public func seed(_ handler: (Session) async throws -> Void) async throws -> String {
        let reply = try await visit(.post, handler)
        return reply.cookie ?? ""
    }
}
