// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Logging
import PageTemplates
import Testing
import WebSessions

@testable import Talisman

/// What error pages say, and in which language.
@Suite struct ErrorPageTests {
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private func page(
        _ status: HTTPResponse.Status,
        accepting languages: String
    ) async throws -> String {
        let catalogs = try TranslationCatalogs(
            MemoryTemplateLoader([
                "de/LC_MESSAGES/talisman.po": """
                msgid ""
                msgstr "Content-Type: text/plain; charset=UTF-8\\n"

                msgid "Page not found"
                msgstr "Seite nicht gefunden"

                msgid "There is no page at this address."
                msgstr "Unter dieser Adresse gibt es keine Seite."
                """
            ]),
            sourceLanguage: "en"
        )
        var configuration = TemplateConfiguration.talisman
        configuration.translator = catalogs
        let loader = MemoryTemplateLoader([
            "error.html": """
            <h1 tal:content="title"></h1><p tal:condition="message">${message}</p>
            """
        ])
        let pages = PageRenderer(
            TemplateLibrary(loader, configuration: configuration),
            languages: PageLanguages(standard: "en", others: ["de"])
        )
        let head = HTTPRequest(
            method: .get,
            scheme: nil,
            authority: nil,
            path: "/",
            headerFields: [.acceptLanguage: languages]
        )
        let page = await ErrorPageRenderer(pages).page(
            replacing: HTTPResponse(status: status),
            for: head,
            logger: logger
        )
        return String(decoding: page?.bytes ?? [], as: UTF8.self)
    }

    private func failure(_ page: String, _ files: [String: String] = [:]) async -> (any Error)? {
        var templates = files
        templates["page.html"] = page
        let library = TemplateLibrary(MemoryTemplateLoader(templates), configuration: .talisman)
        let pages = PageRenderer(library, mode: .development)
        let head = HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/")
        do {
            _ = try await pages.page("page.html", for: head, session: nil, logger: logger)
            return nil
        } catch {
            return (error as? any ReportedError)?.reported ?? error
        }
    }

    /// Where there are no sessions, what is wrong with a template is no matter of them.
    @Test(arguments: [
        "templates/layout.html/macros/pgae", "templates/loyout.html/macros/page",
        "load:loyout.html",
    ])
    func aMacroThatIsNotThereIsNoMissingSession(macro: String) async {
        let error = await failure(
            "<html metal:use-macro=\"\(macro)\"></html>",
            ["layout.html": "<html metal:define-macro=\"page\"></html>"]
        )
        #expect((error as? TemplateError)?.location?.line == 1)
    }

    @Test func aSessionThatIsNotThereIsToldWithWhatReadsIt() async {
        let error = await failure("<p>${request/session:shop/color | nothing}</p>")
        let known = error as? SessionError
        #expect(known?.code == .missingSession)
        #expect(
            known?.message == """
                'page.html' reads 'request/session:shop', and its route is outside of the session \
                middleware
                """
        )
        #expect(known?.key == "color")
        let computed = await failure(
            """
            <p tal:define="m python: macros['m']"><b metal:use-macro="m"></b></p>
            <i metal:define-macro="m">${request/flash:info}</i>
            """
        )
        #expect(String(describing: computed).contains("reads"))
    }

    /// Who mends a template wants to know of all that is wrong with it.
    @Test func developersSeeAllErrorsOfATemplate() async throws {
        let loader = MemoryTemplateLoader([
            "page.html": "<p tal:contents=\"a\">x</p>\n<p tal:content=\"b c\">x</p>\n"
        ])
        let pages = PageRenderer(TemplateLibrary(loader), mode: .development)
        let error = #expect(throws: TemplateError.self) { try pages.library.template("page.html") }
        let head = HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/")
        let page = await ErrorPageRenderer(pages).page(
            replacing: HTTPResponse(status: .internalServerError),
            for: head,
            error: error,
            logger: logger
        )
        let text = String(decoding: page?.bytes ?? [], as: UTF8.self)
        #expect(text.contains("page.html:1:4: error: unknown statement"))
        #expect(text.contains("page.html:2:17: error: "))
    }

    @Test func theTextIsInTheLanguageOfThePage() async throws {
        #expect(
            try await page(.notFound, accepting: "de") == """
                <h1>Seite nicht gefunden</h1><p>Unter dieser Adresse gibt es keine Seite.</p>
                """
        )
        #expect(
            try await page(.notFound, accepting: "en") == """
                <h1>Page not found</h1><p>There is no page at this address.</p>
                """
        )
    }

    @Test func aTextThatNobodyHasTranslatedIsEnglish() async throws {
        let text = try await page(.conflict, accepting: "de")
        #expect(text.hasPrefix("<h1>Changed elsewhere</h1>"))
    }

    /// The empty id is the header of a catalog.
    @Test func aStatusWithoutATextHasItsReason() async throws {
        let teapot = HTTPResponse.Status(code: 418, reasonPhrase: "Teapot")
        #expect(try await page(teapot, accepting: "de") == "<h1>Teapot</h1>")
    }

    @Test(arguments: SessionErrorCode.allCases)
    func everySessionErrorHasAdvice(code: SessionErrorCode) {
        #expect(code.advice?.hasSuffix(".") == true)
    }
}
