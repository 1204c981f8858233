// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTypes
import Logging
import PageTemplates
import TestSupport
import Testing

@testable import Talisman

/// A renderer of the templates in a folder.
@Suite struct PageFolderTests {
    private let head = HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/")
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private func text(_ pages: PageRenderer, _ name: String) async throws -> String {
        let page = try await pages.page(name, for: head, session: nil, logger: logger)
        return String(decoding: page.bytes, as: UTF8.self)
    }

    @Test(arguments: PageMode.allCases)
    func aFolderThatIsNotThereIsNamedByItsWholePath(mode: PageMode) throws {
        let here = FileManager.default.currentDirectoryPath
        let error = try #require(throws: (any Error).self) {
            try PageRenderer(folder: "no-such-folder", mode: mode, logger: logger)
        }
        #expect("\(error)".contains("there is no folder '\(here)/no-such-folder' of templates"))
        #expect("\(error)".contains("in the working directory, '\(here)'"))
    }

    @Test func inProductionAllTemplatesCompileAtTheStart() async throws {
        let folder = try TemporaryFolder(["good.html": "<p>one</p>"])
        let pages = try PageRenderer(folder: folder.path, mode: .production, logger: logger)
        try folder.write("good.html", "<p>two</p>")
        #expect(try await text(pages, "good.html") == "<p>one</p>")
        try folder.write("bad.html", "<p tal:contents=\"x\"></p>")
        try folder.write("worse.html", "<p tal:content=\"a//b\"></p>")
        let failure = try #require(throws: TemplateErrors.self) {
            try PageRenderer(folder: folder.path, mode: .production, logger: logger)
        }
        #expect(failure.errors.map { $0.location?.name } == ["bad.html", "worse.html"])
    }

    @Test func inDevelopmentTemplatesAreReadAgain() async throws {
        let folder = try TemporaryFolder([
            "page.html": "<p>one</p>", "bad.html": "<p tal:contents=\"x\"></p>",
        ])
        let pages = try PageRenderer(folder: folder.path, mode: .development, logger: logger)
        #expect(try await text(pages, "page.html") == "<p>one</p>")
        try folder.write("page.html", "<p>another</p>")
        #expect(try await text(pages, "page.html") == "<p>another</p>")
    }

    @Test func inDevelopmentANewLanguageIsServed() async throws {
        let folder = try TemporaryFolder([
            "pages/page.html": "<p i18n:domain=\"shop\" i18n:translate=\"\">Hello</p>",
            "locales/de/LC_MESSAGES/shop.po": "msgid \"Hello\"\nmsgstr \"Hallo\"\n",
        ])
        let pages = try PageRenderer(
            folder: "\(folder.path)/pages",
            catalogs: "\(folder.path)/locales",
            mode: .development,
            logger: logger
        )
        var french = head
        french.headerFields[.acceptLanguage] = "fr"
        let before = try await pages.page("page.html", for: french, session: nil, logger: logger)
        #expect(String(decoding: before.bytes, as: UTF8.self) == "<p>Hello</p>")
        try folder.write("locales/fr/LC_MESSAGES/shop.po", "msgid \"Hello\"\nmsgstr \"Bonjour\"\n")
        let page = try await pages.page("page.html", for: french, session: nil, logger: logger)
        #expect(String(decoding: page.bytes, as: UTF8.self) == "<p>Bonjour</p>")
        #expect(page.head.headerFields[.contentLanguage] == "fr")
    }

    @Test func inDevelopmentEachVersionIsWarnedOfOnce() async throws {
        let layout = "<b metal:define-macro=\"m\"><i metal:define-slot=\"s\"></i></b>"
        let use = "<b metal:use-macro=\"templates/layout.html/macros/m\">"
        let wrong = use + "<i metal:fill-slot=\"t\">x</i></b>"
        let folder = try TemporaryFolder([
            "page.html": wrong, "layout.html": layout, "other.html": use + "</b>",
        ])
        let pages = try PageRenderer(folder: folder.path, mode: .development, logger: logger)
        func warnings(after name: String) async throws -> [String] {
            let lines = LogLines()
            _ = try await pages.page(name, for: head, session: nil, logger: lines.logger)
            return lines.all.filter { $0.hasPrefix("warning template") }
        }
        let first = try await warnings(after: "page.html")
        #expect(first.count == 1)
        #expect(first.first?.contains("[slot-not-defined]") == true)
        #expect(try await warnings(after: "page.html") == [])
        #expect(try await warnings(after: "other.html") == [])
        try folder.write("page.html", wrong + "\n")
        #expect(try await warnings(after: "page.html") == first)
        try folder.write("layout.html", layout.replacing("\"s\"", with: "\"t\""))
        #expect(try await warnings(after: "page.html") == [])
        try folder.write("layout.html", layout + "<a href=\"${x}\">x</a>")
        let both = try await warnings(after: "page.html")
        #expect(both.map { $0.contains("layout.html:1") } == [true])
    }

    @Test func inDevelopmentNothingIsLeftOutThatProductionSays() async throws {
        let folder = try TemporaryFolder([
            "page.html": "<p tal:condition=\"nothing\">{{ x }}<ul></ul></p>"
        ])
        let production = LogLines()
        _ = try PageRenderer(folder: folder.path, mode: .production, logger: production.logger)
        let development = LogLines()
        let pages = try PageRenderer(folder: folder.path, mode: .development, logger: logger)
        _ = try await pages.page("page.html", for: head, session: nil, logger: development.logger)
        let warnings = development.all.filter { $0.hasPrefix("warning template") }
        #expect(warnings.count == 2)
        #expect(warnings == production.all.filter { $0.hasPrefix("warning template") })
    }

    @Test(arguments: [
        (["TALISMAN_ENV": "development"], PageMode.development),
        (["TALISMAN_ENV": "production"], .production),
        (["TALISMAN_ENV": "Development"], .development),
        (["TALISMAN_ENV": "dev"], .production),
        (["TALISMAN_ENV": ""], .production),
        ([:], .production),
    ])
    func theEnvironmentNamesTheMode(environment: [String: String], mode: PageMode) {
        #expect(PageMode.fromEnvironment(in: environment) == mode)
    }
}
