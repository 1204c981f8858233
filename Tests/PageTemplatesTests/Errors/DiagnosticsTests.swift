// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import TestSupport
import Testing

/// All that is wrong with a template, in one answer.
@Suite struct DiagnosticsTests {
    @Test func errorsOfEveryKindComeTogetherInTheOrderOfTheSource() throws {
        let source = """
            <p tal:contents='x'>x</p>
            <p tal:content='a//b'>x</p>
            <br tal:content='x'>
            <p tal:repeat='item'><b tal:define='x y//z'>x</b></p>
            <p tal:content='python:1 +'>x</p>
            <p metal:fill-slot='a'>x</p>
            <div tal:content='nonsens:x' tal:omit-tag=''>x
            """
        try expect(
            source,
            [
                "1:4 unknown-statement", "2:19 invalid-expression", "3:5 misplaced-statement",
                "4:16 invalid-statement", "4:41 invalid-expression", "5:26 invalid-expression",
                "6:21 misplaced-statement", "7:1 unclosed-element", "7:19 unknown-expression-type",
            ]
        )
    }

    @Test func theFirstIsTheErrorOfTheCompilation() throws {
        for source in [
            "<p tal:content='a//b' tal:contents='x'>x</p>", "<p tal:case='x'/><p tal:bogus=''/>",
            "<p>\n<b tal:content='a//b'>",
        ] {
            let error = #expect(throws: TemplateError.self) { try compiled(source) }
            let all = try diagnostics(of: source)
            #expect(all.first?.description == error?.description)
            #expect(all.count == 2)
        }
    }

    /// The use of a macro that only the render knows has content for the case that it is
    /// `default`, where its fillers are ordinary elements.
    @Test func whatFillersHoldIsToldOnce() throws {
        let filler = "<b metal:define-macro='m'>y</b><i tal:content='nonsens:x'>z</i>"
        try expect(
            "<div metal:use-macro='q'><p metal:fill-slot='s'>\(filler)</p></div>",
            ["1:96 unknown-expression-type"]
        )
        try expect(
            "<p metal:define-macro='m'>x</p><div metal:use-macro='q'>"
                + "<p metal:fill-slot='s'><b metal:define-macro='m'>y</b></p></div>",
            ["1:103 duplicate-statement"]
        )
    }

    @Test func fillersInFillersAreLookedAtOnce() throws {
        let open = "<b metal:use-macro='q|default'><i metal:fill-slot='s'>"
        let depth = 40
        let source =
            String(repeating: open, count: depth) + "<u metal:define-macro='m'>x</u>"
            + String(repeating: "</i></b>", count: depth)
        let time = try ProcessorTime.of {
            let page = try compiled(source).render()
            #expect(page.hasPrefix("<b><i><b><i>"))
        }
        #expect(time < .seconds(60))
    }

    @Test func anEndTagNamesAllThatItLeavesOpen() throws {
        let all = try diagnostics(
            of: "<div tal:condition='x'><span tal:condition='y'><b tal:condition='x'>text</div>"
        )
        let report = try #require(all.first).description.split(separator: "\n")
        #expect(all.count == 1)
        #expect(report.first?.contains("before the end tags of '<b>', '<span>'") == true)
        #expect(report.last == "page:1:24: note: '<span>' starts here")
    }

    @Test func aReportOfSeveralLinesBeginsWithItsMessage() throws {
        let all = try diagnostics(of: "<p tal:content='(a,\n    b)'>x</p>")
        let report = try #require(all.first).description
        #expect(
            report.hasPrefix("page:1:17: error: '(a, b)' is not a variable's name ["),
            "\(report)"
        )
    }

    @Test func aStrayEndTagIsOfWhatStandsNear() throws {
        try expect("<p tal:condition='a'>b\n<p>c</p>\n<div><p><ul></ul></p></div>", [])
        try expect("<tal:b><p>b<ul></b></ul></tal:b>", ["1:16 mismatched-end-tag"])
        try expect("<p tal:condition='a'>b<ul></p></ul>", ["1:27 mismatched-end-tag"])
    }

    @Test func manyErrorsOnALongLineAreFoundSoon() throws {
        let clauses = String(repeating: "a;", count: 5_000)
        let time = try ProcessorTime.of {
            let all = try diagnostics(of: "<p tal:define='\(clauses)'>ü</p>")
            #expect(all.count == 5_000)
            #expect(all.last?.location?.column == 16 + 2 * 4_999)
        }
        #expect(time < .seconds(60))
    }

    @Test func deepElementsThatAreNeverWrittenAreRefusedOrRead() throws {
        for (open, close) in [
            ("<b tal:content='x'>", "</b>"), ("<b metal:use-macro='x'>", "</b>"),
            ("<tal:b metal:use-macro='template'>", "</tal:b>"),
        ] {
            let source =
                String(repeating: open, count: 240) + "x" + String(repeating: close, count: 240)
            #expect(try diagnostics(of: source).count <= 1)
        }
    }

    private func diagnostics(of source: String) throws -> [TemplateDiagnostic] {
        Template.diagnostics(of: try TemplateSource(name: "page", text: source, mode: .html))
    }

    private func expect(_ source: String, _ diagnostics: [String]) throws {
        let found = try self.diagnostics(of: source).map { diagnostic in
            guard case .error(let error) = diagnostic, let place = error.location else {
                return diagnostic.description
            }
            return "\(place.line):\(place.column) \(error.code.rawValue)"
        }
        #expect(found == diagnostics)
    }
}
