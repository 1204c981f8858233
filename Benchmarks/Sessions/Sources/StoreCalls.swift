// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && PostgreSQL && Redis && SQLite
import Hummingbird
import PageTemplates
import Talisman
import TalismanHummingbird
import WebSessions
import WebSessionsTesting

/// Counts the calls of a store that pages need.
struct StoreCalls {
    /// A page, what the handler writes, and which calls that must take.
    private struct Page {
        let what: String
        let name: String
        let source: String
        let writes: Bool
        let calls: [RecordingStore.Call]
    }

    private static let pages = [
        Page(
            what: "reads no session",
            name: "about",
            source: "<p>${request/path}</p>",
            writes: false,
            calls: []
        ),
        Page(
            what: "reads two packages",
            name: "account",
            source: """
                <p tal:content="request/session:shop/visits | default">0</p>
                <p tal:content="request/session:user/name | default">nobody</p>
                """,
            writes: false,
            calls: [.read]
        ),
        Page(
            what: "reads and writes",
            name: "visit",
            source: "<p tal:content=\"request/session:shop/visits | default\">0</p>",
            writes: true,
            calls: [.read, .commit]
        ),
    ]

    func measure(into report: inout Report) async throws {
        report.title("Calls of the store for a rendered page behind the middleware")
        let store = RecordingStore(MemorySessionStore())
        let site = try Site(store) { Self.addRoutes(to: $0) }
        let cookie = try await site.start { try $0["shop"].set(0, for: "visits") }
        var table = Table("a page that", "calls", "which")
        for page in Self.pages {
            store.reset()
            let status = try await site.status(.get, "/\(page.name)", cookie: cookie)
            guard status == .ok else { throw Site.Refusal(status: status) }
            let names = store.calls.map(\.rawValue).joined(separator: ", ")
            table.add([page.what, String(store.calls.count), names])
            let count = page.calls.count
            report.require(store.calls == page.calls, "\(count) calls for a page that \(page.what)")
        }
        report.table(table)
    }

    private static func addRoutes(to router: Router<SiteContext>) {
        let sources = pages.map { ("\($0.name).html", $0.source) }
        let loader = MemoryTemplateLoader(Dictionary(uniqueKeysWithValues: sources))
        let library = PageRenderer(TemplateLibrary(loader, configuration: .talisman))
        for page in pages {
            router.get("\(page.name)") { request, context in
                if page.writes { try await visit(context.session) }
                return try await library.page("\(page.name).html", for: request, in: context)
            }
        }
    }

    private static func visit(_ session: Session) async throws {
        let key = WayOfWriting.plain.key
        try await session.load(key)
        session[key, default: 0] += 1
    }
}
#endif
