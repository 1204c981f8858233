// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

/// `check --record-cacheability` and `--cacheability`: pages that shared caches may keep.
@Suite struct CheckCacheabilityTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder([
            "pages/about.html": "<p>About</p>\n",
            "pages/cart/index.html": "<p>${request/session:cart/count}</p>\n",
            "pages/layout.html": "<b>x</b>\n",
        ])
    }

    private func check(_ arguments: String...) throws -> Program.Result {
        try Command.run(["check"] + arguments, in: folder.path)
    }

    @Test func aRecordIsSortedAndStable() throws {
        #expect(try check("--record-cacheability", "record.json", "pages").status == 0)
        let record = """
            {
              "readsSession" : {
                "pages/about.html" : false,
                "pages/cart/index.html" : true,
                "pages/layout.html" : false
              }
            }

            """
        #expect(folder.text("record.json") == record)
        #expect(try check("--cacheability", "record.json", "pages").status == 0)
    }

    @Test func aPageThatReadsTheSessionThroughAMacroIsFoundAtItsUse() throws {
        _ = try check("--record-cacheability", "pages/record.json", "pages")
        try folder.write("pages/.talisman.yml", "cacheability: record.json\n")
        try folder.write(
            "pages/layout.html",
            "<b metal:define-macro=\"box\">${request/session:cart/count}</b>\n"
        )
        try folder.write(
            "pages/about.html",
            "<p metal:use-macro=\"templates/layout.html/macros/box\">x</p>\n"
        )
        let result = try check("pages")
        #expect(result.status == 1)
        let report = """
            pages/about.html:1:21: warning: the page reads the session, and could be kept by shared \
            caches before [cacheable-page-reads-session]
            """
        #expect(result.output.contains(report), "\(result.output)")
        #expect(result.output.contains("layout.html:1:"), "\(result.output)")
        // Recording does not compare, and is the answer where the change is wanted.
        #expect(try check("--record-cacheability", "pages/record.json", "pages").status == 0)
        #expect(try check("pages").status == 0)
    }

    @Test func aRecordIsOfSeveralFoldersAndOfPartsOfThem() throws {
        try folder.write("mails/order.html", "<p>Order</p>\n")
        #expect(try check("--record-cacheability", "all/record.json", "pages", "mails").status == 2)
        try folder.write("all/record.json", "{\"readsSession\": {\"../gone.html\": false}}")
        for part in ["pages", "mails"] {
            #expect(try check("--record-cacheability", "all/record.json", part).status == 0)
        }
        let record = """
            {
              "readsSession" : {
                "../mails/order.html" : false,
                "../pages/about.html" : false,
                "../pages/cart/index.html" : true,
                "../pages/layout.html" : false
              }
            }

            """
        #expect(folder.text("all/record.json") == record)
        try folder.write("mails/order.html", "<p>${request/session:cart/count}</p>\n")
        try folder.write("pages/about.html", "<p>${request/session:cart/count}</p>\n")
        for paths in [["pages", "mails"], ["pages/about.html", "mails"], ["."]] {
            let arguments = ["check", "--cacheability", "all/record.json"] + paths
            let result = try Command.run(arguments, in: folder.path)
            let count = result.output.split(separator: "[cacheable-page-reads-session]").count - 1
            #expect(count == 2, "\(result.output)")
        }
        // Wherever it is said, and however the file is named.
        let path = "\(folder.path)/all/record.json"
        try folder.write("mails/.talisman.yml", "cacheability: \(path)\n")
        #expect(try check("mails").status == 1)
        #expect(try Command.run(["check", "."], in: "\(folder.path)/mails").status == 1)
    }

    @Test(arguments: ["missing.json", "pages/about.html"])
    func aFileThatIsNoRecordIsAnError(file: String) throws {
        let result = try check("--cacheability", file, "pages")
        #expect(result.status != 0)
        #expect(result.errors.contains(file), "\(result.errors)")
    }
}
