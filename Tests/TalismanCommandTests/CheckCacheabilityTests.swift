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
                "about.html" : false,
                "cart/index.html" : true,
                "layout.html" : false
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

    @Test(arguments: ["missing.json", "pages/about.html"])
    func aFileThatIsNoRecordIsAnError(file: String) throws {
        let result = try check("--cacheability", file, "pages")
        #expect(result.status != 0)
        #expect(result.errors.contains(file), "\(result.errors)")
    }
}
