// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Testing

/// Macros of the same and of other templates, tried with the data of the page that uses them.
@Suite struct SampledMacroTests {
    private func findings(
        _ page: String,
        _ others: [String: String] = [:],
        data: String = "{}"
    ) throws -> [String] {
        let loader = MutableLoader(others.merging(["page.html": page]) { _, new in new })
        let template = try TemplateLibrary(loader).template("page.html")
        let context = try TemplateContext(membersOf: TemplateValue(json: data))
        return template.findings(in: context.variables).map(\.description)
    }

    private let layout = """
        <html metal:define-macro="page"><title>${title}</title>
        <main metal:define-slot="main">${filler}</main></html>
        """

    @Test func aMacroSeesTheDataOfItsUser() throws {
        let page = #"<html metal:use-macro="templates/layout.html/macros/page"></html>"#
        #expect(
            try findings(page, ["layout.html": layout], data: #"{"tilte": "", "filler": ""}"#) == [
                """
                layout.html:1:42: error: unknown variable 'title' [unknown-variable]
                1 | <html metal:define-macro="page"><title>${title}</title>
                  |                                          ^~~~~
                note: did you mean 'tilte'?
                page.html:1:24: note: in macro 'page'
                """
            ]
        )
    }

    @Test func aMacroSeesTheVariablesOfTheCallAlone() throws {
        let page = """
            <html tal:define="title string:x" metal:use-macro="templates/layout.html/macros/page">
            </html>
            """
        #expect(try findings(page, ["layout.html": layout], data: #"{"filler": 1}"#).isEmpty)
        #expect(try findings(page, ["layout.html": layout]).count == 1)
    }

    @Test func whatFillsASlotStandsForItsContentAndSeesTheMacro() throws {
        let layout = """
            <ul metal:define-macro="list"><li tal:repeat="item items">
            <b metal:define-slot="row">${item/none}</b></li></ul>
            """
        let page = """
            <ul metal:use-macro="templates/list.html/macros/list">
            <b metal:fill-slot="row">${item/name}${item/nmae}</b></ul>
            """
        let found = try findings(page, ["list.html": layout], data: #"{"items": [{"name": 1}]}"#)
        #expect(found.count == 1)
        #expect(found[0].hasPrefix("page.html:2:45: error: mapping with key name has no 'nmae'"))
    }

    @Test func aMacroPassesTheSlotsOfTheMacroOnThatItExtends() throws {
        let base = """
            <div metal:define-macro="base"><b metal:define-slot="x">${a}</b>\
            <b metal:define-slot="y">${b}</b></div>
            """
        let layout = """
            <div metal:define-macro="page" metal:extend-macro="templates/base.html/macros/base">\
            <b metal:fill-slot="x">${c}</b></div>
            """
        let page = """
            <div metal:use-macro="templates/layout.html/macros/page">\
            <b metal:fill-slot="y">${d}</b></div>
            """
        let others = ["base.html": base, "layout.html": layout]
        let found = try findings(page, others).map { $0.prefix { $0 != "\n" } }
        #expect(
            found == [
                "page.html:1:83: error: unknown variable 'd' [unknown-variable]",
                "layout.html:1:110: error: unknown variable 'c' [unknown-variable]",
            ]
        )
    }

    @Test func aMacroOfAVariableOfTheTemplateIsKnown() throws {
        let page = """
            <html tal:define="layout load:layout.html" metal:use-macro="layout/macros/page"></html>
            """
        let found = try findings(page, ["layout.html": layout], data: #"{"title": ""}"#)
        #expect(found.count == 1)
        #expect(found[0].hasPrefix("layout.html:2:34: error: unknown variable 'filler'"))
    }

    @Test func aMacroThatOnlyTheRenderKnowsMayBindVariables() throws {
        let page = """
            <p>${title} ${user/nmae}</p>\
            <html metal:use-macro="layout/macros/page">\
            <b metal:fill-slot="main">${from_the_macro}</b></html>
            """
        let found = try findings(page, data: #"{"layout": null, "user": {"name": ""}}"#)
        #expect(found.count == 1)
        #expect(found[0].contains("has no 'nmae'"))
    }

    @Test func aMacroThatIsNotThereIsFoundAsAVariable() throws {
        let page = #"<html metal:use-macro="here/main/macros/page">${a}</html>"#
        let found = try findings(page)
        #expect(found.count == 1)
        #expect(found[0].hasPrefix("page.html:1:24: error: unknown variable 'here'"))
    }

    @Test func aMacroIsLookedAtForEachOfItsUses() throws {
        let page = """
            <b metal:define-macro="m" tal:content="x/a"></b>
            <i tal:define="x u" metal:use-macro="macros/m"></i>
            <i tal:define="x v" metal:use-macro="macros/m"></i>
            """
        let found = try findings(page, data: #"{"x": {"a": 1}, "u": {"a": 1}, "v": {"b": 1}}"#)
        #expect(found.count == 1)
        #expect(found[0].contains("mapping with key b has no 'a'"))
        #expect(found[0].hasSuffix("page.html:3:38: note: in macro 'm'"))
    }

    @Test func aMacroThatUsesItselfEnds() throws {
        let page = """
            <ul metal:define-macro="tree"><li tal:repeat="node node/children">\
            ${node/name}<ul metal:use-macro="macros/tree"></ul></li></ul>
            """
        let data = """
            {"node": {"children": [{"name": "a", "children": [{"nmae": "b", "children": []}]}]}}
            """
        let found = try findings(page, data: data)
        #expect(found.count == 1)
        #expect(found[0].contains("mapping with keys nmae, children has no 'name'"))
    }
}
