// SPDX-License-Identifier: Apache-2.0

#if FlyingFox
import FlyingFox
import FlyingSocks
import Foundation
import HTTPTypes
import Talisman
import TalismanFlyingFox
import Testing
import WebSessions

extension TestServer {
    static var flyingFoxes: [TestServer] {
        [
            TestServer("FlyingFox", kind: .flyingFox) { site, test in
                let handler = WebSessionHTTPHandler(
                    site.manager,
                    loading: site.loading,
                    retries: site.retries,
                    errorPages: site.errorPageRenderer,
                    logger: site.logger,
                    routes: routes(of: site)
                )
                let server = HTTPServer(
                    address: try .inet(ip4: "127.0.0.1", port: 0),
                    timeout: 600,
                    logger: .disabled,
                    handler: handler
                )
                let running = Task { try await server.run() }
                defer { running.cancel() }
                try await server.waitUntilListening(timeout: 60)
                guard case .ip4(_, port: let port)? = await server.listeningAddress else {
                    throw SocketError.unsupportedAddress
                }
                try await test(SocketClient(port: Int(port)))
                await server.stop()
            }
        ]
    }

    private static func routes(of site: TestSite) -> RoutedHTTPHandler {
        var routes = RoutedHTTPHandler()
        for route in site.routes {
            let path = HTTPRoute("\(route.method.rawValue) /\(route.path)")
            routes.appendRoute(path) { request in
                try await route.handler(FlyingFoxTestRequest(request: request)).flyingFox()
            }
        }
        return routes
    }
}

private struct FlyingFoxTestRequest: TestRequest {
    let request: FlyingFox.HTTPRequest

    var head: HTTPTypes.HTTPRequest {
        var fields = HTTPFields()
        for (header, value) in request.headers {
            guard let name = HTTPField.Name(header.rawValue) else { continue }
            fields.append(HTTPField(name: name, value: value))
        }
        return HTTPTypes.HTTPRequest(
            method: .init(request.method.rawValue) ?? .post,
            scheme: "http",
            authority: request.headers[.host],
            path: target,
            headerFields: fields
        )
    }

    var target: String { request.target.rawValue }
    var session: Session { get throws(SessionError) { try request.session } }

    func readForm(limits: FormLimits) async throws -> FormFields {
        try await request.readForm(limits: limits)
    }

    func body(upTo limit: Int) async throws -> String {
        String(decoding: try await request.body(upTo: limit), as: UTF8.self)
    }

    func page(_ page: TestPage, of pages: PageRenderer) async throws -> TestReply {
        .flyingFox(
            try await pages.page(
                page.name,
                page.variables,
                form: page.form,
                status: HTTPStatusCode(page.status.code, phrase: page.status.reasonPhrase),
                headers: page.headers.flyingFox,
                for: request
            )
        )
    }

    func page(
        _ name: String,
        model: some Encodable & Sendable,
        of pages: PageRenderer
    ) async throws -> TestReply {
        .flyingFox(try await pages.page(name, model, for: request))
    }

    func load(_ reads: SessionReads, with name: String, of pages: PageRenderer) async throws {
        try await pages.load(reads, with: name, for: request)
    }

    func language(of pages: PageRenderer) async throws -> String? {
        try await pages.language(for: request)
    }
}

extension TestReply {
    fileprivate func flyingFox() throws -> FlyingFox.HTTPResponse {
        switch self {
        case .flyingFox(let response): return response
        case .plain(let head, let text):
            return FlyingFox.HTTPResponse(
                statusCode: HTTPStatusCode(head.status.code, phrase: head.status.reasonPhrase),
                headers: head.headerFields.flyingFox,
                body: Data(text.utf8)
            )
        #if Hummingbird
        case .hummingbird: throw StatusError(.internalServerError)
        #endif
        }
    }
}

extension HTTPFields {
    fileprivate var flyingFox: HTTPHeaders {
        var headers = HTTPHeaders()
        for field in self {
            headers.addValue(field.value, for: HTTPHeader(field.name.rawName))
        }
        return headers
    }
}
#else
extension TestServer {
    static var flyingFoxes: [TestServer] { [] }
}
#endif
