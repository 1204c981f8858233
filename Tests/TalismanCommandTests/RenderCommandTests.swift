// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// `talisman render` by what a shell sees: standard output, standard error and
/// the exit status.
@Suite struct RenderCommandTests {
    private let seed = """
        <span tal:content="request/session:products.foo/color | default">
            green
        </span>

        """

    @Test func rendersTheSessionsValue() throws {
        let folder = try TemporaryFolder()
        let template = try folder.write("page.html", seed)
        let session = try folder.write("session.json", #"{"products.foo": {"color": "red"}}"#)
        let result = try Command.run("render", "--session", session, template)
        #expect(result.output == "<span>red</span>\n")
        #expect(result.errors == "")
        #expect(result.status == 0)
    }

    @Test func dataAndSessionsMayBeYAML() throws {
        let folder = try TemporaryFolder()
        try folder.write("page.html", "<b>${name} ${request/session:products.foo/color}</b>\n")
        try folder.write("data.yml", "name: Ada\n")
        try folder.write("session.yaml", "products.foo: {color: red}\n")
        let files = ["--data", "data.yml", "--session", "session.yaml"]
        let result = try Command.run(["render"] + files + ["page.html"], in: folder.path)
        #expect(result.output == "<b>Ada red</b>\n", "\(result.errors)")
        #expect(result.status == 0)
    }

    @Test func dataWithARequestOfItsOwnHidesTheSession() throws {
        let folder = try TemporaryFolder()
        try folder.write("page.html", seed)
        try folder.write("data.json", #"{"request": {"session": {"products.foo": {}}}}"#)
        let result = try Command.run(
            ["render", "--data", "data.json", "page.html"],
            in: folder.path
        )
        #expect(result.output == "")
        #expect(
            result.errors.contains(
                """
                note: write request/session:products.foo, where the data has no 'request' of its own
                note: the data has a 'request' of its own; session data is given with --session
                """
            )
        )
        #expect(result.status == 1)
    }

    @Test func keepsTheTemplatesTextWithoutASession() throws {
        let folder = try TemporaryFolder()
        let result = try Command.run("render", try folder.write("page.html", seed))
        #expect(result.output == "<span>\n    green\n</span>\n")
        #expect(result.status == 0)
    }

    @Test func runsScriptsWhereItIsToldTo() throws {
        let folder = try TemporaryFolder()
        let page = """
            <p tal:define="session request/session:products.foo">
            <tal:b script="server-python">session['count'] += 1</tal:b>${session/count}</p>

            """
        let template = try folder.write("page.html", page)
        let session = try folder.write("session.json", #"{"products.foo": {"count": 3}}"#)
        let arguments = ["render", "--session", session, template]
        let allowed = try Command.run(arguments + ["--allow-scripts"], in: folder.path)
        #expect(allowed.output == "<p>\n4</p>\n")
        #expect(allowed.status == 0)
        let refused = try Command.run(arguments, in: folder.path)
        #expect(refused.output == "")
        #expect(refused.errors.contains("page.html:2:16: error: the template has a script"))
        #expect(refused.errors.contains("--allow-scripts"))
        #expect(refused.status == 1)
    }

    @Test func writesPlainTextAsItIs() throws {
        let folder = try TemporaryFolder()
        let text = "To: ${name} <a@b>\n<tal:b condition=\"name\">\n& bye\n</tal:b>\n"
        let template = try folder.write("mail.txt", text)
        let data = try folder.write("data.json", #"{"name": "A & <B>"}"#)
        let result = try Command.run("render", "--data", data, template)
        #expect(result.output == "To: A & <B> <a@b>\n\n& bye\n\n")
        let trimmed = try Command.run("render", "--trim", "--data", data, template)
        #expect(trimmed.output == "To: A & <B> <a@b>\n& bye\n")
        let input = try Command.run(
            "render",
            "--mode",
            "text",
            "--trim",
            "--data",
            data,
            "-",
            input: text
        )
        #expect(input.output == trimmed.output)
    }

    @Test func readsTemplateAndDataFromStandardInput() throws {
        let folder = try TemporaryFolder()
        let data = try folder.write("data.json", #"{"x": 1, "m": {"$markup": "<b>"}}"#)
        let page = "<p>${x} ${options/x} ${m}</p>"
        let template = try Command.run("render", "--data", data, "-", input: page)
        #expect(template.output == "<p>1 1 <b></p>")
        let file = try folder.write("page.html", page)
        let stdin = try Command.run(
            "render",
            "--data",
            "-",
            file,
            input: #"{"x": 2, "m": {"$markup": "<i>"}}"#
        )
        #expect(stdin.output == "<p>2 2 <i></p>")
    }

    @Test func choosesTheMode() throws {
        let text = "<input tal:attributes=\"checked yes\"/>"
        let folder = try TemporaryFolder()
        let data = try folder.write("data.json", #"{"yes": true}"#)
        let html = try folder.write("page.html", text)
        let xml = try folder.write("page.xml", text)
        #expect(
            try Command.run("render", "--data", data, html).output == "<input checked=\"checked\"/>"
        )
        #expect(
            try Command.run("render", "--data", data, xml).output == "<input checked=\"True\"/>"
        )
        #expect(
            try Command.run("render", "--mode", "xml", "--data", data, html).output
                == "<input checked=\"True\"/>"
        )
    }

    /// As `check` does: the root is around the template, and the catalogs are in it.
    @Test func findsRootAndCatalogs() throws {
        let folder = try TemporaryFolder([
            "pages/layout.html":
                "<html metal:define-macro='page'><b metal:define-slot='main'>x</b></html>",
            "pages/shop/cart.html": """
            <i metal:use-macro="templates/layout.html/macros/page"><b metal:fill-slot="main"
            i18n:domain="shop" i18n:translate="">Cart</b></i>
            """,
            "pages/locales/de/LC_MESSAGES/shop.po": """
            msgid ""
            msgstr "Content-Type: text/plain; charset=UTF-8\\n"

            msgid "Cart"
            msgstr "Warenkorb"
            """,
        ])
        let arguments = ["render", "--language", "de", "pages/shop/cart.html"]
        let result = try Command.run(arguments, in: folder.path)
        #expect(result.output == "<html><b>Warenkorb</b></html>", "\(result.errors)")
    }

    @Test func takesMacrosFromFiles() throws {
        let folder = try TemporaryFolder()
        _ = try folder.write("laf.html", "<b metal:define-macro='m'>${x | string:none}</b>")
        _ = try folder.write("page.html", "<i metal:use-macro='laf/macros/m'/>")
        let arguments = ["render", "--macros", "laf=laf.html", "page.html"]
        #expect(try Command.run(arguments, in: folder.path).output == "<b>none</b>")
        let missing = ["render", "--macros", "laf=nope.html", "page.html"]
        #expect(try Command.run(missing, in: folder.path).status == 2)
        let wrong = ["render", "--macros", "laf.html", "page.html"]
        #expect(try Command.run(wrong, in: folder.path).status == 64)
    }

    @Test(arguments: ["template", "macros", "templates", "nothing", "default", "options"])
    func refusesMacrosUnderNamesOfTheLanguage(name: String) throws {
        let folder = try TemporaryFolder()
        _ = try folder.write("laf.html", "<b metal:define-macro='m'/>")
        let result = try Command.run(
            ["render", "--macros", "\(name)=laf.html", "laf.html"],
            in: folder.path
        )
        #expect(result.status == 64)
        #expect(result.errors.contains("'\(name)' is a name of the template language"))
    }

    @Test func refusesTwoFilesOfMacrosUnderOneName() throws {
        let folder = try TemporaryFolder()
        _ = try folder.write("laf.html", "<b metal:define-macro='m'/>")
        let result = try Command.run(
            ["render", "--macros", "a=laf.html", "--macros", "a=laf.html", "laf.html"],
            in: folder.path
        )
        #expect(result.status == 64)
        #expect(result.errors.contains("the name 'a' is given twice"))
    }

    @Test func offersTheNamesOfFilesForOneThatIsNotThere() throws {
        let folder = try TemporaryFolder()
        _ = try folder.write("layout.html", "<b metal:define-macro='m'/>")
        let page = "<i metal:use-macro='templates/lyout.html/macros/m'/>"
        _ = try folder.write("page.html", page)
        let rendered = try Command.run(["render", "page.html"], in: folder.path)
        #expect(rendered.errors.contains("did you mean 'layout.html'?"))
        let checked = try Command.run(["check", "page.html"], in: folder.path)
        #expect(checked.output.contains("did you mean 'layout.html'?"))
    }

    @Test func leavesHolesAlone() throws {
        let result = try Command.run("render", "--no-interpolation", "-", input: "<p>${x}</p>")
        #expect(result.output == "<p>${x}</p>")
    }

    @Test func trustsTextOnlyWhereAsked() throws {
        let page = "<p tal:content=\"structure python: '<b>'\"/>"
        #expect(try Command.run("render", "-", input: page).status == 1)
        let result = try Command.run("render", "--trust-text", "-", input: page)
        #expect(result.output == "<p><b></p>")
    }

    @Test func findsTemplatesBelowARoot() throws {
        let folder = try TemporaryFolder()
        _ = try folder.write("layout.html", "<b metal:define-macro='m'>${x | string:none}</b>")
        _ = try folder.write("page.html", "<i metal:use-macro='templates/layout.html/macros/m'/>")
        let result = try Command.run("render", "--root", folder.path, "page.html")
        #expect(result.output == "<b>none</b>")
        let loading = try folder.write("loading.html", "<i metal:use-macro='load:layout.html'/>")
        #expect(try Command.run("render", loading).output == "<b>none</b>")
        #expect(try Command.run("render", "--root", folder.path, "../page.html").status == 1)
        #expect(try Command.run("render", "--root", folder.path, "nope.html").status == 2)
    }

    /// A template, its data, and the start of the report.
    private static let failures: [(template: String, data: String?, report: String)] = [
        ("<p tal:content=\"usr\"/>", #"{"user": 1}"#, "page.html:1:17: error: unknown variable"),
        ("<p tal:contents=\"x\"/>", nil, "page.html:1:4: error: unknown statement"),
        ("<p/>", "{", "data.json:1:2: error: "),
        ("<p/>", "[]", "data.json: error: variables must be a mapping"),
    ]

    @Test(arguments: 0..<failures.count)
    func reportsWhatIsWrong(row: Int) throws {
        let failure = Self.failures[row]
        let folder = try TemporaryFolder()
        _ = try folder.write("page.html", failure.template)
        var arguments = ["render"]
        if let data = failure.data {
            _ = try folder.write("data.json", data)
            arguments += ["--data", "data.json"]
        }
        let result = try Command.run(arguments + ["page.html"], in: folder.path)
        #expect(result.status == 1)
        #expect(result.errors.hasPrefix(failure.report), "\(result.errors)")
        #expect(result.output == "")
    }

    @Test func saysWhichFileCannotBeRead() throws {
        let folder = try TemporaryFolder()
        let missing = try Command.run(["render", "nope.html"], in: folder.path)
        #expect(missing.errors == "nope.html: cannot be read: there is no such file\n")
        #expect(missing.status == 2)
        #expect(try Command.run(["render", "."], in: folder.path).status == 2)
        _ = try folder.write("page.html", "<p/>")
        let data = try Command.run(["render", "--data", "no.json", "page.html"], in: folder.path)
        #expect(data.errors == "no.json: cannot be read: there is no such file\n")
        #expect(data.status == 2)
    }

    @Test func refusesSessionsOfAnotherForm() throws {
        let folder = try TemporaryFolder()
        _ = try folder.write("page.html", "<p/>")
        for text in ["[]", #"{"products.foo": 7}"#, "{"] {
            _ = try folder.write("session.json", text)
            let arguments = ["render", "--session", "session.json", "page.html"]
            let result = try Command.run(arguments, in: folder.path)
            #expect(result.status == 1)
            #expect(result.errors.hasPrefix("session.json:"))
            #expect(result.output == "")
        }
    }

    @Test(arguments: [
        ["render"], ["render", "--mode", "sgml", "x"], ["render", "--nope", "x"], ["paint"],
        ["render", "--data", "-", "-"], ["render", "--root", ".", "-"],
    ])
    func refusesWrongCommandLines(arguments: [String]) throws {
        let result = try Command.run(arguments)
        #expect(result.status == 64)
        #expect(result.output == "")
        #expect(result.errors.contains("Usage: talisman"))
    }
}
