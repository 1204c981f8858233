// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import TestSupport
import Testing

/// Sizes and limits at the edge of what there is.
@Suite struct LargeTemplateTests {
    /// Templates that took minutes where some work was done again for each part.
    @Test(
        arguments: [
            "<p tal:content='" + String(repeating: "a | ", count: 50_000) + "string:x'/>",
            String(repeating: "<p tal:content='string:x'>${y}</p>\n", count: 30_000),
            "<p>x</p>" + String(repeating: "${x|nothing} ", count: 40_000),
            "<p>x</p>" + String(repeating: "<b tal:on-error='nothing'>${x}</b>\n", count: 30_000),
            "<p>x</p><b tal:define='a0 string:y\(definitions(40_000))'>${a39999}</b>",
            "<p>x</p><b tal:define='a0 string:y\(definitions(40_000, "global "))'>${a39999}</b>",
            "<p>x</p><b tal:define='a0 string:y\(definitions(40_000, of: "defer:"))'>${a1}</b>",
            "<p>x</p>" + String(repeating: "&amp;${python: &quot;}&quot;}", count: 30_000),
        ]
    )
    func manyPartsTakeNoLongerThanTheirNumber(_ text: String) throws {
        let time = try ProcessorTime.of {
            let page = try Template(named: "page.html", text).render()
            #expect(page.hasPrefix("<p>x</p>"))
        }
        #expect(time < .seconds(60))
    }

    /// `; a1 a0; a2 a1; ...`.
    private static func definitions(
        _ count: Int,
        _ scope: String = "",
        of type: String = ""
    ) -> String {
        (1..<count).map { "; \(scope)a\($0) \(type)a\($0 - 1)" }.joined()
    }

    @Test func excerptsOfLongLinesShowWhatIsAroundTheError() throws {
        let before = String(repeating: "é\r", count: 100)
        let after = String(repeating: "ü", count: 100)
        let error = #expect(throws: TemplateError.self) {
            try Template(named: "page.html", "\(before)${x}\(after)").render()
        }
        #expect(error?.location?.column == 203)
        #expect(error?.excerpt?.lines.first?.hasPrefix("1 | ...é\r") == true)
        #expect(error?.excerpt?.lines.first?.hasSuffix("${x}\(after.prefix(58))...") == true)
    }

    @Test func chunksMayBeAsLargeAsThereAreNumbers() async throws {
        let template = try Template(named: "page.html", "<p>${x}</p>")
        var page: [UInt8] = []
        for try await chunk in template.chunks(TemplateContext(["x": 1]), size: .max) {
            page += chunk
        }
        #expect(String(decoding: page, as: UTF8.self) == "<p>1</p>")
    }

    @Test func theLargestLimitsAreNoLimits() throws {
        var configuration = TemplateConfiguration()
        configuration.limits.steps = .max
        configuration.limits.output = .max
        configuration.limits.string = .max
        configuration.limits.loopItems = .max
        let text = "<p tal:repeat='x xs'>${string:${x}}</p>"
        let template = try Template(named: "page.html", text, configuration: configuration)
        var output = TemplateOutput()
        let context = TemplateContext(["xs": [1, 2]])
        try template.render(context, into: &output)
        try template.render(context, into: &output)
        #expect(output.string == "<p>1</p><p>2</p><p>1</p><p>2</p>")
    }
}
