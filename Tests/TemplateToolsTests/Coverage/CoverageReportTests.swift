// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import TemplateTools
import Testing

/// Reports of coverage, byte for byte, and what is recorded.
@Suite struct CoverageReportTests {
    private static let template = """
        <ul tal:condition="items">
          <li tal:repeat="item items"
              tal:content="item/name | string:none">x</li>
        </ul>
        <p tal:condition="not:items">Nothing</p>

        """

    private func report() throws -> CoverageReport {
        try CoverageTests.report(
            "<html metal:use-macro=\"load:list.html\"/>",
            also: ["list.html": Self.template, "alone.html": "<p>${a}</p>"],
            ["items": [["name": "Mug"], ["name": "Cup"]]]
        )
    }

    @Test func theTableHasAFileOnEachLineAndPlacesBehind() throws {
        #expect(
            try report().text == [
                "template    statements     branches  alternatives      all",
                "list.html  4/4 100.0 %  3/6  50.0 %   1/2  50.0 %   66.6 %",
                "page.html  1/1 100.0 %            -             -  100.0 %",
                "all        5/5 100.0 %  3/6  50.0 %   1/2  50.0 %   69.2 %",
                "",
                "list.html:1:20: tal:condition 'items' was never false",
                "list.html:2:19: tal:repeat 'item items' was never empty",
                "list.html:3:32: the alternative 'string:none' never gave the value",
                "list.html:5:19: tal:condition 'not:items' was never true",
            ]
        )
    }

    @Test func recordsOfLCOVHaveLinesAndBranches() throws {
        #expect(
            try report().lcov { "Templates/\($0)" } == """
                TN:
                SF:Templates/list.html
                BRDA:1,0,0,1
                BRDA:1,0,1,0
                BRDA:2,1,0,1
                BRDA:2,1,1,0
                BRDA:3,2,0,2
                BRDA:3,2,1,0
                BRDA:5,3,0,0
                BRDA:5,3,1,1
                BRF:8
                BRH:4
                DA:1,1
                DA:2,1
                DA:3,2
                DA:5,1
                LF:4
                LH:4
                end_of_record
                TN:
                SF:Templates/page.html
                BRF:0
                BRH:0
                DA:1,1
                LF:1
                LH:1
                end_of_record

                """
        )
    }

    @Test func branchesOfWhatNeverRanHaveNoNumber() throws {
        let report = try CoverageTests.report("<p tal:condition=\"a\">x</p>")
        let records = report.lcov { $0 }.split(separator: "\n")
        #expect(records.contains("BRDA:1,0,0,-") && records.contains("BRDA:1,0,1,-"))
    }

    @Test func linesHaveTheirStatementsInPieces() throws {
        let source = try TemplateSource(name: "list.html", text: Self.template)
        let lines = try #require(report().files.first).lines(of: source)
        #expect(lines.map(\.state) == [.partly, .partly, .partly, nil, .partly, nil])
        #expect(lines[0].pieces.map(\.text) == ["<ul tal:condition=\"", "items", "\">"])
        #expect(lines[0].pieces[1].note == "tal:condition: 1×\ntrue: 1×\nfalse: 0×")
        #expect(lines[2].pieces[1].note == "tal:content: 2×\n| item/name: 2×\n| string:none: 0×")
    }

    // MARK: - Recordings

    private func recording(_ items: TemplateValue) throws -> RecordedCoverage {
        let recorder = CoverageRecorder()
        var configuration = TemplateConfiguration()
        configuration.coverage = recorder
        let page = try Template(named: "list.html", Self.template, configuration: configuration)
        _ = try page.render(TemplateContext(["items": items]))
        return RecordedCoverage(recorder.coverage)
    }

    @Test func whatIsRecordedIsReadAgain() throws {
        let recording = try recording([["name": "Mug"]])
        #expect(try RecordedCoverage(json: recording.json, name: "c.json") == recording)
        #expect(try RecordedCoverage(json: Array("{\"format\": 1}".utf8), name: "c.json") == nil)
    }

    @Test func recordingsAddUp() throws {
        var report = try report()
        report.add(try recording([]))
        report.add(try recording([[:]]))
        #expect(
            report.files[0].absences == ["list.html:2:19: tal:repeat 'item items' was never empty"]
        )
    }

    @Test func numbersThatAreTooLargeOrNoneDoNoHarm() throws {
        var recording = try recording([["name": "Mug"]])
        for key in recording.templates["list.html"]?.hits.keys ?? [:].keys {
            recording.templates["list.html"]?.hits[key] = .max
        }
        var report = try report()
        report.add(recording)
        report.add(recording)
        #expect(report.lcov { $0 }.contains("DA:1,\(Int.max)"))
        let text = String(decoding: recording.json, as: UTF8.self)
        let wrong = text.replacing("\(Int.max)", with: "-1")
        let read = try #require(try RecordedCoverage(json: Array(wrong.utf8), name: "c.json"))
        #expect(read.templates["list.html"]?.hits.isEmpty == true)
    }

    @Test func whatHasChangedOrIsNotThereIsLeftOut() throws {
        var recording = try recording([])
        recording.templates["list.html"]?.digest = "other"
        recording.templates["gone.html"] = .init(digest: "other", hits: [:])
        var report = try report()
        report.add(recording)
        #expect(report.changed == ["list.html"] && report.unknown == ["gone.html"])
        #expect(report.ratio() == (try self.report().ratio()))
    }

    @Test func growthIsWhatWasCountedSince() throws {
        let once = try recording([])
        var twice = once
        twice.add(once)
        #expect(twice != once)
        #expect(twice.growth(since: once) == once)
        #expect(once.growth(since: once).templates["list.html"]?.hits.isEmpty == true)
    }
}
