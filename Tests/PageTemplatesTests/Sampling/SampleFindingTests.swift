// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Testing

/// Templates that are tried against data, without a render.
@Suite struct SampleFindingTests {
    private func template(_ sample: SampleCase) throws -> Template {
        try Template(named: "page.html", sample.template)
    }

    private func findings(_ sample: SampleCase) throws -> [TemplateDiagnostic] {
        let data = try TemplateContext(membersOf: TemplateValue(json: sample.data)).variables
        return try template(sample).findings(in: data, beside: ["request"])
    }

    /// The first line of each report, without the name of the template.
    private func lines(_ findings: [TemplateDiagnostic]) -> [String] {
        findings.map { finding in
            let line = finding.description.split(separator: "\n").first.map(String.init) ?? ""
            return line.hasPrefix("page.html:") ? String(line.dropFirst(10)) : line
        }
    }

    @Test(arguments: FailingSamples.all + SilentSamples.all)
    func findsWhatLeadsNowhere(_ sample: SampleCase) throws {
        #expect(lines(try findings(sample)) == sample.findings)
    }

    @Test(arguments: SilentSamples.good)
    func findsNothingWhereNothingIsWrong(_ sample: SampleCase) throws {
        #expect(try findings(sample).map(\.description) == [])
    }

    /// The place is that of the step, where a render may show the whole expression.
    @Test(arguments: FailingSamples.all)
    func saysWhatARenderSays(_ sample: SampleCase) throws {
        let context = try TemplateContext(membersOf: TemplateValue(json: sample.data))
        let error = try #require(throws: TemplateError.self) {
            try template(sample).render(context)
        }
        guard case .error(let finding)? = try findings(sample).first else {
            Issue.record("nothing is found")
            return
        }
        #expect(finding.code == error.code)
        #expect(finding.message == error.message)
        #expect(finding.notes == error.notes)
        #expect(finding.location?.line == error.location?.line)
    }

    @Test func offersTheNearestNames() throws {
        let variable = SampleCase(#"<p tal:content="usr"></p>"#, #"{"user": 1, "name": 2}"#)
        #expect(try findings(variable)[0].description.hasSuffix("note: did you mean 'user'?"))
        let member = SampleCase(#"<p tal:content="u/nmae"></p>"#, #"{"u": {"name": 2}}"#)
        #expect(try findings(member)[0].description.hasSuffix("note: did you mean 'name'?"))
    }

    @Test func aWarningSaysWhatThereIs() throws {
        let sample = SampleCase(
            #"<p tal:repeat="x l" tal:content="x/name"></p>"#,
            #"{"l": [{"name": 1}, {"nmae": 2, "b": 3}, {}]}"#
        )
        #expect(
            try findings(sample).map(\.description) == [
                """
                page.html:1:36: warning: 2 of 3 values have no 'name' [missing-in-some]
                1 | <p tal:repeat="x l" tal:content="x/name"></p>
                  |                                    ^~~~
                note: did you mean 'nmae'?
                note: the first of them is: mapping with keys nmae, b
                """
            ]
        )
    }

    @Test func findsEachPlaceOnceInTheOrderOfTheSource() throws {
        let sample = SampleCase(
            """
            <p metal:define-macro="m">${a}</p>
            <p tal:repeat="x l"><b tal:content="x/b"></b></p>
            ${c}
            """,
            #"{"l": [{}, {}]}"#
        )
        let places = try lines(findings(sample)).map { $0.prefix { $0 != " " } }
        #expect(places == ["1:29:", "2:39:", "3:3:"])
    }

    @Test func aValueThatIsMissingOnceIsReportedOnceInItsConditionAndBody() throws {
        let sample = SampleCase(#"<p tal:condition="u/a">${u/a}</p>"#, #"{"u": {}}"#)
        #expect(try findings(sample).count == 1)
    }

    @Test func keepsToTheLimitsOfItsWork() throws {
        let list = "[" + Array(repeating: "{\"l\": [1, 2, 3]}", count: 3_000).joined(separator: ",")
        let data = "{\"l\": \(list), {\"name\": 1}]}"
        let sample = SampleCase(#"<p tal:repeat="x l"><b tal:content="x/name"></b></p>"#, data)
        // The last item has it, and is not looked at.
        #expect(try findings(sample).isEmpty)
    }

    @Test func looksIntoTheTestsOfNarrowedLoopsInReasonableTime() throws {
        let items = (0..<1_000).map { "{\"n\": \($0), \"sale\": \($0 % 2 == 0)}" }
        let conditions = Array(repeating: #"<i tal:condition="x/sale">${x/n}"#, count: 20).joined()
        let ends = Array(repeating: "</i>", count: 20).joined()
        let sample = SampleCase(
            "<p tal:repeat=\"x l\">\(conditions)\(ends)</p>",
            "{\"l\": [\(items.joined(separator: ","))]}"
        )
        #expect(try findings(sample).isEmpty)
    }
}
