// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import TemplateTools
import TestSupport
import Testing

@testable import TalismanCommand

/// Stories: what they are, what they show, and where their elements come from.
@Suite struct PreviewTests {
    private let folder: TemporaryFolder
    private let preview: Preview

    init() throws {
        folder = try TemporaryFolder([
            "layout.html": """
            <html metal:define-macro="page">
            <body>
              <main metal:define-slot="main">Nothing</main>
              <p i18n:translate="">Good <b>day</b>, <i i18n:name="name" tal:content="name">x</i></p>
            </body></html>
            """,
            "page.html": """
            <html metal:use-macro="templates/layout.html/macros/page">
              <main metal:fill-slot="main">
                <li tal:repeat="item items"><a href="#" tal:content="item/title">x</a></li>
                <p tal:content="request/session:shop/count | default">none</p>
              </main>
            </html>
            """,
            "page.json": #"{"items": [{"title": "Cup"}, {"title": "Jug"}], "name": "Ada"}"#,
            "page.other.yml": "items: []\nname: Bea\n",
            "page.session.json": #"{"shop": {"count": 3}}"#,
            "static/site.css": "b { color: red }",
            "mail.txt": "Hello ${name}",
            "mail.yml": "name: Ada",
        ])
        let parts = Preview.Parts(
            root: folder.path + "/",
            catalogs: CatalogFolder(path: nil, sourceLanguage: "en")
        ) {
            TemplateSettings(TalismanCommand().configuration, flags: TemplateManifest(), file: nil)
        }
        preview = Preview(parts, mark: "x")
    }

    private func problem(_ query: PreviewQuery) throws -> TemplateProblem {
        do throws(PreviewFailure) {
            _ = try preview.page(query)
        } catch {
            return try #require(preview.problems(error, of: query).first)
        }
        throw Program.Failure(description: "nothing is wrong")
    }

    @Test func pagesAndTheirMacrosAreStories() throws {
        let stories = try preview.stories()
        #expect(stories.templates.map(\.name) == ["layout.html", "mail.txt", "page.html"])
        #expect(stories.templates.map(\.macros) == [["page"], [], []])
        #expect(stories.templates.last?.samples == ["page", "other"])
    }

    @Test func elementsSayWhereTheyStandThroughMacrosAndSlots() throws {
        let page = try preview.page(PreviewQuery(template: "page.html"))
        let text = String(decoding: page.marked, as: UTF8.self)
        for tag in [
            "<html @layout.html:1:1", "<body @layout.html:2:1", "<main @page.html:2:3",
            "<li @page.html:3:5", "<a @page.html:3:33", "<p @page.html:4:5", ">3</p>",
            "<p @layout.html:4:3", "Good <b>day</b>, <i @layout.html:4:41",
        ] {
            let tag = tag.replacing("@", with: "\(preview.placeAttribute)=\"")
            #expect(text.contains(tag), "\(tag): \(text)")
        }
        #expect(text.split(separator: "page.html:3:33").count == 3)
    }

