// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// `talisman coverage`: which places of templates pages reach.
@Suite struct CoverageCommandTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder([
            "pages/layout.html": """
            <html metal:define-macro="page">
            <body><h1>${title}</h1><main metal:define-slot="body">x</main></body>
            </html>

            """,
            "pages/cart.html": """
            <html metal:use-macro="load: layout.html"><main metal:fill-slot="body">
            <ul><li tal:repeat="line lines" tal:content="line">Mug</li></ul>
            <b tal:content="request/session:shop/name | default">you</b>
            </main></html>

            """,
            "pages/about.html": "<p>About</p>\n",
            "pages/spare.html": "<p tal:define=\"x string:x\">${x}</p>\n",
            "samples/cart/full.json": "{\"title\": \"Cart\", \"lines\": [\"Cup\", \"Jar\"]}",
            "samples/cart/full.session.json": "{\"shop\": {\"name\": \"Ada\"}}",
        ])
    }

    private func coverage(_ arguments: String...) throws -> Program.Result {
        try Command.run(["coverage", "pages", "--data", "samples"] + arguments, in: folder.path)
    }

    private func write(_ text: String, to file: String) throws {
        try text.write(toFile: "\(folder.path)/\(file)", atomically: true, encoding: .utf8)
    }

    @Test func dataThatAreNotThereAreAnError() throws {
        let result = try Command.run(["coverage", "pages", "--data", "smaples"], in: folder.path)
        #expect(result.errors == "smaples: there is no such file or folder\n")
        #expect(result.status == 2)
    }

    @Test func theReportHasAllTemplatesAndWhatIsMissing() throws {
        let result = try coverage()
        #expect(result.errors == "")
        #expect(
            result.output == """
                template        statements     branches  alternatives      all
                about.html               -            -             -        -
                cart.html      5/5 100.0 %  1/2  50.0 %   1/2  50.0 %   77.7 %
                layout.html    3/3 100.0 %  1/2  50.0 %             -   80.0 %
                spare.html     2/2 100.0 %            -             -  100.0 %
                all          10/10 100.0 %  2/4  50.0 %   1/2  50.0 %   81.2 %

                cart.html:2:21: tal:repeat 'line lines' was never empty
                cart.html:3:45: the alternative 'default' never gave the value
                layout.html:2:49: metal:define-slot 'body' never kept its own content

                """
        )
        #expect(result.status == 0)
    }

    @Test func moreSamplesReachMore() throws {
        try write("{\"title\": \"\", \"lines\": []}", to: "samples/cart/empty.json")
        try FileManager.default.moveItem(
            atPath: "\(folder.path)/samples/cart/full.session.json",
            toPath: "\(folder.path)/samples/cart/empty.session.json"
        )
        let result = try coverage()
        #expect(!result.output.contains("cart.html:"))
        let row = "cart.html      5/5 100.0 %  2/2 100.0 %   2/2 100.0 %  100.0 %"
        #expect(result.output.contains(row))
    }

    @Test func lessThanTheMinimumIsAnError() throws {
        #expect(try coverage("--minimum", "81").status == 0)
        let result = try coverage("--minimum", "81.3")
        #expect(result.status == 1)
        #expect(result.errors == "81.2 % is reached, and --minimum wants more\n")
        #expect(try coverage("--minimum", "101").status == 64)
    }

    @Test func pagesThatDoNotRenderAreTold() throws {
        try write("<p tal:condition=\"unknown\">${title}</p>\n", to: "pages/lost.html")
        let result = try coverage()
        #expect(result.status == 1)
        #expect(result.errors.hasPrefix("lost.html: does not render\n"))
        #expect(result.errors.contains("unknown variable 'unknown'"))
        #expect(result.output.contains("lost.html:1:28: ${title} never ran"))
    }

    @Test func whatATemplateWithoutDataReachesBeforeItFailsDoesNotCount() throws {
        try write(
            "<p tal:content=\"a | nothing\">x</p>${b}<i metal:define-macro=\"m\"/>\n",
            to: "pages/m.html"
        )
        try write("<b metal:use-macro=\"templates/m.html/macros/m\"/>", to: "pages/user.html")
        let result = try coverage()
        #expect(result.errors == "" && result.status == 0)
        #expect(result.output.contains("m.html:1:17: tal:content 'a | nothing' never ran"))
    }

    @Test func whereNoTemplateIsTheStatusIsTwo() throws {
        try FileManager.default.createDirectory(
            atPath: "\(folder.path)/nothing",
            withIntermediateDirectories: true
        )
        for (place, problem) in [("nothing", "there is no template"), ("none", "no such folder")] {
            let result = try Command.run(["coverage", place], in: folder.path)
            #expect(result.status == 2)
            #expect(result.errors.contains(problem))
        }
    }

    @Test func reportsOfProgramsAreFiles() throws {
        let result = try coverage("--format", "lcov", "--output", "coverage.info")
        #expect(result.status == 0 && result.output == "")
        let records = try #require(folder.text("coverage.info"))
        #expect(records.contains("SF:pages/cart.html\n"))
        #expect(records.contains("BRDA:2,0,0,1\nBRDA:2,0,1,0\n"))
        #expect(try coverage("--format", "lcov").output == records)
    }

    @Test func namesThatRecordsCannotHaveAreLeftOutAndTold() throws {
        try write("<p tal:condition=\"nothing\">x</p>\n", to: "pages/a\nend_of_record.html")
        let result = try coverage("--format", "lcov")
        #expect(!result.output.contains("end_of_record.html"))
        let line = "a\\u{a}end_of_record.html: left out, for LCOV has no such names\n"
        #expect(result.errors == line)
    }

    @Test(arguments: [".", "pages"]) func aFolderIsNoFile(path: String) throws {
        let result = try coverage("--output", path)
        #expect(result.errors == "\(path): cannot be written: it is a folder\n")
        #expect(result.status == 2)
    }

    @Test func theReportOfHTMLHasTheSources() throws {
        let page = try coverage("--format", "html").output
        #expect(page.contains("<h1>Coverage of <code>pages</code>: 81.2 %</h1>"))
        #expect(
            page.contains(
                "<li class=\"partly\"><code><span>&lt;ul&gt;&lt;li tal:repeat=\"</span>"
                    + "<span class=\"partly\" title=\"tal:repeat: 1×\nitems: 1×\nempty: 0×\">"
                    + "line lines</span>"
            )
        )
        #expect(page.contains("<li>cart.html:2:21: tal:repeat 'line lines' was never empty</li>"))
    }

    // MARK: - Recordings

    /// A recording of the loop of the cart that was empty.
    private func recording(digest: String) -> String {
        """
        {"format": "talisman-coverage", "version": 1, "templates": {"cart.html": {
          "digest": "\(digest)", "points": [
            {"statement": "tal:repeat", "outcome": "empty", "line": 2, "column": 21, "hits": 3},
            {"statement": "tal:later", "outcome": "empty", "line": 2, "column": 21, "hits": 3}
          ]}}}
        """
    }

    @Test func recordingsAreAdded() throws {
        try write(recording(digest: "ecf0c8a3d558400a"), to: "a.json")
        let result = try coverage("--recorded", "a.json", "a.json")
        #expect(result.status == 0 && result.errors == "")
        #expect(!result.output.contains("was never empty"))
    }

    @Test func recordingsOfOtherVersionsAreLeftOut() throws {
        try write(recording(digest: "0"), to: "a.json")
        let result = try coverage("--recorded", "a.json")
        #expect(result.status == 0)
        #expect(
            result.errors == "cart.html: left out of what is recorded, for it has changed since\n"
        )
        #expect(result.output.contains("was never empty"))
    }

    @Test func whatIsNoRecordingIsAnError() throws {
        try write("{}", to: "a.json")
        let result = try coverage("--recorded", "a.json")
        #expect(result.status == 1)
        #expect(result.errors == "a.json: is no recording of coverage\n")
        #expect(try coverage("--recorded", "b.json").status == 2)
    }
}
