// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import TemplateTools
import Testing

/// What is counted of small templates.
@Suite struct CoverageTests {
    /// The report of pages of a template, with one set of data each.
    static func report(
        _ template: String,
        also others: [String: String] = [:],
        _ data: TemplateMapping...,
        change: (inout TemplateConfiguration) -> Void = { _ in }
    ) throws -> CoverageReport {
        let recorder = CoverageRecorder()
        var configuration = TemplateConfiguration()
        change(&configuration)
        configuration.coverage = recorder
        let loader = MemoryTemplateLoader(others.merging(["page.html": template]) { $1 })
        let library = TemplateLibrary(loader, configuration: configuration)
        for data in data { _ = try? library.template("page.html").render(TemplateContext(data)) }
        if data.isEmpty { _ = try library.template("page.html") }
        return CoverageReport(recorder.coverage)
    }

    /// The points of a file as `line:column statement outcome hits`.
    private func points(_ report: CoverageReport, of file: String = "page.html") -> [String] {
        (report.files.first { $0.name == file }?.points ?? []).map { counted in
            let key = counted.point.key
            let place = "\(key.line):\(key.column) \(key.statement.rawValue)"
            return "\(place) \(key.outcome.rawValue) \(counted.hits)"
        }
    }

    @Test func conditionsAreTrueOrFalse() throws {
        let report = try Self.report(
            "<p tal:condition=\"not:a\">x</p>",
            ["a": true],
            ["a": true],
            ["a": false]
        )
        #expect(
            points(report) == [
                "1:19 tal:condition reached 3", "1:19 tal:condition true 1",
                "1:19 tal:condition false 2",
            ]
        )
    }

    @Test func loopsHaveItemsOrAreEmpty() throws {
        let report = try Self.report(
            "<p tal:repeat=\"item items\" tal:content=\"item\">x</p>",
            ["items": ["a", "b"]]
        )
        #expect(
            points(report) == [
                "1:16 tal:repeat reached 1", "1:16 tal:repeat items 1", "1:16 tal:repeat empty 0",
                "1:41 tal:content reached 2",
            ]
        )
        #expect(
            report.files[0].absences == [
                "page.html:1:16: tal:repeat 'item items' was never empty"
            ]
        )
    }

    @Test func errorHandlersAreTakenOrNot() throws {
        let template = "<p tal:on-error=\"string:sorry\" tal:define=\"b a/b\">${b/c}</p>"
        let report = try Self.report(template, ["a": ["b": ["c": 1]]], ["a": ["b": 1]], ["a": 1])
        #expect(
            points(report) == [
                "1:18 tal:on-error reached 3", "1:18 tal:on-error passed 1",
                "1:18 tal:on-error failed 2", "1:44 tal:define reached 3", "1:51 ${} reached 2",
            ]
        )
    }

    @Test func casesOfASwitchMatchOrNot() throws {
        let report = try Self.report(
            "<p tal:switch=\"a\"><b tal:case=\"string:x\">1</b><i tal:case=\"default\">2</i></p>",
            ["a": "x"]
        )
        #expect(
            points(report) == [
                "1:16 tal:switch reached 1", "1:32 tal:case reached 1", "1:32 tal:case true 1",
                "1:32 tal:case false 0", "1:60 tal:case reached 1", "1:60 tal:case true 0",
                "1:60 tal:case false 1",
            ]
        )
    }

    @Test func tagsAreLeftOutOrNot() throws {
        let report = try Self.report("<p tal:omit-tag=\"a\">x</p>", ["a": true], ["a": false])
        #expect(
            points(report) == [
                "1:18 tal:omit-tag reached 2", "1:18 tal:omit-tag true 1",
                "1:18 tal:omit-tag false 1",
            ]
        )
    }

    @Test func macrosAndSlotsCountInTheFileThatTheyAreWrittenIn() throws {
        let report = try Self.report(
            """
            <html metal:use-macro="templates/layout.html/macros/page"><b metal:fill-slot="body">${a}</b></html>
            """,
            also: [
                "layout.html": """
                <html metal:define-macro="page"><i metal:define-slot="body">x</i>
                <i metal:define-slot="foot">${a}</i></html>
                """
            ],
            ["a": 1],
            ["a": 2]
        )
        #expect(
            points(report) == [
                "1:24 metal:use-macro reached 2", "1:79 metal:fill-slot reached 2",
                "1:85 ${} reached 2",
            ]
        )
        #expect(
            points(report, of: "layout.html") == [
                "1:27 metal:define-macro reached 2", "1:55 metal:define-slot reached 2",
                "1:55 metal:define-slot filled 2", "1:55 metal:define-slot default 0",
                "2:23 metal:define-slot reached 2", "2:23 metal:define-slot filled 0",
                "2:23 metal:define-slot default 2", "2:29 ${} reached 2",
            ]
        )
    }

    @Test(arguments: [
        "<p tal:content=\"a/x | b | string:c\">x</p>",
        "<p tal:content=\"structure a/x | b | string:c\">x</p>",
        "<p title=\"${a/x | b | string:c}\">x</p>",
        "<p>${a/x | b | string:c}</p>",
        "<p tal:attributes=\"title a/x | b | string:c\">x</p>",
        "<p tal:define=\"d a/x | b | string:c\">x</p>",
        "<p tal:define=\"d a/x | b | lazy: string:c\">x</p>",
        "<p tal:condition=\"a/x | b | string:c\">x</p>",
        "<p tal:content=\"string:${a/x | b | string:c}!\">x</p>",
    ])
    func ofAlternativesTheOneCountsThatGaveTheValue(_ template: String) throws {
        let report = try Self.report(template, ["a": ["x": 1]], ["a": ["x": 2]], ["b": 1], [:]) {
            $0.trustsPlainText = true
        }
        let points = report.files[0].points.filter { $0.point.aspect == .alternative }
        let last = template.contains("lazy") ? "lazy: string:c" : "string:c"
        #expect(points.map(\.point.text) == ["a/x", "b", last])
        #expect(points.map(\.hits) == [2, 1, 1])
    }

    @Test(arguments: ["default", "nothing"])
    func whatStandsForNoValueIsAnAlternativeToo(_ last: String) throws {
        let report = try Self.report(
            "<p class=\"k\" tal:attributes=\"class a | \(last)\" tal:content=\"a | \(last)\">x</p>",
            ["a": 1],
            [:],
            [:]
        )
        let points = report.files[0].points.filter { $0.point.aspect == .alternative }
        #expect(points.map(\.point.text) == ["a", last, "a", last])
        #expect(points.map(\.hits) == [1, 2, 1, 2])
    }

    @Test func attributesCountOnceEach() throws {
        let report = try Self.report(
            """
            <a href="/${a}/${b}" tal:attributes="title string:${a}; class string:c; id b" \
            tal:replace="a">x</a><a href="/${a}/${b}" title="${b}"
            tal:attributes="title string:${a}; class string:c; id b">x</a>
            """,
            ["a": 1, "b": 2]
        )
        // The first one is replaced, and no part of it is ever written.
        #expect(
            points(report) == [
                "1:92 tal:replace reached 1", "1:110 ${} reached 1", "1:115 ${} reached 1",
                "2:17 tal:attributes reached 1", "2:36 tal:attributes reached 1",
                "2:52 tal:attributes reached 1",
            ]
        )
    }

    @Test func translatedTextsCountTheirHoles() throws {
        let report = try Self.report(
            """
            <p i18n:translate="" title="Hello ${a}" i18n:attributes="title">Bye ${a}</p>
            """,
            ["a": 1]
        )
        #expect(points(report) == ["1:35 ${} reached 1", "1:69 ${} reached 1"])
    }

    @Test func mappingsOfAttributesAndScriptsCount() throws {
        let report = try Self.report(
            """
            <p tal:attributes="a">x</p><script type="text/server-python">
            b = 1
            </script>
            """,
            ["a": ["id": "x"]]
        ) { $0.allowsScripts = true }
        #expect(points(report) == ["1:20 tal:attributes reached 1", "2:1 tal:script reached 1"])
    }

    @Test func ofAStatementThatNeverRanNothingElseIsTold() throws {
        let report = try Self.report(
            """
            <div tal:condition="a"><p tal:repeat="b c | d" tal:content="structure b">x</p>
            ${a}</div>
            """,
            ["a": false]
        )
        #expect(
            report.files[0].absences == [
                "page.html:1:21: tal:condition 'a' was never true",
                "page.html:1:39: tal:repeat 'b c | d' never ran",
                "page.html:1:61: tal:content 'structure b' never ran",
                "page.html:2:1: ${a} never ran",
            ]
        )
    }

    @Test func whatIsNeverRenderedIsAtNought() throws {
        let report = try Self.report("<p tal:content=\"a\">x</p>")
        #expect(points(report) == ["1:17 tal:content reached 0"])
        #expect(report.ratio().percent == "0.0 %")
    }
}