    @Test func thePageHasNoByteOfThePreview() throws {
        let page = try preview.page(PreviewQuery(template: "page.html"))
        #expect(
            String(decoding: page.bytes, as: UTF8.self) == """
                <html>
                <body>
                  <main>
                    <li><a href="#">Cup</a></li>
                    <li><a href="#">Jug</a></li>
                    <p>3</p>
                  </main>
                  <p>Good <b>day</b>, <i>Ada</i></p>
                </body></html>
                """
        )
    }

    @Test func samplesSessionsAndLanguagesAreChosen() throws {
        var query = PreviewQuery(template: "page.html", sample: "other")
        query.session = #"{"shop": {"count": 7}}"#
        query.pseudo = true
        let text = String(decoding: try preview.page(query).bytes, as: UTF8.self)
        #expect(text.contains("<p>7</p>"))
        #expect(text.contains("óóđ <b>đáý</b>, <i>Bea</i>"))
        #expect(!text.contains("<li>"))
    }

    @Test func aMacroByItselfHasADocumentAndStyleSheets() throws {
        try folder.write("box.html", "<p metal:define-macro=\"box\" tal:content=\"name\">x</p>")
        try folder.write("box.json", #"{"name": "A & B"}"#)
        var parts = preview.parts
        parts.styles = ["/static/site.css?a=1&b=\"2\""]
        let page = try Preview(parts, mark: "x").page(
            PreviewQuery(template: "box.html", macro: "box")
        )
        #expect(
            String(decoding: page.bytes, as: UTF8.self) == """
                <!DOCTYPE html>
                <meta charset="utf-8">
                <link rel="stylesheet" href="/static/site.css?a=1&amp;b=&quot;2&quot;">
                <body>
                <p>A &amp; B</p>
                """
        )
    }

    @Test func textsAreNotMarked() throws {
        let page = try preview.page(PreviewQuery(template: "mail.txt"))
        #expect(page.marked == Array("Hello Ada".utf8))
        #expect(page.contentType == "text/plain; charset=utf-8")
    }

    @Test func aChangedFileIsReadAgain() throws {
        let query = PreviewQuery(template: "mail.txt")
        #expect(try preview.page(query).bytes == Array("Hello Ada".utf8))
        try folder.write("mail.txt", "Bye ${name}")
        preview.take(PreviewChange(paths: ["mail.txt"]))
        #expect(try preview.page(query).bytes == Array("Bye Ada".utf8))
        try folder.write("new.html", "<p metal:define-macro=\"new\">x</p>")
        preview.take(PreviewChange(paths: ["new.html"]))
        #expect(try preview.stories().templates.contains { $0.macros == ["new"] })
        try folder.write("new.html", "<p metal:define-macro=\"newer\">x</p>")
        preview.take(PreviewChange(paths: ["new.html"]))
        #expect(try preview.stories().templates.contains { $0.macros == ["newer"] })
        try folder.write(".talisman.yml", "functions: [money]")
        preview.take(PreviewChange(paths: [".talisman.yml"]))
        #expect(try preview.page(query).bytes == Array("Bye Ada".utf8))
    }

    @Test func aProblemHasItsPlaceVariablesAndCalls() throws {
        try folder.write(
            "page.html",
            """
            <html metal:use-macro="templates/layout.html/macros/page" tal:define="kind string:x">
              <main metal:fill-slot="main">
                <li tal:repeat="item items" tal:content="item/titel">x</li>
              </main>
            </html>
            """
        )
        let problem = try problem(PreviewQuery(template: "page.html"))
        #expect(problem.code == "missing-member")
        #expect(problem.place?.file == "page.html")
        #expect(problem.place?.line == 3)
        #expect(problem.place?.column == 51)
        #expect(problem.excerpt.last?.contains("^~~~~") == true)
        #expect(problem.notes.map(\.text) == ["did you mean 'title'?"])
        #expect(
            problem.calls.map { "\($0.text) \($0.place?.file ?? ""):\($0.place?.line ?? 0)" }
                == ["in the filler of slot 'main' layout.html:3", "in macro 'page' page.html:1"]
        )
        #expect(
            problem.variables.map { "\($0.name): \($0.value)" } == [
                "items: list of 2", "name: \"Ada\"", "request: object",
                "kind: defined in the template", "item: an item of a loop",
            ]
        )
        #expect(problem.meaning?.isEmpty == false)
    }

    @Test func whereNoDataAreTheProblemSaysWhatToWrite() throws {
        try folder.write("shop/about.html", "<p tal:content=\"name\">x</p>")
        let problem = try problem(PreviewQuery(template: "shop/about.html"))
        #expect(problem.notes.last?.text.contains("'shop/about.json'") == true)
    }

    @Test func allErrorsOfATemplateAreTold() throws {
        try folder.write("page.html", "<p tal:content=\"|\">x</p><p tal:repeat=\"x\">y</p>")
        var failure = PreviewFailure()
        do throws(PreviewFailure) {
            _ = try preview.page(PreviewQuery(template: "page.html"))
        } catch { failure = error }
        #expect(failure.errors.count > 1)
    }

    @Test func dataThatAreNoneAreAProblemOfTheirFile() throws {
        try folder.write("page.json", "{\"items\": }")
        let problem = try problem(PreviewQuery(template: "page.html"))
        #expect(problem.code == "invalid-data")
        #expect(problem.place?.file.hasSuffix("page.json") == true)
    }
}
