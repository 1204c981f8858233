// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTypes
import Logging
import PageTemplates
import TestSupport
import Testing

@testable import Talisman

/// Pages that leave what their routes passed to them in files.
@Suite struct SampleRecordingTests {
    private let head = HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/?a=b")
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    private let templates = [
        "shop/cart.html": "<p tal:repeat=\"item items\">${item/name}: ${item/price}</p>",
        "page.html": "<p>${a | nothing}</p>",
        "broken.html": "<p>${a/b}</p>",
        "error.html": "<h1>${title}</h1>",
    ]

    private func pages(
        _ folder: TemporaryFolder,
        into path: String = "Samples",
        logger: Logger? = nil,
        mode: PageMode = .development,
        also more: [String: String] = [:]
    ) -> PageRenderer {
        let loader = MemoryTemplateLoader(templates.merging(more) { $1 })
        let library = TemplateLibrary(loader, configuration: .talisman)
        return PageRenderer(library, mode: mode)
            .recordingSamples(to: "\(folder.path)/\(path)", logger: logger ?? self.logger)
    }

    @discardableResult
    private func render(
        _ pages: PageRenderer,
        _ name: String,
        _ variables: TemplateMapping
    ) async throws -> String {
        let page = try await pages.page(name, variables, for: head, session: nil, logger: logger)
        return String(decoding: page.bytes, as: UTF8.self)
    }

    // MARK: - Files

