// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Testing

/// What a template may do is a part of the compiled template, whatever is compiled beside it.
@Suite struct PolicyBindingTests {
    private static let pages: [(template: String, trusted: String)] = [
        ("${guarded/secret}", Sandbox.secret),
        ("${python: guarded.secret}", Sandbox.secret),
        ("${python: '{0.secret}'.format(guarded)}", Sandbox.secret),
        ("${_password}", Sandbox.secret),
        ("${python: options['_' + 'password']}", Sandbox.secret),
        ("<tal:b metal:use-macro=\"load:other.html\"/>", Sandbox.secret),
    ]

    @Test(arguments: 0..<pages.count, [false, true])
    func oneSourceIsTwoTemplates(row: Int, startsTrusted: Bool) throws {
        let (text, trusted) = Self.pages[row]
        let loader = MemoryTemplateLoader(["page.html": text, "other.html": Sandbox.secret])
        let libraries = [
            TemplateLibrary(loader), TemplateLibrary(loader, configuration: .untrusted),
        ]
        for round in 0..<4 {
            let isTrusted = (round % 2 == 0) == startsTrusted
            let library = libraries[isTrusted ? 0 : 1]
            if isTrusted {
                let page = try library.template("page.html").render(Sandbox.context())
                #expect(page == trusted)
            } else {
                #expect(throws: TemplateError.self) {
                    try library.template("page.html").render(Sandbox.context())
                }
            }
        }
    }

    /// The configuration is a value: nobody changes it under a template.
    @Test func laterChangesOfAConfigurationChangeNoTemplate() throws {
        var configuration = TemplateConfiguration.untrusted
        let template = try Template(
            named: "page.html",
            "${guarded/secret | string:none}",
            configuration: configuration
        )
        configuration.isConfined = false
        configuration.readsPrivateNames = true
        #expect(try template.render(Sandbox.context()) == "none")
    }

    private static let reading = "<b metal:define-macro=\"m\">${guarded/secret | string:none}</b>"
    private static let using = "<b metal:use-macro=\"macros/m\"/>"

    /// Macros are held to what their own template may do, whoever uses them.
    @Test(arguments: [false, true])
    func macrosKeepTheirPolicy(ofTrusted: Bool) throws {
        let trusted = TemplateConfiguration()
        let macro = try Template(
            named: "macro.html",
            Self.reading,
            configuration: ofTrusted ? trusted : .untrusted
        )
        let page = try Template(
            named: "page.html",
            "<p metal:use-macro=\"other/macros/m\"/>${guarded/secret | string:none}",
            configuration: ofTrusted ? .untrusted : trusted
        )
        var context = Sandbox.context()
        context["other"] = macro.value
        let (ofMacro, ofPage) = ofTrusted ? (Sandbox.secret, "none") : ("none", Sandbox.secret)
        #expect(try page.render(context) == "<b>\(ofMacro)</b>\(ofPage)")
    }

    /// So are fillers, deferred expressions and functions, wherever they are evaluated.
    @Test(arguments: [
        (
            "<p metal:use-macro=\"other/macros/m\"><i metal:fill-slot=\"s\">"
                + "${guarded/secret | string:none}</i></p>",
            "<b><i>none</i></b>"
        ),
        (
            "<tal:b define=\"x defer:guarded/secret | string:none\">"
                + "<p metal:use-macro=\"other/macros/m\"/></tal:b>",
            "<b>none</b>"
        ),
        (
            "<tal:b define=\"f python: lambda g: g.get('secret', 'none')\">"
                + "<p metal:use-macro=\"other/macros/f\"/></tal:b>",
            "<b>none</b>"
        ),
    ])
    func partsKeepTheirPolicyInMacros(_ text: String, _ expected: String) throws {
        let macros = try Template(
            named: "macros.html",
            """
            <b metal:define-macro="m"><i metal:define-slot="s" tal:replace="x | nothing"/></b>
            <b metal:define-macro="f">${python: f(guarded)}</b>
            """
        )
        let page = try Template(named: "page.html", text, configuration: .untrusted)
        var context = Sandbox.context()
        context["other"] = macros.value
        #expect(try page.render(context) == expected)
    }

    /// Nothing of a render is there in the next one.
    @Test func rendersShareNothing() throws {
        let page = try Template(
            named: "page.html",
            "${seen | string:new}<tal:b define=\"global seen string:old\"/>",
            configuration: .untrusted
        )
        for _ in 0..<3 { #expect(try page.render(Sandbox.context()) == "new") }
    }
}
