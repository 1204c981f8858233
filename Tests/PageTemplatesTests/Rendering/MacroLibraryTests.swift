// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Testing

/// Macros of other templates, found by a library or brought along as variables.
@Suite struct MacroLibraryTests {
    private struct Echo: PathNamespace {
        func value(of name: String, in value: TemplateValue) throws -> TemplateValue? { nil }
    }

    private let templates = [
        "layouts/main.html": """
        <html metal:define-macro="page"><title metal:define-slot="title">Shop</title>
        <body metal:define-slot="body">${r/echo:layout/seen | nothing}</body></html>
        <p metal:define-macro="other">${r/echo:other/seen | nothing}</p>
        """,
        "page.html": """
        <html metal:use-macro="templates/layouts/main.html/macros/page">
        <title metal:fill-slot="title">${title}</title></html>
        """,
        "a.html":
            "<i metal:define-macro='a'>A <b metal:use-macro='templates/b.html/macros/b'/></i>",
        "b.html": "<i metal:define-macro='b'>B ${x | string:none}</i>"
            + "<u metal:define-macro='back' metal:extend-macro='templates/a.html/macros/a'></u>",
        "layouts/whole.html": "<div metal:use-macro=\"load:main.html\">x</div>",
        "absent.html": "<i metal:use-macro=\"templates/nope.html/macros/x | default\">own</i>",
        "broken.html": "<i metal:use-macro=\"templates/wrong.html/macros/x\">own</i>",
        "wrong.html": "<i tal:contents=\"x\"/>",
        "computed.html": "<i metal:use-macro=\"layout/macros/page\"/>",
    ]

    private var library: TemplateLibrary {
        var configuration = TemplateConfiguration()
        configuration.namespaces = ["echo": Echo()]
        return TemplateLibrary(MemoryTemplateLoader(templates), configuration: configuration)
    }

