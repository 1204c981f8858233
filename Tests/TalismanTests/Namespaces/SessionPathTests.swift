// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import Talisman
import Testing
import WebSessions
import WebSessionsTesting

@Suite struct SessionPathTests {
    @Test(arguments: [
        ("request/session:shop/color", "red"),
        ("request/session:shop/none | string:absent", "absent"),
        ("request/session:other/color | string:absent", "absent"),
        ("request/session:shop/count", "3"),
        ("request/session:shop/isMember", "True"),
        ("request/session:shop/price", "1.5"),
        ("request/session:shop/since", "2026-01-02T03:04:05Z"),
        ("request/session:shop/moment", "1970-01-01T00:00:00.250Z"),
        ("request/session:shop/picture", "AAH/"),
        ("request/session:shop/sizes/1", "L"),
        ("request/session:shop/address/city", "Oslo"),
        ("python_is_not_needed | request/session:shop/color", "red"),
    ])
    func readStoredValues(path: String, text: String) async throws {
        #expect(try await page(path, try await storedRequest()) == text)
    }

    @Test(arguments: [
        ("request/session:shop/color", "red"),
        ("request/session:shop/none | string:absent", "absent"),
        ("request/session:none/color | string:absent", "absent"),
    ])
    func readLiteralValues(path: String, text: String) async throws {
        let request = RequestObject(session: ["shop": ["color": "red"]])
        #expect(try await page(path, request) == text)
    }

