// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Testing

/// What looks like a statement or a hole, and stands where none is read.
@Suite struct UnreadTests {
    private func reports(_ text: String, _ mode: TemplateMode = .html) throws -> [String] {
        let source = try TemplateSource(name: "page", text: text, mode: mode)
        return Template.diagnostics(of: source).map { diagnostic in
            let line = diagnostic.description.prefix { $0 != "\n" }
            return String(line.dropFirst("page:".count))
        }
    }

    private static let doubts: [(String, String)] = [
        ("<script>let b = \"${x}\"</script>", "1:18: warning: '${…}' in <script> is no hole"),
        ("<script>f(`${x}`, '${y}')</script>", "1:20: warning: '${…}' in <script> is no hole"),
        (
            "<script><b tal:content=\"x\"></script>",
            "1:12: warning: 'tal:content' in <script> is no statement"
        ),
        ("<style>a { color: ${x} }</style>", "1:19: warning: '${…}' in <style> is no hole"),
        ("<p><![CDATA[${x}]]></p>", "1:13: warning: '${…}' in a CDATA section is no hole"),
        (
            "<?php echo ${x} ?>",
            "1:12: warning: '${…}' in a processing instruction is no hole"
        ),
        ("<p>tal:b replace=\"x\"/></p>", "1:4: warning: 'tal:b replace' in text is no statement"),
        (
            "<textarea><i alt=\"tal:b replace=\"x\"/>\"></textarea>",
            "1:19: warning: 'tal:b replace' in text is no statement"
        ),
        ("p tal:content=\"x\">a</p>", "1:3: warning: 'tal:content' in text is no statement"),
        (
            "<p title=\"a tal:content='x'\">a</p>",
            "1:13: warning: 'tal:content' in the value of an attribute is no statement"
        ),
        ("<p title=\"${ }\">a</p>", "1:11: warning: '${}' holds no expression"),
        ("<p data-tal-contnet=\"x\">a</p>", "1:4: warning: 'data-tal-contnet' is no statement"),
        ("<p data-tal:content=\"x\">a</p>", "1:4: warning: 'data-tal:content' is no statement"),
    ]

    @Test(arguments: doubts) func goesOutWithAWarning(source: String, report: String) throws {
        #expect(try reports(source) == ["\(report), and goes out as it stands [not-read]"])
        #expect(try compiled(source).render() == source)
    }

    @Test func aHoleBeginsNoTag() throws {
        let report = "1:1: warning: '<${…}' begins no tag, and '<' goes out as '&lt;' [not-read]"
        #expect(try reports("<${x}>a") == [report])
    }

    @Test(arguments: [
        ("<p tal:content=\"x\">a</p>", "1:4: warning: 'tal:content' in text is no statement"),
        ("<b data-tal-repeat='x y'/>", "1:4: warning: 'data-tal-repeat' in text is no statement"),
    ])
    func onlyElementsAreStatementsOfPlainText(source: String, report: String) throws {
        #expect(
            try reports(source, .text) == ["\(report), and goes out as it stands [not-read]"]
        )
        #expect(try compiled(source, .text).render() == source)
    }

    @Test(arguments: [
        "To: <you@there.example> <${to}>", "subtotal: x=1 total:content=2 <!-- ${to} -->",
        "<script>${to}</script> &lt; <tal> a < b", "<tal:b meta:interpolation=\"off\">${x}</tal:b>",
    ])
    func nothingElseOfPlainTextIsDoubtful(source: String) throws {
        #expect(try reports(source, .text) == [])
    }

    @Test func commentsTakeStatementsOut() throws {
        let source = "<!-- <p tal:content=\"x\">${y}</p> -->"
        #expect(
            try reports(source) == [
                "1:9: remark: 'tal:content' in a comment is no statement, and goes out as it stands "
                    + "[commented-out]",
                "1:25: remark: '${…}' in a comment is no hole, and goes out as it stands "
                    + "[commented-out]",
            ]
        )
        #expect(try compiled(source).render() == source)
    }

    @Test(arguments: [
        "<script meta:interpolation='off'>let a = \"${x}\"</script>",
        "<script>let a = `${x} \\` ${y}`</script>", "<script>let a = '$${x}'</script>",
        "<script type='application/json' tal:content='x'>${sample}</script>",
        "<!--! ${x} <p tal:content='x'> -->",
        "<p>the total: 3, tal:content and capital:repeat</p>", "<p title='metal: x'>a</p>",
        "<p meta:interpolation='off'>tal:content=\"x\" <!-- ${x} --></p>",
        "<p xmlns:tal='urn:x'>tal:content='x'</p>",
        "<p data-digital-content='x' total-repeat>a</p>",
    ])
    func saysNothingOfWhatIsMeant(source: String) throws {
        #expect(try reports(source) == [])
    }

    @Test func documentsHaveTheSame() throws {
        let source = "<a><?x ${b}?><![CDATA[${c}]]><!-- ${d} --></a>"
        #expect(try reports(source, .xml).count == 3)
        #expect(try compiled(source, .xml).render() == source)
    }
}
