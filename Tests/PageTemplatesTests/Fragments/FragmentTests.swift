// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import Testing

/// Parts of pages that are rendered alone.
@Suite struct FragmentTests {
    private static let variables = TemplateContext([
        "v0": true, "v1": "<one>", "v2": "", "items": ["Mug", "Cup"],
    ])

    private func library(_ page: String, reloads: Bool = false) -> TemplateLibrary {
        TemplateLibrary(
            MemoryTemplateLoader(["page.html": page, "layout.html": RandomPage.layout]),
            reloads: reloads
        )
    }

    private func render(
        _ name: String,
        of page: String,
        _ variables: TemplateContext = variables
    ) throws -> String {
        try library(page).fragment(name, of: "page.html").render(variables)
    }

    // MARK: - What is written

    static let written: [(String, String)] = [
        ("<p>a</p><b id=\"f\">${v1}</b><i>c</i>", "<b id=\"f\">&lt;one&gt;</b>"),
        ("<div><p metal:define-macro=\"f\">x</p>${unknown}</div>", "<p>x</p>"),
        ("<div metal:define-macro=\"m\"><p metal:define-slot=\"f\">x</p></div>", "<p>x</p>"),
        (
            "<a metal:use-macro=\"load: layout.html\"><main metal:fill-slot=\"f\">x</main></a>",
            "<main>x</main>"
        ),
        (
            "<div tal:define=\"a v1; b a\" title=\"${unknown}\"><b id=\"f\">${b}</b></div>",
            "<b id=\"f\">&lt;one&gt;</b>"
        ),
        ("<div tal:condition=\"nothing\"><b id=\"f\">x</b></div>", ""),
        ("<div tal:condition=\"v0\"><b id=\"f\">x</b></div>", "<b id=\"f\">x</b>"),
        (
            "<div tal:switch=\"v1\"><p tal:case=\"v1\"><b id=\"f\">x</b></p></div>",
            "<b id=\"f\">x</b>"
        ),
        ("<div tal:switch=\"v1\"><p tal:case=\"v0\"><b id=\"f\">x</b></p></div>", ""),
        (
            "<div tal:switch=\"v1\"><p tal:case=\"v1\"/><p tal:case=\"default\" id=\"f\">x</p></div>",
            ""
        ),
        (
            "<div tal:switch=\"v1\"><p tal:case=\"v0\"/><p tal:case=\"default\" id=\"f\">x</p></div>",
            "<p id=\"f\">x</p>"
        ),
        ("<tal:b omit-tag=\"\"><b id=\"f\">x</b></tal:b>", "<b id=\"f\">x</b>"),
        ("<div tal:on-error=\"v1\"><b id=\"f\">x</b></div>", "<b id=\"f\">x</b>"),
        (
            "<ul>\n  <li id=\"f\" tal:repeat=\"item items\">${item}</li>\n</ul>",
            "\n  <li id=\"f\">Mug</li>\n  <li id=\"f\">Cup</li>"
        ),
        (
            "<u metal:define-macro=\"m\">${v1}</u><b id=\"f\"><a metal:use-macro=\"macros/m\"/></b>",
            "<b id=\"f\"><u>&lt;one&gt;</u></b>"
        ),
        (
            "<textarea id=\"f\" tal:content=\"v1\"></textarea>",
            "<textarea id=\"f\">&lt;one&gt;</textarea>"
        ),
        ("<script id=\"f\">let a = ${v1}</script>", "<script id=\"f\">let a = ${v1}</script>"),
        ("<p i18n:domain=\"d\"><b id=\"f\" i18n:translate=\"\">x</b></p>", "<b id=\"f\">x</b>"),
        ("<b id=\"f\" tal:replace=\"v1\">x</b>", "&lt;one&gt;"),
        (
            String(repeating: "<div>", count: 250) + "<b id=\"f\">x</b>"
                + String(repeating: "</div>", count: 250), "<b id=\"f\">x</b>"
        ),
    ]

    @Test(arguments: written) func aFragmentIsWrittenAlone(page: String, result: String) throws {
        #expect(try render("f", of: page) == result)
    }

    @Test func aFragmentOfRandomPagesIsWhatThePageHas() throws {
        var compared = 0
        for seed in UInt64(1)...100 {
            let random = RandomPage(seed: seed)
            let library = library(random.source)
            let page = try library.template("page.html").render(Self.variables)
            for name in random.regions {
                let fragment = try library.fragment(name, of: "page.html").render(Self.variables)
                let start = page.range(of: "<!--[\(name)-->")
                let end = page.range(of: "<!--\(name)]-->")
                guard let start, let end else {
                    #expect(fragment == "", "\(random.source)\n\(name)")
                    continue
                }
                let part = page[start.upperBound..<end.lowerBound]
                #expect(fragment == part, "\(random.source)\n\(name)")
                compared += 1
            }
        }
        #expect(compared > 200)
    }

