// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import Testing

/// Data that looks like a template, and data in reports, under the untrusted profile.
@Suite struct SecondPassTests {
    private static let data = [
        "${name}", "$${name}", "$name", "{{name}}", "[[${name}]]", "<b tal:content=\"name\">x</b>",
        "<b metal:use-macro=\"load:secrets.html\"/>", "&#36;{name}", "${python: 7*7}",
        "__${name}__", "string:${name}", "%(name)s", "{0.secret}", "{name}",
        "<script type=\"text/server-python\">x = 1</script>", "<?python x = 1 ?>",
    ]

    private static let places: [(template: String, page: @Sendable (String) -> String)] = [
        ("<p>${text}</p>", { "<p>\($0)</p>" }),
        ("<p tal:content=\"text\"/>", { "<p>\($0)</p>" }),
        ("<tal:b content=\"string:${text}\"/>", { $0 }),
        ("<tal:b define=\"x string:${text}\" replace=\"x\"/>", { $0 }),
        ("<tal:b define=\"x defer:text\">${x}</tal:b>", { $0 }),
        ("<tal:b content=\"python: '%s' % text\"/>", { $0 }),
        ("<tal:b content=\"python: '{}'.format(text)\"/>", { $0 }),
        ("<tal:b content=\"python: f'{text}'\"/>", { $0 }),
        ("<p i18n:translate=\"\">${text}</p>", { "<p>\($0)</p>" }),
        (
            "<p i18n:translate=\"\">a <b i18n:name=\"n\">${text}</b></p>",
            { "<p>a <b>\($0)</b></p>" }
        ),
        ("<p i18n:translate=\"\" tal:content=\"text\"/>", { "<p>\($0)</p>" }),
        ("<p tal:content=\"structure markup\"/>", { "<p>\($0)</p>" }),
        (
            "<tal:b metal:define-macro=\"m\"><i metal:define-slot=\"s\"></i></tal:b>"
                + "<tal:b metal:use-macro=\"macros/m\"><i metal:fill-slot=\"s\">${text}</i></tal:b>",
            { "<i></i><i>\($0)</i>" }
        ),
    ]

    /// Data comes out as it is, wherever it goes in.
    @Test(arguments: 0..<places.count, data)
    func dataIsNotReadAsATemplate(place: Int, data: String) throws {
        let (text, page) = Self.places[place]
        let template = try Template(named: "page.html", text, configuration: .untrusted)
        let escaped = data.replacingOccurrences(of: "&", with: "&amp;")
            .replacingOccurrences(of: "<", with: "&lt;")
            .replacingOccurrences(of: ">", with: "&gt;")
        let context = TemplateContext([
            "text": .string(data), "name": .string(Sandbox.secret),
            "markup": .markup(SafeMarkup(unchecked: escaped, reason: "it is escaped")),
        ])
        let expected = page(escaped)
        let rendered = try template.render(context)
        #expect(rendered == expected)
        #expect(!rendered.contains(Sandbox.secret))
    }

    private static let forged = "x\r\n2026-11-30 info: paid\u{1B}[2J\u{9B}31m\u{202E}\u{2028}end"

    private static let reports: [(template: String, code: TemplateError.Code)] = [
        ("${python: user[text]}", .keyError), ("${user/?text}", .missingMember),
        ("${python: int(text)}", .valueError), ("${python: (text + '{').format()}", .valueError),
        ("${python: [1].index(text)}", .valueError), ("${date:iso text}", .typeError),
        ("${python: '%d' % text}", .typeError), ("${python: {}[text]}", .keyError),
        ("<p tal:attributes=\"mapping\"/>", .invalidAttributes),
        ("<p metal:use-macro=\"macros/?text\"/>", .macroNotFound),
        ("${user/\(forged)}", .invalidExpression),
        ("<p tal:content=\"python: user['\(forged)']\"/>", .invalidExpression),
        ("<p tal:\u{1B}[2Jcontent=\"x\"/>", .unknownStatement),
        ("<p tal:content=\"missing \u{1B}[2J\"/>", .invalidExpression),
        ("<p title='\u{1B}[2J\u{202E}'>${missing}</p>", .unknownVariable),
    ]

    /// A report is lines of its own: neither data nor a template forges one, moves the cursor of
    /// a terminal or turns the text around.
    @Test(arguments: 0..<reports.count)
    func reportsHoldNoControlCharacters(row: Int) throws {
        let context = TemplateContext([
            "text": .string(Self.forged), "user": ["name": "Ada"],
            "mapping": .mapping(TemplateMapping([(Self.forged, TemplateValue.integer(1))])),
        ])
        let (text, code) = Self.reports[row]
        let error = try #require(throws: TemplateError.self) {
            try Template(named: "page.html", text, configuration: .untrusted).render(context)
        }
        #expect(error.code == code, "\(error)")
        for line in error.description.split(separator: "\n", omittingEmptySubsequences: false) {
            #expect(!line.hasPrefix("2026"))
            let signs = line.unicodeScalars.filter { $0 != "\t" && Self.isControl($0) }
            #expect(signs.isEmpty, "\(line.debugDescription)")
        }
    }

    /// Nor does the name of a template.
    @Test func namesForgeNoReports() throws {
        let error = try #require(throws: TemplateError.self) {
            try Template(named: "a\n2026 info\u{1B}[2J.html", "${missing}").render()
        }
        let lines = error.description.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines.allSatisfy { !$0.unicodeScalars.contains(where: Self.isControl) })
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default:
            (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
        }
    }
}