    @Test func usesMacrosOfOtherFiles() throws {
        let page = try library.template("page.html").render(TemplateContext(["title": "A & B"]))
        #expect(
            page == """
                <html><title>A &amp; B</title>
                <body></body></html>
                """
        )
    }

    @Test func templatesMayReferToEachOther() throws {
        #expect(try library.template("a.html").render() == "<i>A <i>B none</i></i>")
        #expect(
            try library.template("b.html").render(TemplateContext(["x": 1]))
                == "<i>B 1</i><i>A <i>B 1</i></i>"
        )
    }

    @Test func loadIsRelativeToTheTemplate() throws {
        #expect(try library.template("layouts/whole.html").render().contains("<title>Shop</title>"))
    }

    @Test func aWholeTemplateHasSlotsWithoutAMacro() throws {
        let templates = [
            "layout.html": "<!DOCTYPE html>\n<title>${title}</title>"
                + "<main metal:define-slot='content'>none</main>"
                + "<b metal:use-macro='load:box.html'><i metal:fill-slot='inside'>"
                + "<u metal:define-slot='deep'>own</u></i></b>",
            "box.html": "<div><p metal:define-slot='inside'/></div>",
            "page.html": "<html metal:use-macro='load:nope.html | load:layout.html'>"
                + "<p metal:fill-slot='content'>${x}</p><s metal:fill-slot='deep'>${title}</s>"
                + "<s metal:fill-slot='contnet'/></html>",
        ]
        let library = TemplateLibrary(MemoryTemplateLoader(templates))
        let context = TemplateContext(["title": "T", "x": 1])
        let page = try library.template("page.html")
        #expect(
            try page.render(context)
                == "<!DOCTYPE html>\n<title>T</title><p>1</p><div><i><s>T</s></i></div>"
        )
        #expect(page.warnings.map(\.code) == [.slotNotDefined])
        #expect(
            try library.template("layout.html").render(context)
                == "<!DOCTYPE html>\n<title>T</title><main>none</main><div><i><u>own</u></i></div>"
        )
    }

    @Test func alternativesOfLoadAreNamesInChameleonsDialect() throws {
        let templates = [
            "layout.html": "<b>layout</b>",
            "page.html": "<i metal:use-macro='load: nope.html |\n no.html | layout.html'/>",
        ]
        var configuration = TemplateConfiguration()
        configuration.dialect = .chameleon
        let library = TemplateLibrary(
            MemoryTemplateLoader(templates),
            configuration: configuration
        )
        #expect(try library.template("page.html").render() == "<b>layout</b>")
    }

    @Test func whatDoesNotExistIsAbsent() throws {
        #expect(try library.template("absent.html").render() == "<i>own</i>")
    }

    @Test func errorsOfOtherFilesComeWhenThePageIsCompiled() throws {
        let error = #expect(throws: TemplateError.self) { try library.template("broken.html") }
        #expect(error?.code == .unknownStatement)
        #expect(error?.location?.name == "wrong.html")
    }

    @Test func macrosComeAsVariablesToo() throws {
        let layout = try library.template("layouts/main.html")
        let context = TemplateContext(["layout": layout.value])
        let page = try library.template("computed.html").render(context)
        #expect(page.contains("<title>Shop</title>"))
    }

    @Test func readsAreThoseOfTheMacrosThatAreUsed() throws {
        let reads = try library.template("page.html").reads
        #expect(reads.all.map(\.name) == ["layout"])
        #expect(!reads.isOpen)
        #expect(try library.template("computed.html").reads.isOpen)
        #expect(try !library.template("a.html").reads.isOpen)
    }

    @Test func aChangedLayoutIsSeenByItsPages() throws {
        let loader = MutableLoader(templates)
        let library = TemplateLibrary(loader, reloads: true)
        #expect(try library.template("a.html").render() == "<i>A <i>B none</i></i>")
        loader.change("b.html", to: "<u metal:define-macro='b'>new</u>")
        #expect(try library.template("a.html").render() == "<i>A <u>new</u></i>")
    }

    @Test(arguments: [
        ("html.html", "load:text.txt", "a macro of plain text does not fit a template of HTML"),
        ("html.html", "templates/text.txt/macros/m | default", "plain text does not fit"),
        ("text.txt", "load:html.html", "a macro of HTML does not fit a template of plain text"),
        ("text.txt", "templates/xml.xml/macros/m", "a macro of XML does not fit"),
        ("xml.xml", "templates/html.html/macros/m", "HTML does not fit a template of XML"),
        ("xml.xml", "path/macros/m", ""),
    ])
    func macrosOfAnotherKindOfTextDoNotFit(name: String, use: String, problem: String) throws {
        let macro = "<tal:b metal:define-macro='m'>x</tal:b>"
        var templates = ["html.html": macro, "text.txt": macro, "xml.xml": macro]
        templates[name] = "<tal:b metal:use-macro='\(use)'>x</tal:b>"
        let library = TemplateLibrary(MemoryTemplateLoader(templates))
        let source = try TemplateSource(name: name, text: templates[name] ?? "")
        let errors = library.diagnostics(of: source).compactMap { diagnostic in
            if case .error(let error) = diagnostic { error } else { nil }
        }
        #expect(errors.map(\.code) == (problem.isEmpty ? [] : [.notAMacro]))
        #expect(errors.allSatisfy { $0.message.contains(problem) })
        let other = try library.template(name == "html.html" ? "text.txt" : "html.html")
        let context = TemplateContext(["path": other.value])
        let error = #expect(throws: TemplateError.self) {
            try library.template(name).render(context)
        }
        #expect(error?.code == .notAMacro)
        #expect(error?.message.contains(problem) ?? false || problem.isEmpty)
    }

    @Test func textTemplatesUseEachOther() throws {
        let library = TemplateLibrary(
            MemoryTemplateLoader([
                "layout.txt": "Dear <tal:b metal:define-slot='name'>x</tal:b>,\n"
                    + "<tal:b metal:define-slot='body'/>\n-- \n<sign>\n",
                "mail.txt": "<tal:b metal:use-macro='load:layout.txt'>"
                    + "<tal:b metal:fill-slot='name'>${name}</tal:b>"
                    + "<tal:b metal:fill-slot='body'>a < b\n</tal:b></tal:b>",
            ])
        )
        let context = TemplateContext(["name": "A & B"])
        let mail = try library.template("mail.txt")
        #expect(try mail.render(context) == "Dear A & B,\na < b\n\n-- \n<sign>\n")
        #expect(mail.warnings.isEmpty)
    }

    @Test func goesOnBehindAWholeTemplate() throws {
        let part = try Template(named: "part.html", "<i>${x}</i>")
        let page = try Template(
            named: "page.html",
            """
            <p tal:repeat="x python: [1, 2]"><b metal:use-macro="part"/>, </p>\
            <b metal:use-macro="part" tal:define="x string:3"/>.
            """
        )
        let context = TemplateContext(["part": part.value])
        #expect(try page.render(context) == "<p><i>1</i>, </p><p><i>2</i>, </p><i>3</i>.")
    }
}
