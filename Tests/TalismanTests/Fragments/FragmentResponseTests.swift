// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Logging
import PageTemplates
import Talisman
import Testing
import WebSessions
import WebSessionsTesting

/// Fragments as the libraries of browsers get them.
@Suite struct FragmentResponseTests {
    private static let page = """
        <html><body>
        <ul id="cart" class="c"><li tal:repeat="line lines">${line}</li></ul>
        <p id="notices" tal:condition="notice | nothing">${notice}</p>
        <table><tr id="row"><td>${total}</td></tr></table>
        <b metal:define-macro="plain">${total}</b>
        <p id="name">${request/session:user/name | nothing}</p>
        <p id="color">${request/session:shop/color | nothing}</p>
        <p>${request/session:other/x}</p>
        </body></html>
        """

    /// What is harder to put into a page.
    private static let odd = """
        <table><tr metal:define-macro="rows" tal:repeat="line lines" id="r-${line}"><td/></tr></table>
        <tal:block metal:define-macro="words">a <b id="b">c</b></tal:block>
        <tal:block metal:define-macro="nested">
        <ul id="n"><li><br><ul id="m"></ul></li></ul>
        </tal:block>
        <i metal:define-macro="both" id="t">1</i>
        <p id="a&amp;b">x</p><p id="körb">y</p><input id="field"><li id="open">z
        """

    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    private let pages = PageRenderer(
        TemplateLibrary(
            MemoryTemplateLoader([
                "cart.html": page, "odd.html": odd,
                "mail.txt": "<tal:block metal:define-macro=\"m\">${name}</tal:block>",
            ]),
            configuration: .talisman
        )
    )

