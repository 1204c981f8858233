// SPDX-License-Identifier: Apache-2.0

#if FlyingFox
import FlyingFox
import Foundation
import PageTemplates
import Talisman
import TalismanFlyingFox
import Testing
import WebSessions

/// What only a site of FlyingFox can do.
@Suite struct FlyingFoxOnlyTests {
    private func request(_ path: String) -> FlyingFox.HTTPRequest {
        FlyingFox.HTTPRequest(
            method: .GET,
            version: .http11,
            target: .init(path: path, query: ""),
            headers: [:],
            body: HTTPBodySequence()
        )
    }

    @Test func outsideOfTheHandlerThereIsNoSession() async throws {
        let pages = try TestShop().pages
        let request = request("/")
        let error = #expect(throws: SessionError.self) { try request.session }
        #expect(error?.code == .missingSession)
        let failure = await #expect(throws: StatusError.self) {
            try await pages.page("favourite.html", for: request)
        }
        #expect((failure?.reported as? SessionError)?.code == .missingSession)
        let plain = try await pages.page("plain.html", ["title": "x"], for: request)
        #expect(plain.headers[.contentType] == "text/html; charset=utf-8")
    }

    @Test func whatNoRouteHandlesIsLeftToTheServerWithoutErrorPages() async throws {
        let shop = try TestShop()
        let routes = RoutedHTTPHandler()
        let plain = WebSessionHTTPHandler(shop.manager, routes: routes)
        await #expect(throws: HTTPUnhandledError.self) {
            try await plain.handleRequest(request("/nowhere"))
        }
        let pages = ErrorPageRenderer(shop.pages)
        let handler = WebSessionHTTPHandler(shop.manager, errorPages: pages, routes: routes)
        let response = try await handler.handleRequest(request("/nowhere"))
        #expect(response.statusCode == .notFound)
        #expect(try await response.bodyData == Data("<h1>404 Page not found</h1>".utf8))
    }

    @Test func aBodyThatIsStreamedIsNotTouched() async throws {
        let shop = try TestShop()
        var routes = RoutedHTTPHandler()
        routes.appendRoute("GET /file") { request in
            try request.session["shop"].increment("count")
            let body = HTTPBodySequence(data: Data("body".utf8), suggestedBufferSize: 1)
            return HTTPResponse(statusCode: .ok, body: body)
        }
        let handler = WebSessionHTTPHandler(shop.manager, routes: routes)
        let response = try await handler.handleRequest(request("/file"))
        #expect(response.headers.values(for: .setCookie).count == 1)
        #expect(try await response.bodyData == Data("body".utf8))
    }
}
#endif
