// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Testing

/// What an application that trusts the code of its data gets, and what stays data all the same.
@Suite struct TrustTests {
    private func page(
        _ text: String,
        _ change: (inout TemplateConfiguration) -> Void
    ) throws -> String {
        var configuration = TemplateConfiguration()
        change(&configuration)
        let template = try Template(named: "page.html", text, configuration: configuration)
        return try template.render(TemplateContext(["x": "a('b')"]))
    }

    @Test(
        arguments: [
            ("<p tal:attributes=\"onclick x\">t</p>", "<p onclick=\"a('b')\">t</p>"),
            ("<p onclick=\"${x}\">t</p>", "<p onclick=\"a('b')\">t</p>"),
            (
                "<p tal:attributes=\"onclick string:go('${x}')\">t</p>",
                "<p onclick=\"go('a(\\u0027b\\u0027)')\">t</p>"
            ),
            ("<p onclick=\"go('${x}')\">t</p>", "<p onclick=\"go('a(\\u0027b\\u0027)')\">t</p>"),
        ]
    )
    func aWholeHandlerIsTrustedAndAPartOfOneIsData(text: String, expected: String) throws {
        #expect(try page(text) { $0.trustsHandlers = true } == expected)
    }

    @Test(
        arguments: [
            (
                "<script tal:attributes=\"src x\"></script>",
                "<script src=\"a%28%27b%27%29\"></script>"
            ),
            (
                "<script tal:attributes=\"src string:/s/${x}.js\"></script>",
                "<script src=\"/s/a%28%27b%27%29.js\"></script>"
            ),
        ]
    )
    func addressesOfCodeAreAddressesAllTheSame(text: String, expected: String) throws {
        #expect(try page(text) { $0.trustsScriptURLs = true } == expected)
    }
}
