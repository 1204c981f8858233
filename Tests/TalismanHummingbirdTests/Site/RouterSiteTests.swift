// SPDX-License-Identifier: Apache-2.0

#if Hummingbird
import Hummingbird
import HummingbirdTesting
import Talisman
import TalismanHummingbird
import TestSupport
import Testing
import WebSessions

/// What `addSite` adds, in its order.
@Suite struct RouterSiteTests {
    private func site(
        _ headers: SecurityHeaders,
        _ body: @Sendable @escaping (any TestClientProtocol) async throws -> Void
    ) async throws {
        let folder = try TemporaryFolder([
            "pages/index.html": "<p>${request/session:app/n | string:none}</p>",
            "pages/error.html": "<h1>${status}</h1>",
            "files/site.css": "p {}",
        ])
        let sessions = SessionManager(
            clientIDs: try CookieClientIDManager.plainHTTPDevelopment(application: "test"),
            containers: SessionContainers(MemorySessionStore())
        )
        let pages = try PageRenderer(folder: "\(folder.path)/pages", mode: .production)
        let files = try PublicFiles(folder: "\(folder.path)/files")
        let router = Router(context: BasicWebSessionRequestContext.self)
        router.addSite(pages, sessions, files: files, at: "/files", headers: headers)
        router.get("/") { try await pages.page("index.html", for: $0, in: $1) }
        router.post("/") { _, context in
            try context.session["app"].set(1, for: "n")
            return HTTPResponse.Status.noContent
        }
        try await Application(router: router).test(.router, body)
    }

    @Test func everyPartIsThere() async throws {
        try await site(SecurityHeaders()) { client in
            let page = try await client.send(.get, "/")
            #expect(String(buffer: page.body) == "<p>none</p>")
            #expect(page.headers[.contentSecurityPolicy] == "\(ContentSecurityPolicy.strict)")
            let missing = try await client.send(.get, "/nowhere")
            #expect(String(buffer: missing.body) == "<h1>404</h1>")
            #expect(missing.headers[.contentSecurityPolicy] != nil)
            let style = try await client.send(.get, "/files/site.css")
            #expect(String(buffer: style.body) == "p {}")
            let health = try await client.send(.get, "/healthz")
            #expect(health.status == .ok)
            let written = try await client.send(.post, "/")
            #expect(written.headers[.setCookie] != nil)
        }
    }

    /// What refuses a request stands in front of what would give it a session.
    @Test func aFormOfAnotherSiteIsRefusedWithoutASession() async throws {
        try await site(SecurityHeaders()) { client in
            let headers: HTTPFields = [.origin: "https://evil.example"]
            let reply = try await client.send(.post, "/", headers)
            #expect(reply.status == .forbidden)
            #expect(reply.headers[.setCookie] == nil)
            #expect(String(buffer: reply.body) == "<h1>403</h1>")
        }
    }

    /// Neither a session nor error pages are there: the log has to say so, and in development
    /// the browser.
    @Test(arguments: [PageMode.production, .development])
    func whatStandsBeforeTheSiteIsTold(mode: PageMode) async throws {
        let log = LogLines()
        try await early(mode, log) { client in
            let session = try await client.send(.get, "/session")
            #expect(session.status == .internalServerError)
            for (path, part) in [
                ("/reads", "&#39;request/session:app&#39;"),
                ("/broken", "Template error <code>missing-member"),
            ] {
                let page = try await client.send(.get, path)
                #expect(page.status == .internalServerError)
                let text = String(buffer: page.body)
                #expect(text.contains(part) == (mode == .development), "\(path): \(text)")
            }
        }
        let lines = log.all
        #expect(
            lines.contains {
                $0.hasPrefix("notice routes before addSite")
                    && $0.contains("GET /broken, GET /reads, GET /session")
            },
            "\(lines)"
        )
        let missing = lines.filter { $0.hasPrefix("error session missing") }
        try #require(missing.count == 2, "\(lines)")
        for line in missing {
            #expect(line.contains("code: missing-session") && line.contains("which addSite does"))
            #expect(line.contains("outside of the session middleware"))
        }
        #expect(missing[1].contains("reads.html"))
        #expect(lines.contains { $0.hasPrefix("error page failed") })
    }

    private func early(
        _ mode: PageMode,
        _ log: LogLines,
        _ body: @Sendable @escaping (any TestClientProtocol) async throws -> Void
    ) async throws {
        let folder = try TemporaryFolder([
            "reads.html": "<p>${request/session:app/n | string:none}</p>",
            "broken.html": "<p>${request/nothing/such}</p>",
        ])
        let pages = try PageRenderer(folder: folder.path, mode: mode, logger: log.logger)
        let sessions = SessionManager(
            clientIDs: try CookieClientIDManager.plainHTTPDevelopment(application: "test"),
            containers: SessionContainers(MemorySessionStore())
        )
        let router = Router(context: BasicWebSessionRequestContext.self)
        router.get("/session") { _, context in
            try context.session["app"].set(1, for: "n")
            return HTTPResponse.Status.noContent
        }
        router.get("/reads") { try await pages.page("reads.html", for: $0, in: $1) }
        router.get("/broken") { try await pages.page("broken.html", for: $0, in: $1) }
        router.addSite(pages, sessions, logger: log.logger)
        try await Application(router: router, logger: log.logger).test(.router, body)
    }

    @Test func pagesMayLoadWhatTheApplicationSays() async throws {
        var policy = ContentSecurityPolicy.strict
        policy[.scripts] = [.sameOrigin]
        let text = "\(policy)"
        try await site(SecurityHeaders(policy: policy)) { client in
            let page = try await client.send(.get, "/")
            #expect(page.headers[.contentSecurityPolicy] == text)
            #expect(text.hasSuffix("; script-src 'self'"))
        }
    }
}

extension TestClientProtocol {
    fileprivate func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ headers: HTTPFields = [:]
    ) async throws -> TestResponse {
        try await executeRequest(uri: path, method: method, headers: headers, body: nil)
    }
}
#endif