    @Test func aPageLeavesItsVariablesInAFileOfItsName() async throws {
        let folder = try TemporaryFolder()
        let items: TemplateValue = [["name": "Tea", "price": 3.5]]
        try await render(pages(folder), "shop/cart.html", ["total": 7, "items": items])
        #expect(
            folder.text("Samples/shop/cart.json") == """
                {
                  "total": 7,
                  "items": [
                    {
                      "name": "Tea",
                      "price": 3.5
                    }
                  ]
                }

                """
        )
    }

    @Test func aModelIsRecordedAsItsTemplateSeesIt() async throws {
        struct Model: Encodable { let a = Date(timeIntervalSince1970: 0) }
        let folder = try TemporaryFolder()
        let pages = pages(folder)
        _ = try await pages.page("page.html", Model(), for: head, session: nil, logger: logger)
        #expect(folder.text("Samples/page.json") == "{\n  \"a\": \"1970-01-01T00:00:00Z\"\n}\n")
    }

    @Test func theNewestPageReplacesTheFile() async throws {
        let folder = try TemporaryFolder()
        let pages = pages(folder)
        try await render(pages, "page.html", ["a": "rich", "b": [1, 2, 3]])
        try await render(pages, "page.html", ["a": 1])
        #expect(folder.text("Samples/page.json") == "{\n  \"a\": 1\n}\n")
    }

    @Test func aFileIsWrittenOnlyWhereItSaysSomethingElse() async throws {
        let folder = try TemporaryFolder()
        let pages = pages(folder)
        let path = "\(folder.path)/Samples/page.json"
        // A file that is written anew is another one.
        func file() throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int
        }
        try await render(pages, "page.html", ["a": 1])
        let first = try FileHandle(forReadingFrom: URL(filePath: path))
        let number = try file()
        try await render(pages, "page.html", ["a": 1])
        #expect(try file() == number)
        try await render(pages, "page.html", ["a": 2])
        #expect(try file() != number)
        try first.close()
    }

    @Test func aTemplateThatFailsLeavesItsDataToo() async throws {
        let folder = try TemporaryFolder()
        await #expect(throws: StatusError.self) {
            try await render(pages(folder), "broken.html", ["a": ["c": 1]])
        }
        #expect(folder.text("Samples/broken.json")?.contains("\"c\": 1") == true)
    }

    @Test func anErrorPageLeavesItsDataToo() async throws {
        let folder = try TemporaryFolder()
        let response = HTTPResponse(status: .notFound)
        _ = await ErrorPageRenderer(pages(folder))
            .page(replacing: response, for: head, logger: logger)
        let data = try TemplateValue(json: folder.text("Samples/error.json") ?? "")
        let context = try TemplateContext(membersOf: data)
        #expect(context["status"]?.equals(404) == true)
        #expect(context["title"]?.textForm == "Page not found")
    }

    @Test func aFragmentLeavesTheDataOfItsPageAlone() async throws {
        let folder = try TemporaryFolder()
        let pages = pages(folder, also: ["parts.html": "<b id=\"f\">${a}</b>${c}"])
        try await render(pages, "parts.html", ["a": 1, "c": 2])
        let whole = folder.text("Samples/parts.json")
        _ = try await pages.fragments(
            ["f"],
            of: "parts.html",
            TemplateContext(["a": 3]),
            for: head,
            session: nil,
            logger: logger
        )
        #expect(whole != nil && folder.text("Samples/parts.json") == whole)
    }

    @Test func aTemplateThatIsNotThereLeavesNothing() async throws {
        let folder = try TemporaryFolder()
        await #expect(throws: StatusError.self) {
            try await render(pages(folder), "other.html", ["a": 1])
        }
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/Samples"))
    }

    @Test func whatIsRecordedRendersTheSamePage() async throws {
        let folder = try TemporaryFolder()
        let variables: TemplateMapping = [
            "a": nil, "b": true, "c": -12, "d": 0.5, "e": "\"<é>\"\n", "f": [1, [], [:]],
            "g": .markup(SafeMarkup("<b>x</b>")),
            "h": .object(TemplateMessage("hi $n", domain: "shop", mapping: ["n": "Ann"])),
        ]
        let source = "${a}|${b}|${c}|${d}|${e}|<p tal:repeat=\"x f\">y</p>|${structure: g}|${h}"
        let pages = pages(folder, also: ["all.html": source])
        let page = try await render(pages, "all.html", variables)
        let data = try TemplateValue(json: folder.text("Samples/all.json") ?? "")
        let again = try TemplateContext(membersOf: data).variables
        #expect(again.keys == variables.keys)
        #expect(try await render(pages, "all.html", again) == page)
    }

    @Test func whatJSONCannotHoldIsNamedInTheLogWhenItIsWritten() async throws {
        let folder = try TemporaryFolder()
        let log = LogLines()
        let pages = pages(folder, logger: log.logger)
        let function = TemplateValue.object(TemplateFunction("price") { _ in 1 })
        for _ in 0..<2 {
            try await render(pages, "page.html", ["a": 1, "tools": [["price": function]]])
        }
        let data = try TemplateValue(json: folder.text("Samples/page.json") ?? "")
        #expect(data.equals(["a": 1, "tools": [["price": nil]]]))
        let lines = log.all.filter { $0.contains("values that JSON cannot hold") }
        #expect(lines.count == 1)
        #expect(lines[0].contains("tools/0/price (object TemplateFunction)"))
        #expect(lines[0].contains("page.html"))
    }

    // MARK: - Modes

    @Test func inProductionNothingIsWritten() async throws {
        let folder = try TemporaryFolder()
        let log = LogLines()
        let pages = pages(folder, logger: log.logger, mode: .production)
        #expect(try await render(pages, "page.html", ["a": 1]) == "<p>1</p>")
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/Samples"))
        #expect(log.all.count == 1)
        #expect(log.all[0].hasPrefix("warning samples are recorded in development alone"))
    }

    @Test func aRendererThatIsNotAskedRecordsNothing() async throws {
        let folder = try TemporaryFolder()
        let loader = MemoryTemplateLoader(templates)
        let plain = PageRenderer(TemplateLibrary(loader), mode: .development)
        _ = plain.recordingSamples(to: "\(folder.path)/Samples", logger: logger)
        try await render(plain, "page.html", ["a": 1])
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/Samples"))
    }

    // MARK: - Failures

    @Test func aFolderThatCannotBeWrittenIsLoggedOnceAndHurtsNoPage() async throws {
        let folder = try TemporaryFolder(["Samples": "a file where the folder should be"])
        let log = LogLines()
        let pages = pages(folder, logger: log.logger)
        for number in 0..<3 {
            #expect(
                try await render(pages, "page.html", ["a": .integer(number)])
                    == "<p>\(number)</p>"
            )
        }
        let errors = log.all.filter { $0.hasPrefix("error") }
        #expect(errors.count == 1)
        #expect(errors[0].contains("sample not written"))
        #expect(errors[0].contains("page.html"))
        try FileManager.default.removeItem(atPath: "\(folder.path)/Samples")
        try await render(pages, "page.html", ["a": 3])
        #expect(folder.text("Samples/page.json") == "{\n  \"a\": 3\n}\n")
    }

    static let fileNames: [(String, String?)] = [
        ("page.html", "page.json"),
        ("shop/cart.html", "shop/cart.json"),
        ("shop.v2/cart.item.html", "shop.v2/cart.item.json"),
        ("page", "page.json"),
        (".html", ".html.json"),
        ("a b/é.pt", "a b/é.json"),
        ("..html", "..json"),
        ("../page.html", nil),
        ("a/../../page.html", nil),
        ("../\u{301}/page.html", nil),
        ("..", nil),
        ("./page.html", nil),
        ("/etc/page.html", nil),
        ("a//b.html", nil),
        ("a/", nil),
        ("", nil),
        ("a\\..\\b.html", nil),
        ("a\0b.html", nil),
        ("a\nb.html", nil),
    ]

    @Test(arguments: fileNames)
    func noNameLeadsOutOfTheFolder(template: String, file: String?) {
        #expect(PageRenderer.sampleName(of: template) == file)
    }

    @Test func aTemplateWhoseNameLeadsOutOfTheFolderIsRenderedAndNotRecorded() async throws {
        let folder = try TemporaryFolder()
        let log = LogLines()
        let pages = pages(folder, logger: log.logger, also: ["../out.html": "<p>${a}</p>"])
        for _ in 0..<2 { #expect(try await render(pages, "../out.html", ["a": 1]) == "<p>1</p>") }
        #expect(folder.text("out.json") == nil)
        #expect(log.all.filter { $0.hasPrefix("error") }.count == 1)
    }

    @Test func aLinkDoesNotLeadOutOfTheFolder() async throws {
        let folder = try TemporaryFolder(["out/page.json": "mine", "Samples/a.json": ""])
        let log = LogLines()
        let files = FileManager.default
        try files.createSymbolicLink(
            atPath: "\(folder.path)/Samples/shop",
            withDestinationPath: "\(folder.path)/out"
        )
        try files.createSymbolicLink(
            atPath: "\(folder.path)/Samples/page.json",
            withDestinationPath: "\(folder.path)/out/page.json"
        )
        let pages = pages(folder, logger: log.logger, also: ["shop/a/b.html": ""])
        for name in ["shop/cart.html", "shop/a/b.html", "page.html"] {
            try await render(pages, name, ["a": 1, "items": []])
        }
        let out = try FileManager.default.subpathsOfDirectory(atPath: "\(folder.path)/out")
        #expect(out == ["page.json"])
        #expect(folder.text("out/page.json") == "mine")
        #expect(log.all.filter { $0.contains("a link is in its way") }.count == 3)
    }

    // MARK: - Concurrency

    @Test func pagesAtTheSameTimeTearNoFile() async throws {
        let folder = try TemporaryFolder()
        let renderers = [pages(folder), pages(folder)]
        let filler = TemplateValue.string(String(repeating: "x", count: 50_000))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<64 {
                group.addTask {
                    let value: TemplateValue = ["first": .integer(number), "filler": filler]
                    let last = TemplateValue.integer(number)
                    try await render(
                        renderers[number % 2],
                        "page.html",
                        ["a": nil, "b": value, "last": last]
                    )
                    // Whoever reads meanwhile sees the whole of one page.
                    let data = try TemplateValue(json: folder.text("Samples/page.json") ?? "")
                    let variables = try TemplateContext(membersOf: data).variables
                    guard case .mapping(let first)? = variables["b"] else {
                        Issue.record("not a mapping")
                        return
                    }
                    #expect(first["first"]?.textForm == variables["last"]?.textForm)
                }
            }
            try await group.waitForAll()
        }
        let left = try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/Samples")
        #expect(left == ["page.json"])
    }
}
