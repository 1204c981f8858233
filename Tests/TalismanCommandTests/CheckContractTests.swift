// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

/// `talisman check` with the models of pages in the manifest.
@Suite struct CheckContractTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder([
            "pages/layout.html": "<b metal:define-macro=\"page\">${titel}</b>\n",
            "pages/shop/cart.html": """
            <html metal:use-macro="load:../layout.html"></html>
            <p tal:repeat="line lines" tal:content="line/name">Mug</p>
            <i tal:content="request/path">/</i>

            """,
            "pages/about.html": "<p>${anything}</p>\n",
            "pages/.talisman.yml": """
            pages:
              shop/cart.html: CartPage
            models:
              CartPage:
                title: {type: text, at: "Shop/CartPage.swift:12"}
                lines: {type: "[CartPage.Line]", at: "Shop/CartPage.swift:15"}
              CartPage.Line:
                title: {type: text, at: "Shop/CartPage.swift:20"}

            """,
        ])
    }

    @Test func aRenamedPropertyIsAnErrorAtTheLineOfTheTemplate() throws {
        let result = try Command.run(["check", "pages"], in: folder.path)
        let report = """
            pages/layout.html:1:32: error: unknown variable 'titel' [unknown-variable]
            1 | <b metal:define-macro="page">${titel}</b>
              |                                ^~~~~
            note: did you mean 'title'?
            note: 'title' is declared in Shop/CartPage.swift:12
            """
        #expect(result.output.contains(report), "\(result.output)")
        let line = """
            pages/shop/cart.html:2:46: error: model CartPage.Line has no 'name' [missing-member]
            2 | <p tal:repeat="line lines" tal:content="line/name">Mug</p>
              |                                              ^~~~
            note: its members are declared in Shop/CartPage.swift
            """
        #expect(result.output.contains(line), "\(result.output)")
        #expect(!result.output.contains("anything"))
        #expect(result.status == 1)
    }

    @Test func rightPathsAreNoErrors() throws {
        try folder.write("pages/layout.html", "<b metal:define-macro=\"page\">${title}</b>\n")
        let list = "<p tal:repeat=\"l lines\">${l/title}</p>\n"
        let use = "<b metal:use-macro=\"templates/layout/macros/page\"/>\n"
        try folder.write("pages/shop/cart.html", list + use)
        let result = try Command.run(["check", "--strict", "pages"], in: folder.path)
        #expect(result.status == 0, "\(result.output)")
    }
}