    /// Authors know packages, and no type of Swift.
    @Test func aKeyThatIsNotThereNamesThePackage() async {
        let request = RequestObject(session: ["shop": ["color": "red"]])
        let error = await #expect(throws: TemplateError.self) {
            try await page("request/session:shop/colour", request)
        }
        #expect(error?.message == "package 'shop' of the session has no 'colour'")
        let remedy = "a key that not all sessions have needs an alternative: … | nothing"
        #expect(error?.notes.map(\.message) == ["did you mean 'color'?", remedy])
    }

    @Test func aVisitorWithoutASessionHasEmptyPackages() async throws {
        let site = try SessionTestSite()
        let request = RequestObject(RequestInfo(), session: site.session())
        #expect(try await page("request/session:shop/color | string:green", request) == "green")
        #expect(try await render("<b tal:condition=\"request/session:shop\">x</b>", request) == "")
        #expect(site.store.calls.isEmpty)
    }

    @Test func repeatingOverAPackageGivesItsKeys() async throws {
        let source = """
            <p tal:repeat="key request/session:cart">${key}=${request/session:cart/?key} </p>
            """
        let site = try SessionTestSite()
        let cookie = try await site.seed { session in
            try session["cart"].set(2, for: "mug")
            try session["cart"].set(1, for: "bowl")
        }
        let request = RequestObject(RequestInfo(), session: site.session(cookie: cookie))
        let literal = RequestObject(session: ["cart": ["mug": 2, "bowl": 1]])
        for request in [request, literal] {
            #expect(try await render(source, request) == "<p>bowl=1 </p><p>mug=2 </p>")
        }
    }

    @Test func onSomethingElseThanTheRequestIsAnError() async throws {
        let request = RequestObject(session: [:])
        let error = await #expect(throws: TemplateError.self) {
            try await page("request/method/session:shop/color | nothing", request)
        }
        #expect(error?.code == .objectFailed)
        #expect(error?.message.contains("'session:' is a step of the request") == true)
    }

    /// Only a key of it has a text: who forgets the package writes the key in its place.
    @Test(arguments: ["request/session:visits", "request/session:visits | string:none"])
    func aPackageHasNoText(path: String) async throws {
        let request = RequestObject(session: ["visits": ["n": 1]])
        let error = await #expect(throws: TemplateError.self) { try await page(path, request) }
        #expect(error?.code == .noText)
        #expect(error?.message == "package 'visits' of the session has no text of its own")
        let remedy = "a key of it has: request/session:visits/KEY; a key alone needs its package: "
        #expect(error?.notes.first?.message == remedy + "request/session:PACKAGE/visits")
    }

    @Test func thatAPackageExistsIsTrueOfAll() throws {
        let source = "<b tal:condition=\"exists:request/session:user\">x</b>"
        let template = try Template(named: "t.html", source, configuration: .talisman)
        let warning = try #require(template.warnings.first)
        #expect(warning.code == .noEffect)
        #expect(warning.message == "'session:user' is always there, and 'exists:' is true")
        let key = "<b tal:condition=\"exists:request/session:user/name\">x</b>"
        #expect(try Template(named: "t.html", key, configuration: .talisman).warnings.isEmpty)
    }

    @Test(arguments: [
        ("session:app.user/visits", "request/session:app.user/visits"),
        ("session:app.user/visits | nothing", "request/session:app.user/visits"),
        ("flash:info", "request/flash:info"),
        ("form_digest:shop.cart", "request/form_digest:shop.cart"),
    ])
    func aStepWithoutTheRequestIsNamed(expression: String, remedy: String) throws {
        for source in ["<p tal:content=\"\(expression)\">x</p>", "<p>${\(expression)}</p>"] {
            let error = try #require(throws: TemplateError.self) {
                try Template(named: "t.html", source, configuration: .talisman)
            }
            #expect(error.code == .unknownExpressionType)
            #expect(error.notes.map(\.message) == ["a step of a path: \(remedy)"])
        }
    }

    @Test(arguments: [
        ("session/visits", "a step of request: request/session:NAME"),
        ("flash", "a step of request: request/flash:NAME"),
        ("request/session/visits", "a key of the session: request/session:PACKAGE/KEY"),
        ("request/flash", "messages of a category: request/flash:CATEGORY"),
        ("request/csrf", "forms need no token: those of other sites are refused"),
    ])
    func aNameInThePlaceOfAStepIsNamed(path: String, remedy: String) async throws {
        let request = RequestObject(session: ["shop": ["color": "red"]])
        let error = await #expect(throws: TemplateError.self) { try await page(path, request) }
        #expect(error?.notes.map(\.message).contains(remedy) == true)
    }

    @Test func aValueThatWasNotLoadedIsAnErrorThatNamesIt() async throws {
        let site = try SessionTestSite()
        let cookie = try await site.seed { try $0["shop"].set("red", for: "color") }
        let request = RequestObject(RequestInfo(), session: site.session(cookie: cookie))
        let source = "<p tal:content=\"request/session:shop/color | nothing\"></p>"
        let template = try Template(named: "t.html", source, configuration: .talisman)
        let error = #expect(throws: TemplateError.self) {
            try template.render(TemplateContext(["request": .object(request)]))
        }
        #expect(error?.message.contains("shop/color was not loaded") == true)
    }

    @Test func aValueThatCannotBeReadIsAbsentAndReported() async throws {
        let store = MemorySessionStore()
        let site = try SessionTestSite(store: store)
        let cookie = try await site.seed { try $0["shop"].set("red", for: "color") }
        let session = site.session(cookie: cookie)
        let field = try SessionField(package: "shop", key: "color")
        let locator = try #require(session.locator)
        let id = try #require(
            site.manager.clientIDs.clientID(in: ClientRequest(session.request)).clientID
        )
        let damaged = SessionOperation.set(field, SessionValue(storedBytes: [0x01, 0x02]))
        _ = try await store.commit(
            locator,
            secretHash: id.secretHash,
            SessionCommit([damaged], policy: SessionPolicy())
        )
        let request = RequestObject(RequestInfo(), session: session)
        #expect(try await page("request/session:shop/color | string:green", request) == "green")
        #expect(request.sessionProblems.map(\.code) == [.undecodable])
        #expect(request.sessionProblems.map(\.key) == ["color"])
    }

    private func storedRequest() async throws -> RequestObject {
        let site = try SessionTestSite()
        let cookie = try await site.seed { session in
            let shop = session["shop"]
            try shop.set("red", for: "color")
            try shop.set(3, for: "count")
            try shop.set(true, for: "isMember")
            try shop.set(1.5, for: "price")
            try shop.set(Date(timeIntervalSince1970: 1_767_323_045), for: "since")
            try shop.set(Date(timeIntervalSince1970: 0.25), for: "moment")
            try shop.set(Data([0, 1, 255]), for: "picture")
            try shop.set(["M", "L"], for: "sizes")
            try shop.set(["city": "Oslo"], for: "address")
        }
        return RequestObject(RequestInfo(), session: site.session(cookie: cookie))
    }
}

/// The text that a template gives.
func render(_ source: String, _ request: RequestObject) async throws -> String {
    let template = try Template(named: "t.html", source, configuration: .talisman)
    let page = try await template.page(for: request)
    return String(decoding: page.bytes, as: UTF8.self)
}
