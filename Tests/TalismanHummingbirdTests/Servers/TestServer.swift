// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Logging
import Synchronization
import Talisman
import Testing
import WebSessions

/// A web server that the tests of sessions and pages run on.
struct TestServer: Sendable, CustomTestStringConvertible {
    typealias Serve =
        @Sendable (
            TestSite, @Sendable (any TestClient) async throws -> Void
        ) async throws -> Void

    enum Kind {
        case hummingbird
        case flyingFox
    }

    let testDescription: String
    let kind: Kind
    private let serve: Serve

    init(
        _ name: String,
        kind: Kind,
        _ serve: @escaping Serve
    ) {
        testDescription = name
        self.kind = kind
        self.serve = serve
    }

    /// The servers, Hummingbird without a network.
    static var all: [TestServer] { hummingbirds + flyingFoxes }

    /// The servers with a port.
    static var live: [TestServer] { liveHummingbirds + flyingFoxes }

    /// The rows of a table, once for each server.
    static func each<A, B>(_ rows: [(A, B)]) -> [(TestServer, A, B)] {
        all.flatMap { server in rows.map { (server, $0.0, $0.1) } }
    }

    static func each<A, B, C, D, E>(
        _ rows: [(A, B, C, D, E)]
    ) -> [(TestServer, A, B, C, D, E)] {
        all.flatMap { server in rows.map { (server, $0.0, $0.1, $0.2, $0.3, $0.4) } }
    }

    /// Whether an answer is how the server turns away what is no HTTP: FlyingFox closes the
    /// connection.
    func refuses(_ answer: String) -> Bool {
        answer.hasPrefix("HTTP/1.1 400") || kind == .flyingFox && answer.isEmpty
    }

    /// Serves a site while a test runs.
    func run<Result: Sendable>(
        _ site: TestSite,
        _ test: @Sendable (any TestClient) async throws -> Result
    ) async throws -> Result {
        let result = Mutex<Result?>(nil)
        try await serve(site) { client in
            let value = try await test(client)
            result.withLock { $0 = value }
        }
        let value = result.withLock { $0 }
        return try #require(value)
    }
}

/// A site in terms of no server.
struct TestSite: Sendable {
    let manager: SessionManager
    let errorPages: PageRenderer
    /// The template of the error pages.
    var errorPageTemplate = "error.html"
    /// Whether the error pages read the sessions.
    var errorPagesHaveSessions = false
    /// Whether they say the messages of errors.
    var errorPagesShowMessages = false
    /// What is loaded of each session.
    var loading = SessionReads.nothing
    var retries = SessionRetries()
    var logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let routes: [TestRoute]
}

/// Who may answer a path.
struct TestRoute: Sendable {
    let path: String
    let method: HTTPRequest.Method
    let handler: @Sendable (any TestRequest) async throws -> TestReply
}

extension TestSite {
    var errorPageRenderer: ErrorPageRenderer {
        ErrorPageRenderer(
            errorPages,
            template: errorPageTemplate,
            sessions: errorPagesHaveSessions ? manager : nil,
            showsMessages: errorPagesShowMessages
        )
    }
}

/// What the handler of a route is called with.
protocol TestRequest: Sendable {
    var head: HTTPRequest { get }
    /// The path and query, as the server has them.
    var target: String { get }
    var session: Session { get throws(SessionError) }

    func readForm(limits: FormLimits) async throws -> FormFields
    func body(upTo limit: Int) async throws -> String

    func page(_ page: TestPage, of pages: PageRenderer) async throws -> TestReply
    func page(
        _ name: String,
        model: some Encodable & Sendable,
        of pages: PageRenderer
    ) async throws -> TestReply
    func load(_ reads: SessionReads, with name: String, of pages: PageRenderer) async throws
    func language(of pages: PageRenderer) async throws -> String?
}

extension TestRequest {
    var headers: HTTPFields { head.headerFields }

    func readForm() async throws -> FormFields { try await readForm(limits: FormLimits()) }
}

/// Collects routes.
struct TestRouter {
    private(set) var routes: [TestRoute] = []

    mutating func on<Reply: TestReplying>(
        _ path: String,
        method: HTTPRequest.Method,
        _ handler: @escaping @Sendable (any TestRequest) async throws -> Reply
    ) {
        routes.append(
            TestRoute(path: path, method: method) { try await handler($0).reply }
        )
    }

    mutating func get<Reply: TestReplying>(
        _ path: String,
        _ handler: @escaping @Sendable (any TestRequest) async throws -> Reply
    ) {
        on(path, method: .get, handler)
    }

    mutating func post<Reply: TestReplying>(
        _ path: String,
        _ handler: @escaping @Sendable (any TestRequest) async throws -> Reply
    ) {
        on(path, method: .post, handler)
    }
}
