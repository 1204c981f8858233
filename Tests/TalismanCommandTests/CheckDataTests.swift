// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

/// `talisman check --data`: paths are tried with data, also where no render would come.
@Suite struct CheckDataTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder([
            "pages/cart.html": """
            <p tal:condition="user/isBanned | nothing" tal:content="user/nmae">Sam</p>
            <li tal:repeat="line lines" tal:content="line/title">Mug</li>
            <b tal:content="request/path">/</b>

            """,
            "pages/shop/index.html": "<h1 tal:content=\"titel\">Shop</h1>\n",
            "pages/about.html": "<h1 tal:content=\"unknown\">About</h1>\n",
            "samples/cart.json": """
            {"user": {"name": "Ada"}, "lines": [{"title": "Mug"}, {"name": "Jar"}]}
            """,
            "samples/shop/index.json": "{\"title\": \"Shop\"}",
        ])
    }

    private func check(_ arguments: String...) throws -> Program.Result {
        try Command.run(["check"] + arguments, in: folder.path)
    }

    @Test func aFolderHasDataForEachTemplate() throws {
        let result = try check("--data", "samples", "pages")
        let report = """
            pages/cart.html:1:62: error: mapping with key name has no 'nmae' [missing-member]
            1 | <p tal:condition="user/isBanned | nothing" tal:content="user/nmae">Sam</p>
              |                                                              ^~~~
            note: did you mean 'name'?
            pages/cart.html:2:47: warning: 1 of 2 values have no 'title' [missing-in-some]
            2 | <li tal:repeat="line lines" tal:content="line/title">Mug</li>
              |                                               ^~~~~
            note: the first of them is: mapping with key name
            pages/shop/index.html:1:18: error: unknown variable 'titel' [unknown-variable]
            1 | <h1 tal:content="titel">Shop</h1>
              |                  ^~~~~
            note: did you mean 'title'?
            data found for 2 of 3 templates; none for pages/about.html
            3 templates, 2 errors, 1 warning

            """
        #expect(result.output == report)
        #expect(result.status == 1)
    }

    @Test func aFileIsForAllTemplates() throws {
        try folder.write("all.json", "{\"titel\": \"Shop\", \"unknown\": 1}")
        let result = try check("--data", "all.json", "pages/about.html", "pages/shop")
        #expect(result.status == 0, "\(result.output)")
        #expect(result.output.contains("data found for 2 of 2 templates"))
    }

    @Test(arguments: ["yml", "yaml"])
    func dataMayBeYAML(ending: String) throws {
        try folder.write("samples/about.\(ending)", "title: About\n")
        let result = try check("--data", "samples", "pages/about.html")
        #expect(result.output.contains("unknown variable 'unknown'"), "\(result.output)")
        #expect(result.output.contains("data found for 1 of 1 templates"))
        try folder.write("all.\(ending)", "unknown: 1\n")
        #expect(try check("--data", "all.\(ending)", "pages/about.html").status == 0)
    }

    @Test func aFolderWithoutDataIsAnError() throws {
        let result = try check("--data", "samples", "pages/about.html")
        #expect(
            result.output.contains("data found for 0 of 1 templates; none for pages/about.html")
        )
        #expect(result.status == 2)
    }

    /// A recorder names a sample by the template's name in its root, not by what is checked.
    @Test func dataAreFoundByTheNameInTheRoot() throws {
        try folder.write("pages/layout.html", "<b metal:define-macro='page'>x</b>")
        try folder.write(
            "pages/shop/index.html",
            "<b metal:use-macro='templates/layout.html/macros/page'/>${titel}"
        )
        let result = try check("--data", "samples", "pages/shop")
        #expect(result.output.contains("unknown variable 'titel'"), "\(result.output)")
    }

    @Test func templatesWithErrorsAreNotTried() throws {
        try folder.write("pages/about.html", "<p tal:contents=\"x\"></p>")
        try folder.write("samples/about.json", "{}")
        let result = try check("--data", "samples", "pages")
        #expect(
            result.output.contains(
                "data found for 2 of 3 templates; not tried because of errors: pages/about.html"
            )
        )
        #expect(result.status == 1)
    }

    @Test func dataThatAreNotThereAreReportedOnce() throws {
        let result = try check("--data", "nowhere", "pages")
        #expect(result.errors == "nowhere: cannot be read: there is no such file\n")
        #expect(result.output == "")
        #expect(result.status == 2)
    }

    @Test(arguments: [
        ("missing.json", "there is no such file", 2), ("pages/cart.html", "", 1),
        ("list.json", "", 1),
    ])
    func dataThatAreNoneAreAnError(file: String, text: String, status: Int32) throws {
        try folder.write("list.json", "[1]")
        let result = try check("--data", file, "pages/about.html")
        #expect(result.status == status, "\(result.output)\(result.errors)")
        #expect(result.errors.contains(file))
        #expect(result.errors.contains(text))
    }
}
