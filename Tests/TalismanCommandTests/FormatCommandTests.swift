// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// `talisman fmt` by what a shell sees.
@Suite struct FormatCommandTests {
    private let page = "<ul>\n  <li tal:content=\"x\" tal:repeat=\"x y\">x</li>\n</ul>\n"
    private let formatted = "<ul>\n  <li tal:repeat=\"x y\" tal:content=\"x\">x</li>\n</ul>\n"
    private let patch = """
        --- page.html
        +++ page.html
        @@ -1,3 +1,3 @@
         <ul>
        -  <li tal:content="x" tal:repeat="x y">x</li>
        +  <li tal:repeat="x y" tal:content="x">x</li>
         </ul>

        """

    @Test func formatsTheTemplatesOfAFolder() throws {
        let folder = try TemporaryFolder(["a/page.html": page, "b.html": "<p>x</p>\n"])
        let result = try Command.run(["fmt", "."], in: folder.path)
        #expect(
            result.output == "formatted: a/page.html\n2 templates, 1 formatted, 0 with errors\n"
        )
        #expect(result.status == 0)
        let text = try String(contentsOfFile: "\(folder.path)/a/page.html", encoding: .utf8)
        #expect(text == formatted)
        let again = try Command.run(["fmt", "."], in: folder.path)
        #expect(again.output == "2 templates, 0 formatted, 0 with errors\n")
    }

    @Test func showsWhatWouldChange() throws {
        let folder = try TemporaryFolder(["page.html": page])
        let result = try Command.run(["fmt", "--check", "page.html"], in: folder.path)
        #expect(result.output == patch + "1 template, 1 to format, 0 with errors\n")
        #expect(result.status == 1)
        let text = try String(contentsOfFile: "\(folder.path)/page.html", encoding: .utf8)
        #expect(text == page)
    }

    @Test func aByteOrderMarkStays() throws {
        let folder = try TemporaryFolder(["page.html": "\u{FEFF}" + page])
        let result = try Command.run(["fmt", "page.html"], in: folder.path)
        #expect(result.output == "formatted: page.html\n1 template, 1 formatted, 0 with errors\n")
        let bytes = Array(try Data(contentsOf: URL(filePath: "\(folder.path)/page.html")))
        #expect(bytes == Array("\u{FEFF}\(formatted)".utf8))
    }

    @Test func formatsStandardInput() throws {
        let result = try Command.run("fmt", "--stdin", input: page)
        #expect(result.output == formatted)
        #expect(result.status == 0)
        let check = try Command.run(
            "fmt",
            "--stdin",
            "--check",
            "--name",
            "page.html",
            input: page
        )
        #expect(check.output == patch)
        #expect(check.status == 1)
        let done = try Command.run("fmt", "--stdin", "--check", input: formatted)
        #expect(done.output.isEmpty)
        #expect(done.status == 0)
    }

    @Test func leavesTemplatesWithErrorsAndTellsThem() throws {
        let wrong = "<p tal:content=\"x\" tal:conditon=\"y\">x</p>\n"
        let folder = try TemporaryFolder(["page.html": wrong])
        let result = try Command.run(["fmt", "page.html"], in: folder.path)
        #expect(result.output.hasPrefix("page.html:1:20: error: unknown statement 'conditon'"))
        #expect(result.output.hasSuffix("\n1 template, 0 formatted, 1 with errors\n"))
        #expect(result.status == 1)
        let input = try Command.run("fmt", "--stdin", "--name", "page.html", input: wrong)
        #expect(input.output.isEmpty)
        #expect(input.errors.hasPrefix("page.html:1:20: error: "))
        #expect(input.status == 1)
    }

    @Test func leavesOtherEncodingsToTheirAuthors() throws {
        let folder = try TemporaryFolder()
        let head = #"<?xml version="1.0" encoding="ISO-8859-1"?><ul title=""#
        let rest = #"" xmlns:tal="http://xml.zope.org/namespaces/tal">\#(page)</ul>"#
        try (Data(head.utf8) + [0xE4] + Data(rest.utf8))
            .write(to: URL(filePath: "\(folder.path)/page.xml"))
        let result = try Command.run(["fmt", "page.xml"], in: folder.path)
        #expect(result.output.hasPrefix("page.xml: error: is not UTF-8 as it stands"))
        #expect(result.status == 1)
    }

    @Test func readsAsTheManifestSays() throws {
        let python = "<p tal:content=\"x if y else z\" tal:condition=\"y > 1\">x</p>\n"
        let files = ["page.pt": python, ".talisman.yml": "dialect: chameleon\n"]
        let folder = try TemporaryFolder(files)
        let result = try Command.run(["fmt", "page.pt"], in: folder.path)
        #expect(result.output.contains("1 formatted"))
        let input = try Command.run(
            ["fmt", "--stdin", "--name", "page.pt"],
            input: python,
            in: folder.path
        )
        #expect(input.output.hasPrefix("<p tal:condition"))
    }

    @Test func exitsWith2WithoutInput() throws {
        let folder = try TemporaryFolder(["style.css": "p {}"])
        #expect(try Command.run(["fmt", "missing.html"], in: folder.path).status == 2)
        #expect(try Command.run(["fmt", "."], in: folder.path).status == 2)
        #expect(try Command.run(["fmt"], in: folder.path).status == 64)
    }
}
