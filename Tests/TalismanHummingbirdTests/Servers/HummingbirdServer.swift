// SPDX-License-Identifier: Apache-2.0

#if Hummingbird
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import HummingbirdTimeouts
import Talisman
import TalismanHummingbird
import WebSessions

extension TestServer {
    static var hummingbirds: [TestServer] { [hummingbird(.router)] }
    static var liveHummingbirds: [TestServer] { [hummingbird(.live, "Hummingbird with a port")] }

    static func hummingbird(
        _ setup: TestingSetup,
        _ name: String = "Hummingbird",
        timeouts: RequestTimeouts = RequestTimeouts()
    ) -> TestServer {
        TestServer(name, kind: .hummingbird) { site, test in
            let router = Router(context: BasicWebSessionRequestContext.self)
            router.add(middleware: ErrorPages(site.errorPageRenderer))
            router.add(
                middleware: WebSessionMiddleware(
                    site.manager,
                    loading: site.loading,
                    retries: site.retries
                )
            )
            for route in site.routes {
                router.on("\(route.path)", method: route.method) { request, context in
                    let request = HummingbirdTestRequest(request: request, context: context)
                    return try await route.handler(request)
                }
            }
            let application = Application(
                router: router,
                server: .http1(timeouts: timeouts),
                logger: site.logger
            )
            try await application.test(setup) { try await test(HummingbirdClient(client: $0)) }
        }
    }
}

private struct HummingbirdTestRequest: TestRequest {
    let request: Request
    let context: BasicWebSessionRequestContext

    var head: HTTPRequest { request.head }
    var target: String { "\(request.uri)" }
    var session: Session { get throws(SessionError) { try context.session } }

    func readForm(limits: FormLimits) async throws -> FormFields {
        try await request.readForm(limits: limits)
    }

    func body(upTo limit: Int) async throws -> String {
        String(buffer: try await request.body.collect(upTo: limit))
    }

    func page(_ page: TestPage, of pages: PageRenderer) async throws -> TestReply {
        .hummingbird(
            try await pages.page(
                page.name,
                page.variables,
                form: page.form,
                status: page.status,
                headers: page.headers,
                for: request,
                in: context
            )
        )
    }

    func page(
        _ name: String,
        model: some Encodable & Sendable,
        of pages: PageRenderer
    ) async throws -> TestReply {
        .hummingbird(try await pages.page(name, model, for: request, in: context))
    }

    func load(_ reads: SessionReads, with name: String, of pages: PageRenderer) async throws {
        try await pages.load(reads, with: name, in: context)
    }

    func language(of pages: PageRenderer) async throws -> String? {
        try await pages.language(for: request, in: context)
    }
}

extension TestReply: ResponseGenerator {
    func response(from request: Request, context: some RequestContext) throws -> Response {
        switch self {
        case .hummingbird(let response): return response
        case .plain(let head, let text):
            let body = ResponseBody(byteBuffer: ByteBuffer(string: text))
            return Response(status: head.status, headers: head.headerFields, body: body)
        #if FlyingFox
        case .flyingFox: throw HTTPError(.internalServerError)
        #endif
        }
    }
}

private struct HummingbirdClient: TestClient {
    let client: any TestClientProtocol

    var port: Int? { client.port }

    func execute(
        uri: String,
        method: HTTPRequest.Method,
        headers: HTTPFields,
        body: String
    ) async throws -> TestAnswer {
        // Only what has a body tells its length.
        let isBare = body.isEmpty && [.get, .head].contains(method)
        let buffer = isBare ? nil : ByteBuffer(string: body)
        let response = try await client.execute(
            uri: uri,
            method: method,
            headers: headers,
            body: buffer
        )
        return TestAnswer(
            status: response.status,
            headers: response.headers,
            text: String(buffer: response.body)
        )
    }
}
#else
extension TestServer {
    static var hummingbirds: [TestServer] { [] }
    static var liveHummingbirds: [TestServer] { [] }
}
#endif
