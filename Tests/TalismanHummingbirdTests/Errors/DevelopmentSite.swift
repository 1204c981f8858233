// SPDX-License-Identifier: Apache-2.0

#if Hummingbird
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import PageTemplates
import Talisman
import TalismanHummingbird
import TestSupport
import WebSessions

/// A site whose templates are being written, with ``DevelopmentErrors`` or without.
struct DevelopmentSite {
    static let templates = [
        "page.html": """
        <!DOCTYPE html>
        <html><head><title>Shop</title></head>
        <body><h1 tal:content="title">x</h1>
        <p tal:repeat="item items">${item/name}</p></body></html>
        """,
        "part.html": "<li tal:content=\"title\">x</li>",
        "layout.html": """
        <html metal:define-macro="page"><body><metal:block define-slot="main"/></body></html>
        """,
        "broken.html": """
        <html metal:use-macro="templates/layout.html/macros/page">
        <metal:block fill-slot="main"><p tal:repeat="item items"
        ><b tal:content="item/nmae">x</b></p></metal:block></html>
        """,
        "wrong.html": "<p tal:contents=\"</script><script>\">x</p>",
        "click.html": """
        <!DOCTYPE html>
        <title>Click</title>
        <body><h1>Shop</h1>
        <script>addEventListener("load", () => document.querySelector("h1").dispatchEvent(
          new MouseEvent("click", {altKey: true, bubbles: true, cancelable: true})))</script></body>
        """,
        "error.html": "<h1>${status}</h1>",
    ]

    let folder: TemporaryFolder
    let pages: PageRenderer
    private let sessions: SessionManager

    init(_ mode: PageMode = .development) throws {
        folder = try TemporaryFolder(Self.templates)
        // The library compiles what is asked for alone: some templates are wrong.
        let library = TemplateLibrary(
            FileTemplateLoader(root: folder.path),
            configuration: .talisman,
            reloads: true
        )
        pages = PageRenderer(library, mode: mode)
        sessions = SessionManager(
            clientIDs: try CookieClientIDManager.plainHTTPDevelopment(application: "test"),
            containers: SessionContainers(MemorySessionStore())
        )
    }

    static let variables: TemplateMapping = [
        "title": "Mugs & more",
        "items": [["name": "Mug"]],
        "api_token": "hush-1",
        "address": "https://shop.example/?token=hush-2",
    ]

    func router<Context: WebSessionRequestContext>(
        _ context: Context.Type,
        development: DevelopmentErrors<Context>?
    ) -> Router<Context> {
        let router = Router(context: context, options: [.autoGenerateHeadEndpoints])
        router.addSite(pages, sessions, development: development)
        for name in Self.templates.keys where name != "error.html" {
            router.get(RouterPath(name)) {
                try await pages.page(name, Self.variables, for: $0, in: $1)
            }
        }
        router.get("unknown") { _, _ -> String in throw Unknown() }
        router.get("session") { _, context in
            try context.session["user"].set("hush-3", for: "name")
            return try await pages.page(
                "broken.html",
                Self.variables,
                for: Request.plain("/"),
                in: context
            )
        }
        router.get("favicon.ico") { _, _ in HTTPResponse.Status.noContent }
        return router
    }

    /// Serves the site on a port of this machine.
    func run<Result: Sendable>(
        editor: String? = nil,
        _ body: @escaping @Sendable (any TestClientProtocol) async throws -> Result
    ) async throws -> Result {
        let router = router(
            BasicWebSessionRequestContext.self,
            development: DevelopmentErrors(pages, editor: editor)
        )
        return try await Application(router: router).test(.live, body)
    }

    /// Answers a request of any client.
    func answer(
        _ request: Request,
        from peer: String? = "127.0.0.1",
        allowsRemote: Bool = false,
        isMounted: Bool = true
    ) async throws -> Answer {
        let development = DevelopmentErrors<PeerContext>(pages, allowsRemote: allowsRemote)
        let router = router(PeerContext.self, development: isMounted ? development : nil)
        let address = try peer.map { try SocketAddress(ipAddress: $0, port: 1) }
        let source = PeerContext.Source(
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            address: address
        )
        let responder = router.buildResponder()
        let response = try await responder.respond(
            to: request,
            context: PeerContext(source: source)
        )
        let writer = CollectedBody()
        try await response.body.write(writer)
        return Answer(
            status: response.status,
            headers: response.headers,
            text: String(buffer: writer.bytes)
        )
    }

    struct Answer: Equatable {
        let status: HTTPResponse.Status
        let headers: HTTPFields
        let text: String
    }

    private struct Unknown: Error {}
}

extension Request {
    /// A request without a body.
    static func plain(
        _ path: String,
        host: String? = "localhost:8080",
        _ headers: HTTPFields = [:],
        method: HTTPRequest.Method = .get
    ) -> Request {
        let head = HTTPRequest(
            method: method,
            scheme: "http",
            authority: host,
            path: path,
            headerFields: headers
        )
        return Request(head: head, body: RequestBody(buffer: ByteBuffer()))
    }
}

/// A context that says whom a request comes from.
struct PeerContext: RequestContext, RemoteAddressRequestContext, WebSessionRequestContext {
    struct Source: RequestContextSource {
        let logger: Logger
        let address: SocketAddress?
    }

    var coreContext: CoreRequestContextStorage
    var requestSession: RequestSession?
    let remoteAddress: SocketAddress?

    init(source: Source) {
        coreContext = CoreRequestContextStorage(source: source)
        remoteAddress = source.address
    }
}

/// The bytes of a body.
private final class CollectedBody: ResponseBodyWriter {
    private(set) var bytes = ByteBuffer()

    func write(_ buffer: ByteBuffer) async throws {
        bytes.writeImmutableBuffer(buffer)
    }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
#endif
