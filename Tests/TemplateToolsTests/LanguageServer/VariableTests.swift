// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Testing

@testable import TemplateTools

/// What variables mean, within a template and through macros.
@Suite struct VariableTests {
    /// Where the variable at a place is bound and read.
    private func sites(
        _ files: [String: String],
        _ path: String,
        _ marked: String
    ) throws
        -> [String]
    {
        let (template, offset) = try MemoryProject(files).template(path, at: marked)
        let thing = try #require(NamedThing(template, at: offset))
        let references = References(of: thing, in: template)
        return (references.definitions + references.uses).map { template.text(of: $0) }
    }

    private func refusal(
        _ files: [String: String],
        _ path: String,
        _ marked: String,
        to name: String = "other"
    ) throws -> String? {
        let (template, offset) = try MemoryProject(files).template(path, at: marked)
        let thing = try #require(NamedThing(template, at: offset))
        do throws(RequestFailure) {
            _ = try Renaming.sites(of: thing, to: name, in: template)
            return nil
        } catch {
            return error.message
        }
    }

    @Test func findsAllKindsOfReads() throws {
        let page = """
            <p tal:define="x a; y x/b" title="${x}"
               tal:content="string:$x ${x/c}">
            <b tal:condition="python: x > 1 and [x for y in x if y]" tal:content="c | x/d">x</b>
            <i tal:repeat="x x/items">${x} ${repeat/x/index}</i>
            ${a/?x}</p>${x}
            """
        let found = try sites(["page.html": page], "page.html", "\"|x a;")
        #expect(found.count == 1 + 10, "\(found)")
        let loop = try sites(["page.html": page], "page.html", "repeat=\"|x x/items")
        #expect(loop == ["page.html:4 x", "page.html:4 x", "page.html:4 x"])
    }

    @Test func innerDefinitionsHideOuterOnes() throws {
        let page = "<p tal:define=\"x a\"><b tal:define=\"x x\">${x}</b>${x}</p>"
        let outer = try sites(["page.html": page], "page.html", "\"|x a")
        #expect(outer == ["page.html:1 x", "page.html:1 x", "page.html:1 x"])
        let inner = try sites(["page.html": page], "page.html", "\"|x x")
        #expect(inner.count == 2)
    }

    @Test func conditionsDoNotSeeTheLoopOfTheirElement() throws {
        let page = "<p tal:define=\"x a\"><b tal:condition=\"x\" tal:repeat=\"x x\">${x}</b></p>"
        #expect(try sites(["page.html": page], "page.html", "\"|x a").count == 3)
    }

    private let layout = """
        <html metal:define-macro="page"><h1>${title}</h1>
        <b metal:use-macro="template/macros/inner">x</b></html>
        <b metal:define-macro="inner" tal:define="own python:1">${own} ${title}</b>
        """

    private func page(_ name: String) -> String {
        "<p metal:use-macro=\"templates/layout.html/macros/page\" tal:define=\"\(name) a\">x</p>"
    }

    @Test func followsMacrosToAllOfTheirCallers() throws {
        let files = ["layout.html": layout, "a.html": page("title"), "b.html": page("title")]
        let wanted = [
            "a.html:1 title", "b.html:1 title", "layout.html:1 title", "layout.html:3 title",
        ]
        #expect(try sites(files, "a.html", "\"|title a") == wanted)
        #expect(try sites(files, "layout.html", "${|title}</h1>") == wanted)
        #expect(try refusal(files, "a.html", "\"|title a") == nil)
        #expect(try sites(files, "layout.html", "\"|own python").count == 2)
    }

    @Test func refusesToRenameWhatDataMayBe() throws {
        let files = ["layout.html": layout, "a.html": page("title"), "b.html": page("more")]
        #expect(try refusal(files, "a.html", "\"|title a")?.contains("data of a page") == true)
        #expect(try refusal(files, "a.html", "title |a")?.contains("data of a page") == true)
        #expect(try refusal(files, "b.html", "\"|more a") == nil)
    }

    @Test func refusesNamesThatAreTaken() throws {
        let page = "<p tal:define=\"x a; y b\">${x} ${y} ${c}</p>"
        for name in ["y", "c", "nothing", "a b", "1"] {
            let reason = try refusal(["page.html": page], "page.html", "\"|x a", to: name)
            #expect(reason != nil, "\(name)")
        }
    }

    @Test func refusesWhereAScriptMayReadTheVariable() throws {
        let page = "<p tal:define=\"x a\"><tal:b script=\"server-python\">y = x</tal:b>${x}</p>"
        let reason = try refusal(["page.html": page], "page.html", "\"|x a")
        #expect(reason?.contains("a script") == true)
    }

    @Test func refusesWhereSomethingCannotBeRead() throws {
        let page = "<p tal:define=\"x a\">${x} ${x//y}</p>"
        let reason = try refusal(["page.html": page], "page.html", "\"|x a")
        #expect(reason?.contains("has errors") == true)
    }

    @Test func tellsWhatDataHave() throws {
        let project = MemoryProject([
            "page.html": "<p tal:repeat=\"x list\" tal:define=\"y nocall:one/two\">${x/} ${y/}</p>"
        ])
        let sample: TemplateMapping = [
            "list": [["name": "a"], ["size": 2]], "one": ["two": ["three": 3]],
        ]
        project.known = KnownPage(sample: sample)
        let (loop, first) = try project.template("page.html", at: "${x/|}")
        let names = Completion.list(loop, at: first, takesSnippets: false).items.map(\.label)
        #expect(names == ["name", "size"])
        let (member, second) = try project.template("page.html", at: "${y/|}")
        let items = Completion.list(member, at: second, takesSnippets: true).items
        #expect(items.map(\.label) == ["three"])
        #expect(items.map(\.detail) == ["integer"])
    }

    @Test func slotsOfExtendedMacrosAreThoseOfTheirBases() throws {
        let files = [
            "base.html": "<b metal:define-macro=\"m\"><i metal:define-slot=\"s\">x</i></b>",
            "more.html": """
            <b metal:define-macro="n" metal:extend-macro="templates/base.html/macros/m">\
            <i metal:fill-slot="s"><u metal:define-slot="t">x</u></i></b>
            """,
            "page.html": """
            <b metal:use-macro="templates/more.html/macros/n"><i metal:fill-slot="s">x</i>\
            <i metal:fill-slot="t">x</i></b>
            """,
        ]
        let base = ["base.html:1 s", "more.html:1 s", "page.html:1 s"]
        #expect(try sites(files, "page.html", "slot=\"|s") == base)
        #expect(try sites(files, "page.html", "slot=\"|t") == ["more.html:1 t", "page.html:1 t"])
        let (template, offset) = try MemoryProject(files).template("page.html", at: "slot=\"|t")
        let items = Completion.list(template, at: offset, takesSnippets: false).items
        #expect(items.map(\.label).sorted() == ["s", "t"])
    }
}
