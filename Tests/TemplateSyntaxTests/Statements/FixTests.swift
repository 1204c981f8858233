// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax
import Testing

/// What an editor offers to write instead.
@Suite struct FixTests {
    @Test(arguments: [
        ("<p tal:contnet=\"x\">a</p>", "<p tal:content=\"x\">a</p>"),
        ("<p tal:repat=\"x y\">a</p>", "<p tal:repeat=\"x y\">a</p>"),
        ("<p data-tal-contnet=\"x\">a</p>", "<p data-tal-content=\"x\">a</p>"),
        ("<p tla:content=\"x\">a</p>", "<p tal:content=\"x\">a</p>"),
        ("<p i18n:transalte=\"\">a</p>", "<p i18n:translate=\"\">a</p>"),
    ])
    func mendsTheTemplate(broken: String, mended: String) throws {
        let diagnostics = parse(broken).diagnostics
        let fix = try #require(diagnostics.first?.fixes.first)
        #expect(apply(fix, to: broken) == mended)
        #expect(fix.title.hasPrefix("write '"))
        #expect(parse(mended).diagnostics.isEmpty)
    }

    @Test func offersNothingForANameThatIsNearNone() {
        #expect(parse("<p tal:xyzzy=\"x\">a</p>").diagnostics.map(\.fixes.count) == [0])
    }

    private func apply(_ fix: Diagnostic.Fix, to text: String) -> String {
        var bytes = Array(text.utf8)
        for edit in fix.edits.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
            bytes.replaceSubrange(edit.range, with: edit.text.utf8)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
