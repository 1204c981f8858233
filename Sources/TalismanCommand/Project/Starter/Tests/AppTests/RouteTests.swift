import Hummingbird
import HummingbirdTesting
import Talisman
import Testing
import WebSessions

@testable import App

/// The site over HTTP, with sessions in memory.
@Suite struct RouteTests {
    @Test func booksAreForThoseWhoSignedIn() async throws {
        try await site { client in
            let refused = try await client.post("/books", "title=Emma")
            #expect(refused.status == .unauthorized)
            let wrong = try await client.post("/login", "user=sam&password=wrong")
            #expect(String(buffer: wrong.body).contains("name or password is wrong"))
            #expect(wrong.cookie == nil)
            let right = try await client.post("/login", "user=sam&password=secret")
            #expect(right.headers[.location] == "/")
            let reader = try #require(right.cookie)
            #expect(try await client.post("/books", "title=Emma+%26+I", reader).status == .seeOther)
            let page = try await client.page("/", reader)
            #expect(page.contains("The book is on your list."))
            #expect(page.contains("<li>Emma &amp; I</li>"))
            let german = try await client.page("/", reader, language: "de")
            #expect(german.contains("<html lang=\"de\""))
            #expect(german.contains("Bücher zum Lesen"))
            #expect(!german.contains("Das Buch steht auf Ihrer Liste."))
            let empty = try await client.post("/books", "title=+", reader)
            #expect(empty.status == .unprocessableContent)
            #expect(String(buffer: empty.body).contains("The title is missing."))
            _ = try await client.post("/logout", "", reader)
            #expect(try await client.page("/", reader).contains("There are no books"))
        }
    }

    @Test func nobodyMaySignInWithoutAnAccount() async throws {
        try await site(account: nil) { client in
            let reply = try await client.post("/login", "user=&password=")
            #expect(String(buffer: reply.body).contains("name or password is wrong"))
        }
    }

    @Test func itAnswersLoadBalancersAndShowsErrors() async throws {
        try await site { client in
            #expect(try await client.page("/healthz") == "ok\n")
            let head = try await client.executeRequest(
                uri: "/",
                method: .head,
                headers: [:],
                body: nil
            )
            #expect(head.status == .ok)
            #expect(try await client.page("/static/style.css").contains("font-family"))
            let page = try await client.page("/nowhere", language: "de")
            #expect(page.contains("Seite nicht gefunden"))
        }
    }

    private func site(
        account: String? = "sam:secret",
        _ body: @Sendable @escaping (any TestClientProtocol) async throws -> Void
    ) async throws {
        let sessions = SessionManager(
            clientIDs: try CookieClientIDManager.plainHTTPDevelopment(application: "test"),
            containers: SessionContainers(MemorySessionStore())
        )
        let pages = try PageRenderer(folder: "Templates", catalogs: "Templates/locales")
        let account = account.map { SecretText($0) }
        let site = App(pages: pages, sessions: sessions, account: account)
        try await Application(router: try site.router()).test(.router, body)
    }
}

extension TestClientProtocol {
    fileprivate func page(
        _ path: String,
        _ cookie: String? = nil,
        language: String = "en"
    ) async throws -> String {
        var headers: HTTPFields = [.acceptLanguage: language]
        headers[.cookie] = cookie
        let reply = try await executeRequest(
            uri: path,
            method: .get,
            headers: headers,
            body: nil
        )
        return String(buffer: reply.body)
    }

    fileprivate func post(
        _ path: String,
        _ form: String,
        _ cookie: String? = nil
    ) async throws -> TestResponse {
        var headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
        headers[.cookie] = cookie
        return try await executeRequest(
            uri: path,
            method: .post,
            headers: headers,
            body: ByteBuffer(string: form)
        )
    }
}

extension TestResponse {
    /// The cookie that the response sets, as a request sends it.
    fileprivate var cookie: String? {
        headers[.setCookie]?.split(separator: ";").first.map(String.init)
    }
}
