// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Talisman
import Testing
import WebSessions
import WebSessionsTesting

@Suite struct TemplatePageTests {
    @Test func aPageThatReadsNoSessionMakesNoStoreCall() async throws {
        let site = try SessionTestSite()
        let cookie = try await site.seed { try $0["shop"].set("red", for: "color") }
        site.store.reset()
        let session = site.session(cookie: cookie)
        let page = try await self.page("<p>${request/method}</p>", session)
        #expect(!page.dependsOnSession)
        #expect(!session.isAccessed)
        #expect(site.store.calls.isEmpty)
    }

    @Test func aPageLoadsAllThatItReadsAtOnce() async throws {
        let site = try SessionTestSite()
        let cookie = try await site.seed { try $0["shop"].set("red", for: "color") }
        site.store.reset()
        let source = """
            <p tal:content="request/session:shop/color"></p>\
            <p tal:content="request/session:user/name | nothing"></p>\
            <p tal:repeat="x request/session:cart"></p>
            """
        let session = site.session(cookie: cookie)
        let page = try await self.page(source, session)
        #expect(String(decoding: page.bytes, as: UTF8.self) == "<p>red</p><p></p>")
        #expect(page.dependsOnSession)
        #expect(session.isAccessed)
        #expect(site.store.calls == [.read])
    }

    @Test func aPageThatWasOnlyReadChangesNothing() async throws {
        let site = try SessionTestSite()
        let cookie = try await site.seed { try $0["shop"].set("red", for: "color") }
        let session = site.session(cookie: cookie)
        _ = try await page("<p tal:content=\"request/session:shop/color\"></p>", session)
        site.store.reset()
        let outcome = try await session.commit()
        #expect(site.store.calls.isEmpty)
        #expect(!outcome.setsClientID)
        #expect(outcome.isAccessed)
    }

    @Test(arguments: [
        ("t.html", "text/html; charset=utf-8"), ("t.xml", "application/xml; charset=utf-8"),
        ("news.rss", "application/rss+xml; charset=utf-8"),
        ("t.svg", "image/svg+xml; charset=utf-8"),
        ("t.xhtml", "application/xhtml+xml; charset=utf-8"),
        ("mail.txt", "text/plain; charset=utf-8"),
    ])
    func theMediaTypeFollowsTheTemplate(name: String, type: String) async throws {
        let template = try Template(named: name, "<p/>", configuration: .talisman)
        let page = try await template.page(for: RequestObject(session: [:]))
        #expect(page.contentType == type)
    }

    private func page(_ source: String, _ session: Session) async throws -> RenderedPage {
        let template = try Template(named: "t.html", source, configuration: .talisman)
        return try await template.page(for: RequestObject(RequestInfo(), session: session))
    }
}
