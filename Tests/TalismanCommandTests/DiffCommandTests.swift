// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// `talisman diff`: what a change does to pages, in a real repository.
@Suite struct DiffCommandTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder([
            "pages/layout.html": """
            <html metal:define-macro="page">
            <head><link rel="stylesheet" href="/shop.css?v=1"></head>
            <body><h1>Shop</h1><main metal:define-slot="body">x</main></body>
            </html>

            """,
            "pages/cart.html": """
            <html metal:use-macro="load: layout.html"><main metal:fill-slot="body">
            <ul id="cart"><li tal:repeat="line lines" tal:content="line">Mug</li></ul>
            <b tal:content="request/session:shop/name | default">you</b>
            </main></html>

            """,
            "pages/about.html": "<p>About</p>\n",
            "pages/lost.html": "<p tal:content=\"unknown\">About</p>\n",
            "pages/shop.css": "b { color: red }\n",
            "samples/cart/full.json": "{\"lines\": [\"Cup\", \"Jar\"]}",
            "samples/cart/full.session.json": "{\"shop\": {\"name\": \"Ada\"}}",
            "samples/cart/empty.json": "{\"lines\": []}",
        ])
        try git("init", "-q", "-b", "main")
        try commit("first")
    }

    @discardableResult
    private func git(_ words: String...) throws -> String {
        let names = ["-c", "user.name=Sam", "-c", "user.email=sam@example.com"]
        let result = try Program.run("/usr/bin/env", ["git"] + names + words, folder: folder.path)
        #expect(result.status == 0, "\(result.errors)")
        return result.output
    }

    private func commit(_ text: String) throws {
        try git("add", "-A")
        try git("commit", "-q", "-m", text)
    }

    private func change(_ file: String, _ old: String, _ new: String) throws {
        let path = "\(folder.path)/\(file)"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text.contains(old))
        try text.replacing(old, with: new).write(toFile: path, atomically: true, encoding: .utf8)
    }

    private func diff(_ arguments: String...) throws -> Program.Result {
        try Command.run(["diff", "--data", "samples"] + arguments, in: folder.path)
    }

    private static let rest = "1 not rendered at either revision"

    @Test func aChangeOfOnePageIsNamedWithItsLine() throws {
        try change("pages/cart.html", "tal:content=\"line\"", "class=\"line\" tal:content=\"line\"")
        let result = try diff("HEAD", "pages")
        #expect(
            result.output == """
                cart.html:
                  cart.html (full): 2 changes
                    #cart > li:nth-of-type(1)@class: "line" is new  [cart.html:2:15]
                    #cart > li:nth-of-type(2)@class: "line" is new  [cart.html:2:15]
                5 pages: 1 with visible changes, 3 the same, \(Self.rest)

                """
        )
        #expect(result.status == 0)
        #expect(try diff("HEAD", "pages", "--exit-code").status == 1)
    }

    @Test func aMacroChangesThePagesThatUseIt() throws {
        try change("pages/layout.html", "<h1>Shop</h1>", "<h1>Store</h1>")
        try commit("second")
        let result = try diff("HEAD~1..HEAD", "pages")
        #expect(
            result.output == """
                layout.html:
                  cart.html (empty), cart.html (full), layout.html: 1 change
                    html > body > h1: "Shop" is "Store"  [layout.html:3:7]
                    for assistive technology:
                      - - heading "Shop" [level=1]
                      + - heading "Store" [level=1]
                5 pages: 3 with visible changes, 1 the same, \(Self.rest)

                """
        )
    }

    @Test func whiteSpaceIsNoVisibleChange() throws {
        try change("pages/cart.html", "<ul id=\"cart\"><li", "<ul id=\"cart\">\n  <li")
        let result = try diff("HEAD", "pages", "--exit-code")
        #expect(
            result.output
                == "5 pages: 1 with no visible change, 3 the same, \(Self.rest)\n"
        )
        #expect(result.status == 0)
    }

    @Test func styleSheetsChangeThePagesThatHaveThem() throws {
        try change("pages/shop.css", "red", "blue")
        let result = try diff("HEAD", "pages")
        #expect(result.output.hasPrefix("shop.css:\n  cart.html (empty): another style sheet\n"))
        #expect(!result.output.contains("about.html"))
    }

    @Test func dataAndSessionsAreThoseOfTheirRevision() throws {
        try change("samples/cart/full.session.json", "Ada", "Sam")
        let result = try diff("HEAD", "pages")
        #expect(result.output.contains("cart/full.session.json:\n  cart.html (full): 1 change\n"))
        #expect(result.output.contains("main > b: \"Ada\" is \"Sam\""))
    }

    @Test func pagesThatBreakAppearAndGoAreTold() throws {
        try change("pages/cart.html", "line lines", "line linez")
        try change("pages/lost.html", "unknown", "string:found")
        try git("mv", "pages/about.html", "pages/us.html")
        let output = try diff("HEAD", "pages").output
        #expect(output.contains("cart.html (full): does not render any more\n"))
        #expect(
            output.contains(
                "    cart.html:2:36: error: unknown variable 'linez' [unknown-variable]\n"
            )
        )
        #expect(output.contains("lost.html: renders again"))
        #expect(output.contains("about.html: gone"))
        #expect(output.contains("us.html: new"))
    }

    @Test func reportsAreFilesToo() throws {
        try change("pages/about.html", "About", "About `us` &amp; you")
        let result = try diff("HEAD", "pages", "--html", "report.html", "--markdown", "report.md")
        #expect(result.status == 0)
        let html = try String(contentsOfFile: "\(folder.path)/report.html", encoding: .utf8)
        #expect(html.contains("<h3>about.html <span>1 change</span></h3>"))
        #expect(html.contains("About `us` &amp; you"))
        let markdown = try String(contentsOfFile: "\(folder.path)/report.md", encoding: .utf8)
        #expect(markdown.hasPrefix("### Pages: HEAD → working directory\n"))
        #expect(markdown.contains("- `about.html`: 1 change\n  - `` p: "))
    }

    @Test func aTemplateThatCannotBeReadAnyMoreIsBroken() throws {
        try Data([0x3C, 0x70, 0x3E, 0xE4]).write(
            to: URL(filePath: "\(folder.path)/pages/about.html")
        )
        let output = try diff("HEAD", "pages").output
        #expect(output.hasPrefix("about.html:\n  about.html: does not render any more\n"))
        #expect(output.contains("about.html:1:4: error: "))
    }

    @Test func longReportsAreCut() throws {
        let rows = (0..<90).map { "<li>\($0)</li>" }
        try folder.write("pages/about.html", "<ul>\(rows.joined())</ul>")
        try commit("rows")
        try folder.write(
            "pages/about.html",
            "<ul>\(rows.joined().replacing("<li>", with: "<li>a"))</ul>"
        )
        let output = try diff("HEAD", "pages").output
        #expect(output.contains("    #") == false)
        #expect(output.contains("    ul > li:nth-of-type(20): \"19\" is \"a19\""))
        #expect(output.contains("\n    and 70 more\n"))
        #expect(output.contains("\n      and 160 more\n"))
    }

    @Test func whatATerminalCouldObeyIsEscaped() throws {
        try change("pages/about.html", "About", "\u{1B}[2JAbout \u{202E}us")
        let result = try diff("HEAD", "pages", "--markdown", "report.md")
        let markdown = try String(contentsOfFile: "\(folder.path)/report.md", encoding: .utf8)
        for text in [result.output, markdown] {
            #expect(text.contains("\\u{1b}[2JAbout \\u{202e}us"))
            #expect(!text.unicodeScalars.contains { "\u{1B}\u{202E}".unicodeScalars.contains($0) })
        }
    }

    @Test func whatGitDoesNotKeepIsLeftOut() throws {
        try folder.write(".gitignore", "build/\n")
        try folder.write("pages/build/made.html", "<p>made</p>")
        try folder.write("pages/mine.html", "<p>mine</p>")
        let theme = try TemporaryFolder(["box.html": "<p>box</p>"])
        let names = ["-c", "user.name=Sam", "-c", "user.email=sam@example.com"]
        for words in [["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "box"]] {
            _ = try Program.run("/usr/bin/env", ["git"] + names + words, folder: theme.path)
        }
        try git(
            "-c",
            "protocol.file.allow=always",
            "submodule",
            "add",
            "-q",
            theme.path,
            "pages/theme"
        )
        try git("commit", "-q", "-m", "theme")
        let output = try diff("HEAD", "pages").output
        #expect(output.contains("  mine.html: new\n"))
        #expect(output.hasSuffix("\nleft out, for git does not keep them: build/, theme/\n"))
        #expect(!output.contains("box.html") && !output.contains("made.html"))
    }

    @Test func aLinkToTheFolderWillDo() throws {
        try change("pages/about.html", "About", "Us")
        let link = "\(folder.path).link"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder.path)
        defer { try? FileManager.default.removeItem(atPath: link) }
        #expect(try diff("HEAD", "\(link)/pages").output.contains("about.html: 1 change"))
    }

    @Test func revisionsWithoutACommonOneHaveNoMergeBase() throws {
        try git("checkout", "-q", "--orphan", "other")
        try git("commit", "-q", "-m", "other")
        let result = try diff("main...other", "pages")
        #expect(result.status == 2)
        #expect(result.errors.contains("have no revision in common"), "\(result.errors)")
    }

    @Test func aFolderThatIsGoneHasNoPagesAnyMore() throws {
        try FileManager.default.removeItem(atPath: "\(folder.path)/pages")
        #expect(try diff("HEAD", "pages").output.contains("about.html: gone\n"))
    }

    @Test func programsOfTheRepositoryDoNotRun() throws {
        try folder.write("hook", "#!/bin/sh\ntouch '\(folder.path)/ran'\n")
        #expect(chmod("\(folder.path)/hook", 0o755) == 0)
        try git("config", "core.fsmonitor", "\(folder.path)/hook")
        try change("pages/about.html", "About", "Us")
        _ = try diff("HEAD", "pages")
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/ran"))
    }

    @Test func theRepositoryStaysAsItIs() throws {
        try change("pages/about.html", "About", "Us")
        try git("add", "pages/about.html")
        let before = try git("status", "--porcelain", "-z")
        _ = try diff("HEAD...HEAD", "pages")
        #expect(try git("status", "--porcelain", "-z") == before)
        #expect(try git("stash", "list") == "")
    }

    static let wrong: [([String], Int32, String)] = [
        (["nowhere..HEAD", "pages"], 2, "there is no revision 'nowhere'"),
        (["HEAD", "nothing"], 2, "nothing: there is no such folder at either revision"),
        (["HEAD", "/tmp"], 2, "/tmp/: is not in the repository of"),
        (["--", "--output=x", "pages"], 64, "The value '--output=x' is invalid"),
        (["HEAD", "pages", "--screenshots"], 64, "--screenshots needs --html"),
    ]

    @Test(arguments: wrong)
    func whatCannotBeComparedIsSaid(arguments: [String], status: Int32, text: String) throws {
        let result = try Command.run(["diff"] + arguments, in: folder.path)
        #expect(result.status == status)
        #expect(result.errors.contains(text), "\(result.errors)")
    }

    @Test func aFolderWithoutARepositoryIsAnError() throws {
        let empty = try TemporaryFolder(["pages/a.html": "a"])
        let result = try Command.run(["diff", "HEAD", "pages"], in: empty.path)
        #expect(result.status == 2)
        #expect(result.errors.contains("not a git repository"))
    }
}
