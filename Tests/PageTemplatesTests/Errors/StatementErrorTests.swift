// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Testing

/// What statements may not look like, and where that is told.
@Suite struct StatementErrorTests {
    typealias Row = MarkupErrorTests.Row

    private static let rows: [Row] = [
        Row("<p tal:contents='x'/>", .unknownStatement, "1:4"),
        Row("<tal:x class='x'/>", .unknownStatement, "1:8"),
        Row("<p metal:use='x'/>", .unknownStatement, "1:4"),
        Row("<p tla:content='x'/>", .unknownStatement, "1:4"),
        Row("<p xmlns:tal='http://xml.zope.org/namespace/tal'/>", .unknownStatement, "1:15"),
        Row(
            "<p xmlns:t='http://xml.zope.org/namespaces/TAL' t:if='x'/>",
            .unknownStatement,
            "1:13"
        ),
        Row("<tl:block replace='x'>y</tl:block>", .unknownStatement, "1:1"),
        Row("<p meta:interpolaton='off'/>", .unknownStatement, "1:4"),
        Row("<p ${x}='y'/>", .invalidStatement, "1:4"),
        Row("<input ${x}>", .invalidStatement, "1:8"),
        Row("<a data-${x}='1'/>", .invalidStatement, "1:4"),
        Row("<h${x}>y</h${x}>", .invalidStatement, "1:1"),
        Row("<p tal:script='x'/>", .unsupportedStatement, "1:16"),
        Row("<p i18n:domian='x'/>", .unknownStatement, "1:4"),
        Row("<p i18n:attributes=''/>", .invalidStatement, "1:4"),
        Row("<p tal:content='x'\n tal:content='y'/>", .duplicateStatement, "2:2", note: "1:4"),
        Row("<p tal:content='x' data-tal-content='y'/>", .duplicateStatement, "1:20"),
        Row("<p tal:content='x' tal:replace='y'/>", .conflictingStatements, "1:20", note: "1:4"),
        Row("<p tal:replace='x' tal:content='y'/>", .conflictingStatements, "1:20", note: "1:4"),
        Row("<p tal:content=''/>", .invalidStatement, "1:4"),
        Row("<p tal:content/>", .invalidStatement, "1:4"),
        Row("<p tal:condition=' '/>", .invalidStatement, "1:19"),
        Row("<p tal:define='a b; c'/>", .invalidStatement, "1:21"),
        Row("<p tal:define='a-ä b'/>", .invalidStatement, "1:16"),
        Row("<p tal:define='a b; ; c d'/>", .invalidStatement, "1:21"),
        Row("<p tal:define='(a, 1) b'/>", .invalidStatement, "1:16"),
        Row("<p tal:define='&quot;&lt;; c d'/>", .invalidStatement, "1:16"),
        Row("<p tal:repeat='item'/>", .invalidStatement, "1:16"),
        Row("<p tal:attributes='a b; a c'/>", .duplicateStatement, "1:25", note: "1:20"),
        Row("<p tal:attributes='a b; A c'/>", .duplicateStatement, "1:25"),
        Row("<br tal:content='x'>", .misplacedStatement, "1:5"),
        Row("<p tal:case='x'/>", .misplacedStatement, "1:4"),
        Row("<p tal:switch='y' tal:case='x'/>", .misplacedStatement, "1:19"),
    ]

    @Test(arguments: rows)
    func failures(_ row: Row) {
        row.check(.html)
    }

    @Test(arguments: [
        "<br tal:replace='x'>", "<br tal:repeat='x y' tal:attributes='class x'>",
        "<p tal:switch='x'><b tal:case='y'/><i><b tal:case='z'/></i></p>",
        "<script tal:attributes='src x' tal:condition='y'></script><style tal:content='x'></style>",
        "<p tal:define='a b; c d;'/>", "<p tal:attributes='a b; b string:c;; d'/>",
        "<p tal:replace='x' tal:condition='y' tal:define='z z' tal:on-error='w'/>",
    ])
    func statementsThatAreFine(_ markup: String) throws {
        for mode in [TemplateMode.html, .xml] where mode == .html || !markup.contains("br") {
            let whole = mode == .xml ? "<x>\(markup)</x>" : markup
            _ = try compiled(whole, mode)
        }
    }

    @Test func nearestNamesAreOffered() {
        do throws(TemplateError) {
            _ = try compiled("<p tal:contnet='x'/>")
            Issue.record("no error")
        } catch {
            #expect(error.notes.map(\.message) == ["did you mean 'content'?"])
        }
    }
}