    private func fragments(
        _ names: [String],
        _ fields: [String: String] = [:],
        _ variables: TemplateMapping = [:],
        of page: String = "cart.html",
        method: HTTPRequest.Method = .get
    ) async throws -> PageResponse {
        var head = HTTPRequest(method: method, scheme: nil, authority: nil, path: "/")
        for (name, value) in fields {
            head.headerFields[try #require(HTTPField.Name(name))] = value
        }
        return try await pages.fragments(
            names,
            of: page,
            TemplateContext(variables),
            for: head,
            session: nil,
            logger: logger
        )
    }

    private static let cart = "<ul id=\"cart\" class=\"c\"><li>Mug</li></ul>"
    private static let notices = "<p id=\"notices\">A &amp; b</p>"

    static let formats: [([String: String], String, String)] = [
        ([:], cart + notices, "text/html; charset=utf-8"),
        (["X-Up-Target": "#cart, #notices"], cart + notices, "text/html; charset=utf-8"),
        (
            ["HX-Request": "true", "HX-Target": "cart"],
            cart + "<p hx-swap-oob=\"true\" id=\"notices\">A &amp; b</p>",
            "text/html; charset=utf-8"
        ),
        (
            ["HX-Request": "true"],
            "<ul hx-swap-oob=\"true\" id=\"cart\" class=\"c\"><li>Mug</li></ul>"
                + "<p hx-swap-oob=\"true\" id=\"notices\">A &amp; b</p>", "text/html; charset=utf-8"
        ),
        (
            ["HX-Request": "true", "HX-Target": "ul#cart", "HX-Request-Type": "partial"],
            "\(cart)<hx-partial id=\"notices\" hx-swap=\"outerHTML\">\(notices)</hx-partial>",
            "text/html; charset=utf-8"
        ),
        (
            ["Accept": "text/vnd.turbo-stream.html, text/html"],
            "<turbo-stream action=\"replace\" target=\"cart\"><template>\(cart)"
                + "</template></turbo-stream>\n"
                + "<turbo-stream action=\"replace\" target=\"notices\"><template>\(notices)"
                + "</template></turbo-stream>\n",
            "text/vnd.turbo-stream.html; charset=utf-8"
        ),
        (
            ["Datastar-Request": "true"],
            "event: datastar-patch-elements\ndata: elements \(cart)\n\n"
                + "event: datastar-patch-elements\ndata: elements \(notices)\n\n",
            "text/event-stream; charset=utf-8"
        ),
    ]

    @Test(arguments: formats) func theRequestSaysHowTheyGoOut(
        fields: [String: String],
        text: String,
        type: String
    ) async throws {
        let response = try await fragments(
            ["cart", "notices"],
            fields,
            ["lines": ["Mug"], "notice": "A & b"]
        )
        #expect(String(decoding: response.bytes, as: UTF8.self) == text)
        #expect(response.head.headerFields[.contentType] == type)
        #expect(response.head.headerFields[.contentLength] == "\(text.utf8.count)")
        let vary = "Accept, Datastar-Request, HX-Request, HX-Request-Type, HX-Target"
        #expect(response.head.headerFields[.vary] == vary)
    }

    static let swaps: [(String?, String)] = [
        ("cart", "outerHTML"), ("ul#cart", "outerHTML"), ("other", "none"), ("ul", "none"),
        (nil, "none"),
    ]

    /// Else htmx would put the element into itself, or empty what has asked for it.
    @Test(arguments: swaps) func htmxIsToldWhereTheTargetIs(
        target: String?,
        swap: String
    ) async throws {
        var fields = ["HX-Request": "true"]
        fields["HX-Target"] = target
        let response = try await fragments(["cart"], fields, ["lines": ["Mug"]])
        let name = try #require(HTTPField.Name("HX-Reswap"))
        #expect(response.head.headerFields[name] == swap)
        let isOutOfBand = String(decoding: response.bytes, as: UTF8.self).contains("hx-swap-oob")
        #expect(isOutOfBand == (swap == "none"))
    }

    @Test func partsOfTablesStandInTemplates() async throws {
        let response = try await fragments(["row"], ["HX-Request": "true"], ["total": 1])
        let row = "<template><tr hx-swap-oob=\"true\" id=\"row\"><td>1</td></tr></template>"
        #expect(String(decoding: response.bytes, as: UTF8.self) == row)
    }

    @Test(arguments: ["HX-Request", "Datastar-Request"])
    func aFragmentThatWritesNothingChangesNothing(field: String) async throws {
        let response = try await fragments(["notices"], [field: "true"])
        #expect(response.bytes.isEmpty)
    }

    @Test func linesOfEventsAreThoseOfTheFragment() async throws {
        let response = try await fragments(
            ["cart"],
            ["Datastar-Request": "true"],
            ["lines": ["a\n\nevent: x\r\nb\rc"]]
        )
        let event = """
            event: datastar-patch-elements
            data: elements <ul id="cart" class="c"><li>a
            data: elements 
            data: elements event: x
            data: elements b
            data: elements c</li></ul>


            """
        #expect(String(decoding: response.bytes, as: UTF8.self) == event)
    }

    @Test(arguments: ["HX-Request", "Datastar-Request"])
    func withoutAnIDNoBrowserFindsThePlace(field: String) async throws {
        let total: TemplateMapping = ["total": 1]
        let error = await #expect(throws: StatusError.self) {
            try await fragments(["plain"], [field: "true"], total)
        }
        #expect((error?.cause as? TemplateError)?.code == .unusableFragment)
        let plain = try await fragments(["plain"], [:], total)
        #expect(String(decoding: plain.bytes, as: UTF8.self) == "<b>1</b>")
    }

    // MARK: - What is harder to put into a page

    /// A parser that has begun with another element drops the tags of a row.
    @Test func theTargetComesFirst() async throws {
        let response = try await fragments(
            ["notices", "row"],
            ["HX-Request": "true", "HX-Target": "row"],
            ["notice": "x", "total": 1]
        )
        let text = "<tr id=\"row\"><td>1</td></tr><p hx-swap-oob=\"true\" id=\"notices\">x</p>"
        #expect(String(decoding: response.bytes, as: UTF8.self) == text)
    }

    @Test func eachGoesOutOnce() async throws {
        let response = try await fragments(["row", "row"], [:], ["total": 1])
        #expect(response.bytes.count == 28)
    }

    /// A macro and an id may name the same element.
    @Test func onlyOneTakesThePlaceOfTheTarget() async throws {
        let fields = ["HX-Request": "true", "HX-Target": "t"]
        let response = try await fragments(["both", "t"], fields, of: "odd.html")
        let text = "<i id=\"t\">1</i><i hx-swap-oob=\"true\" id=\"t\">1</i>"
        #expect(String(decoding: response.bytes, as: UTF8.self) == text)
    }