    // MARK: - What it needs

    @Test func aFragmentReadsOnlyItsOwn() throws {
        var manifest = TemplateManifest()
        manifest.namespaces = ["session"]
        var configuration = TemplateConfiguration()
        configuration.apply(manifest)
        let page = """
            <p>${r/session:shop/name}</p><div tal:define="x r/session:shop/x; y r/session:shop/y">
            <b id="f">${x} ${r/session:cart/count}</b></div>
            <u metal:define-macro="m">${r/session:macro/a}</u>
            <b id="g"><a metal:use-macro="template/macros/m"/></b>
            """
        let library = TemplateLibrary(
            MemoryTemplateLoader(["page.html": page]),
            configuration: configuration
        )
        func reads(_ name: String) throws -> [String] {
            try library.fragment(name, of: "page.html").reads.all.map {
                "\($0.name ?? "")/\($0.member ?? "")"
            }.sorted()
        }
        #expect(try reads("f") == ["cart/count", "shop/x", "shop/y"])
        #expect(try reads("g") == ["macro/a"])
        #expect(try library.fragment("g", of: "page.html").reads.variables == ["r"])
    }

    // MARK: - What is wrong

    static let wrong: [(String, TemplateError.Code, String)] = [
        ("<b id=\"other\">x</b>", .fragmentNotFound, "no element with the id 'f'"),
        ("<b id=\"${v1}\">x</b>", .fragmentNotFound, "'f'"),
        ("<b id=\"f\" tal:attributes=\"id v1\">x</b>", .fragmentNotFound, "'f'"),
        ("<b id=\"f\">x</b><i id=\"f\">x</i>", .unusableFragment, "several elements"),
        (
            "<ul tal:repeat=\"i items\"><li id=\"f\">x</li></ul>", .unusableFragment,
            "stands in a loop"
        ),
        (
            "<p i18n:translate=\"\">A <b id=\"f\" i18n:name=\"n\">x</b></p>", .unusableFragment,
            "message"
        ),
        ("<p tal:content=\"v1 | default\"><b id=\"f\">x</b></p>", .unusableFragment, "a value"),
        (
            "<a metal:use-macro=\"load: layout.html\"><i metal:use-macro=\"load: layout.html\">"
                + "<b metal:fill-slot=\"f\">x</b></i></a>", .unusableFragment, "beside the slots"
        ),
        (
            "<a metal:use-macro=\"load: layout.html\"><b id=\"f\">x</b></a>", .unusableFragment,
            "beside the slots"
        ),
        (
            "<div tal:switch=\"v1\"><u><p tal:case=\"v1\"/></u><p tal:case=\"default\" id=\"f\"/></div>",
            .unusableFragment, "not directly in its switch"
        ),
        (
            "<div tal:switch=\"v1\"><u><p tal:case=\"v1\" id=\"f\"/></u></div>", .unusableFragment,
            "not directly in its switch"
        ),
        ("<b id=\"f\">${a b}</b>", .invalidExpression, ""),
        ("<b id=\"f\">x</b>${a b}", .invalidExpression, ""),
    ]

    @Test(arguments: wrong) func whatIsNoFragmentIsAnError(
        page: String,
        code: TemplateError.Code,
        message: String
    ) throws {
        let error = #expect(throws: TemplateError.self) { try render("f", of: page) }
        #expect(error?.code == code)
        let found = error?.message ?? ""
        #expect(message.isEmpty || found.contains(message), "\(found)")
    }

    @Test func theNearestNameIsSaid() throws {
        let error = #expect(throws: TemplateError.self) {
            try render("crat", of: "<b id=\"cart\">x</b>")
        }
        #expect(error?.notes.first?.message.contains("'cart'") == true)
    }

    @Test func variablesThatAreMissingAreErrors() throws {
        let page = "<p tal:define=\"global x v1\">x</p><b id=\"f\">${x}</b>"
        let error = #expect(throws: TemplateError.self) { try render("f", of: page) }
        #expect(error?.code == .unknownVariable)
    }

    // MARK: - Libraries

    @Test func fragmentsAreCompiledOnceAndFollowChanges() throws {
        let loader = MutableLoader(["page.html": "<b id=\"f\">old</b>"])
        let library = TemplateLibrary(loader, reloads: true)
        #expect(try library.fragment("f", of: "page.html").render() == "<b id=\"f\">old</b>")
        loader.change("page.html", to: "<b id=\"f\">new</b>")
        #expect(try library.fragment("f", of: "page.html").render() == "<b id=\"f\">new</b>")
        loader.change("page.html", to: "<b id=\"g\">new</b>")
        #expect(throws: TemplateError.self) { try library.fragment("f", of: "page.html") }
    }
}
