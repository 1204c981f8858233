// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Testing

/// Other templates, by their names or through caches, under the untrusted profile.
@Suite struct OtherTemplateTests {
    @Test(
        arguments: [
            .content("load:secrets.html", .error(.templatesNotAllowed)),
            .content("load:nowhere.html", .error(.templatesNotAllowed)),
            .content("load:nowhere.html | string:none", .error(.templatesNotAllowed)),
            .content("exists:load:secrets.html", .error(.templatesNotAllowed), .chameleon),
            .content("nocall:templates/secrets.html", .error(.templatesNotAllowed)),
            .content("load:page.html", .error(.templatesNotAllowed)),
            .content("load:../../etc/passwd", .error(.templatesNotAllowed)),
            .content("load:/etc/passwd", .error(.templatesNotAllowed)),
            .content("load:file:///etc/passwd", .error(.templatesNotAllowed)),
            .content("load:https://example.org/x.html", .error(.templatesNotAllowed)),
            .content("load:secrets.html\n<b>", .error(.templatesNotAllowed)),
            .content("load:\"+x+\"", .error(.templatesNotAllowed)),
            .content("load:", .error(.invalidExpression)),
            .content("load:${name}", .error(.templatesNotAllowed)),
            .content("templates", .error(.invalidExpression)),
            .content("templates/secrets.html", .error(.templatesNotAllowed)),
            .content("templates/?name", .error(.invalidExpression)),
            .content("templates/../secrets.html", .error(.templatesNotAllowed)),
            .content("python: templates['secrets.html']", .error(.invalidExpression)),
            .content("python: list(templates)", .error(.invalidExpression)),
            .content("python: path('templates/secrets.html')", .error(.templatesNotAllowed)),
            .content("python: path('templates/%s' % name)", .error(.invalidExpression)),
            .content("python: load('secrets.html')", .error(.nameError)),
            .content("python: load('sec' + 'rets.html')", .error(.nameError)),
            .content("load: secrets.html", .error(.templatesNotAllowed), .chameleon),
            .content("import: os", .error(.unknownExpressionType), .chameleon),
            .markup("<p metal:use-macro=\"load:secrets.html\">x</p>", .error(.templatesNotAllowed)),
            .markup("<p metal:use-macro=\"secrets/macros/x\">x</p>", .error(.unknownVariable)),
            .markup("<p metal:use-macro=\"layout\">x</p>", .error(.unknownVariable)),
            .markup("<p metal:use-macro=\"name\">x</p>", .error(.notAMacro)),
            .markup("<p metal:use-macro=\"string:secrets.html\">x</p>", .error(.notAMacro)),
            .markup("<p metal:use-macro=\"hostile\">x</p>", .error(.notAMacro)),
            .markup("<p metal:use-macro=\"macros/?name\">x</p>", .error(.macroNotFound)),
            .markup(
                "<p metal:define-macro=\"m\" metal:extend-macro=\"load:layout.html\">x</p>",
                .error(.templatesNotAllowed)
            ),
            .markup(
                "<p metal:use-macro=\"templates/layout.html/macros/x\">x</p>",
                .error(.templatesNotAllowed)
            ),
            .markup(
                "<p tal:content=\"structure load:secrets.html\">x</p>",
                .error(.templatesNotAllowed)
            ),
            .markup(
                "<?xml version=\"1.0\"?><!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><r>&x;</r>",
                .page(
                    "<?xml version=\"1.0\"?><!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><r>&x;</r>"
                )
            ),
            .markup(
                "<xi:include href=\"secrets.html\"/>",
                .page("<xi:include href=\"secrets.html\"/>")
            ),
            .markup(
                "<!--#include file=\"secrets.html\" -->",
                .page("<!--#include file=\"secrets.html\" -->")
            ),
        ] as [Payload]
    )
    func namesOfTemplatesLeadNowhere(_ payload: Payload) {
        Sandbox.expect(payload)
    }

    /// A part of a template has no name that a request could choose it by.
    @Test(arguments: [
        "page.html#part", "page.html?fragment=part", "page.html::part", "page.html/macros/part",
        "page.html :: part", "page.html%23part", "page.html\0", "page.html\n", "../page.html",
        "page", "page.html/", "//page.html", "PAGE.HTML", "${name}", "page.html|part",
    ])
    func namesSelectNoPartsOfTemplates(_ name: String) {
        let part = "<b metal:define-macro=\"part\">\(Sandbox.secret)</b>"
        let library = Sandbox.library("<p>${name}</p>\(part)")
        let error = #expect(throws: TemplateError.self) { try library.template(name) }
        #expect(error?.code == .templateNotFound)
    }

    /// A template that the application passes is a part of the data.
    @Test func templatesOfTheDataCanBeUsed() throws {
        let layout = try Template(
            named: "layout.html",
            "<!-- \(Sandbox.secret) --><b metal:define-macro=\"m\">[<i metal:define-slot=\"s\"/>]</b>"
        )
        let page = try Template(
            named: "page.html",
            "<p metal:use-macro=\"layout/macros/m\"><i metal:fill-slot=\"s\">${name}</i></p>",
            configuration: .untrusted
        )
        let context = TemplateContext(["layout": layout.value, "name": "Ada"])
        #expect(try page.render(context) == "<b>[<i>Ada</i>]</b>")
    }

    /// Where it fails, the author sees the place and no line of it.
    @Test func reportsShowNoLinesOfOtherTemplates() throws {
        let layout = try Template(
            named: "layout.html",
            "<b metal:define-macro=\"m\">\(Sandbox.secret) ${missing}</b>"
        )
        let page = try Template(
            named: "page.html",
            "<p metal:use-macro=\"layout/macros/m\"/>",
            configuration: .untrusted
        )
        let error = #expect(throws: TemplateError.self) {
            try page.render(TemplateContext(["layout": layout.value]))
        }
        #expect(error?.location?.name == "layout.html")
        #expect(error?.excerpt == nil)
        #expect(error?.description.contains(Sandbox.secret) == false)
    }

    /// The cause is there for the log, and not in the report.
    @Test func reportsLeaveOutWhatTheApplicationThrew() throws {
        func error(_ configuration: TemplateConfiguration) -> TemplateError? {
            #expect(throws: TemplateError.self) {
                try Template(
                    named: "page.html",
                    "${guarded/broken}",
                    configuration: configuration
                ).render(Sandbox.context())
            }
        }
        #expect(error(.init())?.description.contains(Sandbox.secret) == true)
        #expect(error(.untrusted)?.description.contains(Sandbox.secret) == false)
        #expect(error(.untrusted)?.cause is Sandbox.Guarded.Failure)
    }
}