    static let crowds: [(name: String, page: String, reason: String)] = [
        ("rows", "odd.html", "'rows' is more than one element"),
        ("words", "odd.html", "'words' is more than one element"),
        ("m", "mail.txt", "'m' is plain text"),
    ]

    @Test(arguments: crowds, ["HX-Request", "Datastar-Request", "Turbo"])
    func whatIsNotOneElementTakesThePlaceOfNone(
        crowd: (name: String, page: String, reason: String),
        library: String
    ) async throws {
        let stream = ["Accept": "text/vnd.turbo-stream.html"]
        let fields = library == "Turbo" ? stream : [library: "true"]
        let data: TemplateMapping = ["lines": ["a", "b"], "name": "<b>"]
        let error = await #expect(throws: StatusError.self) {
            try await fragments([crowd.name], fields, data, of: crowd.page)
        }
        let cause = error?.cause as? TemplateError
        #expect(cause?.code == .unusableFragment)
        #expect(cause?.message.contains(crowd.reason) == true, "\(cause?.message ?? "")")
        _ = try await fragments([crowd.name], [:], data, of: crowd.page)
    }

    @Test(arguments: ["nested", "field"])
    func oneElementMayHoldOthersAndHaveNoEndTag(name: String) async throws {
        let response = try await fragments([name], ["HX-Request": "true"], of: "odd.html")
        #expect(String(decoding: response.bytes, as: UTF8.self).contains(" hx-swap-oob=\"true\""))
    }

    @Test(arguments: [
        ("a&b", "a&b"), ("a&b", "p#a&b"), ("körb", "körb"), ("körb", "p#k%C3%B6rb"),
    ])
    func idsAreComparedAsBrowsersReadThem(name: String, target: String) async throws {
        let fields = ["HX-Request": "true", "HX-Target": target]
        let response = try await fragments([name], fields, of: "odd.html")
        #expect(response.bytes.starts(with: Array("<p id=".utf8)))
    }

    @Test(arguments: ["text/vnd.turbo-stream.html; q=0.0", "text/vnd.turbo-stream.htmlx"])
    func whoDoesNotAcceptStreamsGetsNone(accept: String) async throws {
        let response = try await fragments(["row"], ["Accept": accept], ["total": 1])
        #expect(response.head.headerFields[.contentType] == "text/html; charset=utf-8")
    }

    @Test func whyAnElementIsNoFragmentIsTold() async throws {
        let error = await #expect(throws: StatusError.self) {
            try await fragments(["open"], of: "odd.html")
        }
        let cause = error?.cause as? TemplateError
        #expect(cause?.notes.first?.message == "this element has no end tag: write it")
    }

    @Test func aHeadRequestGetsTheHead() async throws {
        let response = try await fragments(["row"], [:], ["total": 1], method: .head)
        #expect(response.bytes.isEmpty)
        #expect(response.head.headerFields[.contentLength] == "28")
    }

    @Test func onlyWhatReadsTheSessionNeedsOne() async throws {
        _ = try await fragments(["row"], [:], ["total": 1])
        let error = await #expect(throws: StatusError.self) { try await fragments(["name"]) }
        #expect((error?.cause as? SessionError)?.code == .missingSession)
    }

    @Test func theReadsOfAllAreOneRoundTrip() async throws {
        let site = try SessionTestSite()
        let cookie = try await site.seed { try $0["shop"].set("red", for: "color") }
        site.store.reset()
        let response = try await pages.fragments(
            ["name", "color"],
            of: "cart.html",
            for: HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/"),
            session: RequestSession(site.session(cookie: cookie)),
            logger: logger
        )
        let text = "<p id=\"name\"></p><p id=\"color\">red</p>"
        #expect(String(decoding: response.bytes, as: UTF8.self) == text)
        #expect(site.store.calls == [.read])
    }

    @Test func aFragmentThatIsNotThereIsAnError() async throws {
        let error = await #expect(throws: StatusError.self) { try await fragments(["crat"]) }
        #expect((error?.cause as? TemplateError)?.code == .fragmentNotFound)
    }
}
