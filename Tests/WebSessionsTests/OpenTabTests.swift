// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Testing
import WebSessions
import WebSessionsTesting

/// What becomes of the pages that are open while the client's secret is replaced.
@Suite struct OpenTabTests {
    /// How the client holds its id.
    enum Way: CaseIterable {
        case cookie
        case header
        case link
        case form
        case cookieOrLink
        case thirdParty
    }

    enum Replacement: CaseIterable {
        case renewal
        case login
        case rotation
    }

    private let clock = ManualClock()
    private let keys = SessionKeyRing.generated()
    private let field = HTTPField.Name("X-Session")

    /// The form of one tab is sent after another tab has replaced the secret.
    @Test(arguments: Way.allCases, Replacement.allCases)
    func theFormOfAnotherTabHolds(way: Way, replacement: Replacement) async throws {
        let browser = try browser(way)
        try await browser.visit(.seed)
        let token = try #require(try await browser.visit(.read).token)
        clock.advance(by: .seconds(600))
        guard way != .thirdParty || replacement == .renewal else {
            return await expectForeign(browser, replacement)
        }
        let page = try await browser.visit(replacement == .renewal ? .read : .replace(replacement))
        let own = try #require(page.token)
        for form in [token, own] {
            #expect(try await browser.visit(.verify(form)).isAccepted)
        }
        #expect(try await browser.visit(.read).count == 1)
    }

    /// The page of the request that replaces the secret asks for its token first.
    @Test(arguments: Way.allCases.filter { $0 != .thirdParty }, Replacement.allCases)
    func aTokenMayBeAskedForBefore(way: Way, replacement: Replacement) async throws {
        let browser = try browser(way)
        try await browser.visit(.seed)
        clock.advance(by: .seconds(600))
        let page = try await browser.visit(.tokenThen(replacement))
        #expect(try await browser.visit(.verify(#require(page.token))).isAccepted)
    }

    /// A link or field that the client holds cannot be told to change.
    @Test(arguments: [Way.link, .form, .thirdParty])
    func whatCannotBeToldIsNotRenewed(way: Way) async throws {
        let browser = try browser(way)
        try await browser.visit(.seed)
        for _ in 0..<3 {
            clock.advance(by: .seconds(600))
            let old = browser.held
            #expect(try await browser.visit(.read).count == 1)
            browser.held = old
            #expect(try await browser.visit(.read).count == 1)
        }
        let record = try await browser.site.store.records(after: nil, limit: 1).records.first
        #expect(record?.rotated == record?.created)
    }

    @Test(arguments: [Way.cookie, .header, .cookieOrLink])
    func whatCanBeToldIsRenewed(way: Way) async throws {
        let browser = try browser(way)
        try await browser.visit(.seed)
        clock.advance(by: .seconds(600))
        let old = browser.held
        #expect(try await browser.visit(.read).count == 1)
        #expect(browser.held != old)
        #expect(try await browser.visit(.read).count == 1)
    }

    @Test func aLoginAfterItsLinksIsRefused() async throws {
        let browser = try browser(.link)
        try await browser.visit(.seed)
        let session = browser.session()
        _ = try await session.carriers()
        for change in [{ try session.login(principal: "ada") }, { try session.rotate() }] {
            let error = #expect(throws: SessionError.self) { try change() }
            #expect(error?.code == .finished)
        }
        #expect(try await browser.visit(.read).count == 1)
    }

    private func expectForeign(_ browser: Browser, _ replacement: Replacement) async {
        let error = await #expect(throws: SessionError.self) {
            try await browser.visit(.replace(replacement))
        }
        #expect(error?.code == .foreignClientID)
    }

    // MARK: Support

    private func browser(_ way: Way) throws -> Browser {
        let cookies = try CookieClientIDManager(keys: keys, application: "a")
        let links = try URLClientIDManager(
            keys: keys,
            application: "a",
            lifetime: .seconds(7200),
            clock: clock
        )
        let manager: any ClientIDManager =
            switch way {
            case .cookie: cookies
            case .header:
                HeaderClientIDManager(
                    keys: keys,
                    application: "a",
                    fieldName: try #require(field)
                )
            case .link: links
            case .form:
                try HiddenFieldClientIDManager(
                    keys: keys,
                    application: "a",
                    lifetime: .seconds(7200),
                    clock: clock
                )
            case .cookieOrLink: CombinedClientIDManager(cookies, [links])
            case .thirdParty:
                try CookieClientIDManager(keys: keys, application: "a", thirdParty: true)
            }
        let site = try SessionTestSite(
            clock: clock,
            renewal: SessionRenewal(every: .seconds(600)),
            clientIDs: manager
        )
        return Browser(site: site, way: way)
    }

    /// A client that holds what the last answer gave it.
    private final class Browser {
        enum Page {
            case seed
            case read
            case replace(Replacement)
            case tokenThen(Replacement)
            case verify(String)
        }

        struct Answer {
            var token: String?
            var count: Int?
            var isAccepted = false
        }

        let site: SessionTestSite
        private let way: Way
        var held: String?

        init(site: SessionTestSite, way: Way) {
            self.site = site
            self.way = way
            held = way == .thirdParty ? "front-end-7" : nil
        }

        func session() -> Session {
            var head = site.request(.post)
            var form: [(name: String, value: String)] = []
            switch way {
            case .cookie, .cookieOrLink, .thirdParty:
                head.headerFields[.cookie] = held.map { "__Host-id=\($0)" }
            case .header:
                if let name = HTTPField.Name("X-Session") { head.headerFields[name] = held }
            case .link: head.path = held.map { "/?sid=\($0)" } ?? "/"
            case .form: form = held.map { [("sid", $0)] } ?? []
            }
            return site.manager.session(for: ClientRequest(head, formFields: form))
        }

        @discardableResult
        func visit(_ page: Page) async throws -> Answer {
            let session = session()
            var answer = Answer()
            switch page {
            case .seed: try session["p"].set(1, for: "n")
            case .read:
                answer.count = try await session["p"].value("n", as: Int.self)
                answer.token = try await session.csrfToken()
            case .replace(let replacement):
                try replace(replacement, session)
                answer.token = try await session.csrfToken()
            case .tokenThen(let replacement):
                answer.token = try await session.csrfToken()
                try replace(replacement, session)
            case .verify(let token): answer.isAccepted = try await session.verifyCSRFToken(token)
            }
            let carriers = try await session.carriers()
            take(try await session.commit().clientIDFields, carriers)
            return answer
        }

        private func replace(_ replacement: Replacement, _ session: Session) throws {
            switch replacement {
            case .renewal: break
            case .login: try session.login(principal: "ada")
            case .rotation: try session.rotate()
            }
        }

        private func take(_ fields: [HTTPField], _ carriers: [ClientIDCarrier]) {
            switch carriers.first {
            case .query(_, let token) where way == .link: held = token
            case .formField(_, let token) where way == .form: held = token
            default: break
            }
            guard let value = fields.first?.value, way != .link, way != .form else { return }
            held =
                way == .header
                ? value : value.split(separator: ";").first.map { String($0.dropFirst(10)) }
        }
    }
}
