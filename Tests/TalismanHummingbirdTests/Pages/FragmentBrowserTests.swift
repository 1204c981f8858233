// SPDX-License-Identifier: Apache-2.0

import Foundation
import Hummingbird
import HummingbirdTesting
import PageTemplates
import Talisman
import TalismanHummingbird
import TestSupport
import Testing

/// Fragments in a real browser with the released scripts of htmx and Turbo.
@Suite(.serialized) struct FragmentBrowserTests {
    private static let page = """
        <!DOCTYPE html>
        <html><head><title>Shop</title><script src="/script.js"></script></head><body>
        <ul id="cart"><li tal:repeat="line lines">${line}</li></ul>
        <p id="notices">${notice}</p>
        <table><tbody><tr id="row"><td>${total}</td></tr></tbody></table>
        <button id="button" hx-get="/update" hx-trigger="load" hx-target="#${target}">Buy</button>
        <form action="/update" method="post"></form>
        <script tal:condition="python: target == 'form'">
        addEventListener('load', () => document.querySelector('form').requestSubmit())
        </script>
        </body></html>
        """

    private static let after: TemplateMapping = [
        "lines": ["Mug", "<Cup>"], "notice": "Added", "total": 2,
    ]

    private static func script(_ name: String) throws -> String {
        let folder = try #require(
            ProcessInfo.processInfo.environment["TALISMAN_SCRIPTS"],
            "'make test' fetches the scripts of htmx and Turbo, and names their folder"
        )
        return try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
    }

    private func router(_ script: String, target: String) -> Router<BasicRequestContext> {
        let loader = MemoryTemplateLoader(["shop.html": Self.page])
        let pages = PageRenderer(TemplateLibrary(loader, configuration: .talisman))
        let router = Router()
        router.get("/") { request, context in
            let before: TemplateMapping = [
                "lines": [], "notice": "", "total": 0, "target": .string(target),
            ]
            return try await pages.page("shop.html", before, for: request, in: context)
        }
        let update: @Sendable (Request, BasicRequestContext) async throws -> Response = {
            try await pages.fragments(
                ["cart", "row", "notices"],
                of: "shop.html",
                TemplateContext(Self.after),
                for: $0,
                in: $1
            )
        }
        router.get("update", use: update)
        router.post("update", use: update)
        router.get("script.js") { _, _ in
            Response(
                status: .ok,
                headers: [.contentType: "text/javascript"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: script))
            )
        }
        router.get("favicon.ico") { _, _ in HTTPResponse.Status.noContent }
        return router
    }

    static let libraries = [
        ("htmx-2.js", "cart"), ("htmx-2.js", "button"), ("htmx-4.js", "cart"),
        ("htmx-4.js", "button"), ("turbo.min.js", "form"),
    ]

    @Test(arguments: libraries) func fragmentsTakeTheirPlacesInThePage(
        library: String,
        target: String
    ) async throws {
        let router = router(try Self.script(library), target: target)
        let visit = try await Application(router: router).test(.live) { client in
            try await Chromium().visitAside("http://127.0.0.1:\(client.port ?? 0)/")
        }
        #expect(visit.console == [])
        let elements = visit.elements
        #expect(elements.contains("<li>Mug</li><li>&lt;Cup&gt;</li></ul>"), "\(elements)")
        #expect(elements.contains("<td>2</td></tr></tbody></table>"), "\(elements)")
        #expect(elements.contains(">Added</p>"), "\(elements)")
        // Each is there once, and what has asked for them stays.
        for id in ["cart", "row", "notices", "button"] {
            #expect(elements.components(separatedBy: "id=\"\(id)\"").count == 2, "\(elements)")
        }
        #expect(elements.contains(">Buy</button>"))
    }
}
