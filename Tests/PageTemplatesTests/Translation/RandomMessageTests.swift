// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import TestSupport
import Testing

/// Messages in whatever surroundings.
@Suite struct RandomMessageTests {
    private static let statements = [
        "i18n:translate=''", "i18n:translate=''", "i18n:translate='id'", "i18n:name='x'",
        "i18n:name='y'", "i18n:name='x'", "tal:condition='yes'", "tal:condition='no'",
        "tal:repeat='item items'", "tal:on-error='string:oops'", "tal:content='text'",
        "tal:replace='text | missing'", "tal:content='missing'", "tal:omit-tag='yes'",
        "title='A' i18n:attributes='title'", "tal:attributes='title text'",
        "i18n:domain='d'", "metal:use-macro='template/macros/m'",
    ]

    private func markup(_ depth: Int, _ random: inout SeededGenerator) -> String {
        let count = Int.random(in: 0...3, using: &random)
        return (0..<count).map { _ in
            switch Int.random(in: 0...(depth > 4 ? 2 : 5), using: &random) {
            case 0: "text "
            case 1: "${text}"
            case 2: "${items/0} "
            default: element(depth + 1, &random)
            }
        }.joined()
    }

    private func element(_ depth: Int, _ random: inout SeededGenerator) -> String {
        let count = Int.random(in: 0...3, using: &random)
        let statements = (0..<count).map { _ in
            Self.statements[Int.random(in: 0..<Self.statements.count, using: &random)]
        }
        return "<b \(statements.joined(separator: " "))>\(markup(depth, &random))</b>"
    }

    /// A translator that turns names around and keeps markup as it is.
    private struct Reversing: TemplateTranslator {
        func translation(of message: TemplateMessage, into languages: [String]) -> String? {
            message.id.utf8.count % 2 == 0 ? nil : "<i>\(message.id)</i> ${x}"
        }
    }

    @Test(arguments: [true, false])
    func renderTheSameInChunksAndLeaveNoNames(isTranslated: Bool) async throws {
        var random = SeededGenerator(seed: 0x118)
        var configuration = TemplateConfiguration()
        configuration.translator = isTranslated ? Reversing() : nil
        var context = TemplateContext([
            "text": "<&\"", "yes": true, "no": false, "items": ["<1>", "<2>"],
        ])
        context.languages = ["xx"]
        var rendered = 0
        for _ in 0..<1_000 {
            let macro = "<u metal:define-macro='m'>\(markup(3, &random))</u>"
            let text = "<p i18n:translate=''>\(markup(0, &random))</p>\(macro)"
            guard
                let template = try? Template(named: "t.html", text, configuration: configuration),
                let page = try? template.render(context)
            else { continue }
            rendered += 1
            var chunks: [UInt8] = []
            for try await chunk in template.chunks(context, size: 1) { chunks += chunk }
            #expect(String(decoding: chunks, as: UTF8.self) == page, "\(text)")
            #expect(!page.contains("<&") && !page.contains("<1>"), "\(text)")
            #expect(isTranslated || !page.contains("${"), "\(text)\n\(page)")
        }
        #expect(rendered > 200)
    }
}
