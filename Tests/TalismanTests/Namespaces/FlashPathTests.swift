// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Talisman
import Testing
import WebSessions
import WebSessionsTesting

/// `request/flash:…` and when it takes messages out of the session.
@Suite struct FlashPathTests {
    private static let showing = "<b tal:repeat=\"m request/flash:info\">${m}</b>"
    private let site: SessionTestSite
    private let cookie: String

    init() async throws {
        site = try SessionTestSite()
        cookie = try await site.seed { session in
            try session.flash.add("one")
            try session.flash.add("bad", category: "error")
            try session.flash.add("two")
        }
    }

    @Test func messagesOfACategoryAreShownOnceAndInTheirOrder() async throws {
        #expect(try await page(Self.showing) == "<b>one</b><b>two</b>")
        #expect(try await page(Self.showing) == "")
        #expect(try await waiting() == ["bad"])
    }

    @Test(arguments: [
        ("<b tal:content=\"request/flash:info/0\"></b>", "<b>one</b>", ["bad", "two"]),
        ("<b tal:content=\"request/flash:info/0/text\"></b>", "<b>one</b>", ["bad", "two"]),
        ("<b tal:repeat=\"m request/flash:error\">${m/category}</b>", "<b>error</b>", nil),
        ("<b tal:condition=\"request/flash:info\">yes</b>", "<b>yes</b>", nil),
        ("<b tal:condition=\"request/flash:none\">yes</b>", "", nil),
        ("<b tal:content=\"request/flash:info/9 | string:none\"></b>", "<b>none</b>", nil),
        ("<b tal:omit-tag=\"\" tal:condition=\"nothing\">${request/flash:info/0}</b>", "", nil),
    ])
    func onlyWhatIsShownIsTaken(source: String, text: String, left: [String]?) async throws {
        #expect(try await page(source) == text)
        #expect(try await waiting() == left ?? ["bad", "one", "two"])
    }

    @Test func aFailedRenderKeepsThem() async throws {
        await #expect(throws: TemplateError.self) {
            try await page(Self.showing + "${nothing/such}")
        }
        #expect(try await waiting() == ["bad", "one", "two"])
    }

    @Test func aHeadRequestKeepsThem() async throws {
        #expect(try await page(Self.showing, method: "HEAD") == "<b>one</b><b>two</b>")
        #expect(try await waiting() == ["bad", "one", "two"])
    }

    @Test func anAbortedRequestKeepsThem() async throws {
        let session = site.session(cookie: cookie)
        let template = try Template(named: "t.html", Self.showing, configuration: .talisman)
        let request = RequestObject(RequestInfo(method: "GET", path: "/"), session: session)
        _ = try await template.page(for: request)
        session.abort()
        #expect(try await waiting() == ["bad", "one", "two"])
    }

    /// Of two pages at once one has to be made again, without the message.
    @Test func twoPagesDoNotShowTheSame() async throws {
        let slow = site.session(cookie: cookie)
        let template = try Template(named: "t.html", Self.showing, configuration: .talisman)
        let request = RequestObject(RequestInfo(method: "GET", path: "/"), session: slow)
        _ = try await template.page(for: request)
        #expect(try await page(Self.showing) == "<b>one</b><b>two</b>")
        let error = await #expect(throws: SessionError.self) { try await slow.commit() }
        #expect(error?.code == .conflict)
    }

    @Test func theyAreLoadedInOneRoundTrip() async throws {
        let source = Self.showing + "${request/session:shop/color | nothing}"
        let template = try Template(named: "t.html", source, configuration: .talisman)
        let field = try #require(SessionField(path: "shop/color"))
        #expect(
            template.reads.session
                == SessionReads(fields: [field], packages: [SessionFlash.package])
        )
        let calls = site.store.calls.count
        try await site.visit(cookie: cookie) { session in
            let request = RequestObject(RequestInfo(method: "GET", path: "/"), session: session)
            _ = try await template.page(for: request)
        }
        #expect(site.store.calls[calls...] == [.read, .commit])
    }

    @Test func withoutASessionThereAreNone() async throws {
        let template = try Template(named: "t.html", Self.showing, configuration: .talisman)
        let page = try await template.page(for: RequestObject(RequestInfo(), session: nil))
        #expect(String(decoding: page.bytes, as: UTF8.self) == "")
    }

    @Test func literalDataHasThemForTools() async throws {
        let message: TemplateMapping = ["category": "info", "text": "saved"]
        let request = RequestObject(session: ["web.flash": ["1": .mapping(message)]])
        let template = try Template(named: "t.html", Self.showing, configuration: .talisman)
        let page = try await template.page(for: request)
        #expect(String(decoding: page.bytes, as: UTF8.self) == "<b>saved</b>")
    }

    @Test func itIsAStepOfTheRequestAlone() async throws {
        let error = await #expect(throws: TemplateError.self) {
            try await page("<b tal:content=\"string:x\" tal:define=\"a nothing/flash:info\"></b>")
        }
        #expect(error?.code == .objectFailed)
    }

    private func page(_ source: String, method: String = "GET") async throws -> String {
        let template = try Template(named: "t.html", source, configuration: .talisman)
        let reply = try await site.visit(cookie: cookie) { session in
            let request = RequestObject(RequestInfo(method: method, path: "/"), session: session)
            return try await template.page(for: request).bytes
        }
        return String(decoding: reply.result, as: UTF8.self)
    }

    private func waiting() async throws -> [String] {
        try await site.visit(cookie: cookie) { session in
            try await session.flash.messages().map(\.text).sorted()
        }.result
    }
}
