// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Testing

/// What is doubtful about a template and goes out as the source says.
@Suite struct LooseMarkupTests {
    private func reports(
        _ text: String,
        _ configuration: TemplateConfiguration = TemplateConfiguration()
    ) throws -> [String] {
        let source = try TemplateSource(name: "page", text: text, mode: .html)
        return Template.diagnostics(of: source, configuration: configuration).map { diagnostic in
            let line = diagnostic.description.prefix { $0 != "\n" }
            return String(line.dropFirst("page:".count))
        }
    }

    private static let markup: [(String, String)] = [
        (
            "<p tal:condition='x'>a<ul></ul></p>",
            "1:23: warning: browsers end '<p>' before this tag, and not at '</p>'"
        ),
        (
            "<tal:b><p>a<table></table>b</p></tal:b>",
            "1:12: warning: browsers end '<p>' before this tag, and not at '</p>'"
        ),
        (
            "<p><b tal:content='x'/><p>a</p></p>",
            "1:24: warning: browsers end '<p>' before this tag, and not at '</p>'"
        ),
        (
            "<td tal:condition='x'><code>a</td>",
            "1:23: warning: '<code>' has no end tag, and ends before '</td>'"
        ),
        (
            "<section><div><b tal:content='x'/></section>",
            "1:10: warning: '<div>' has no end tag, and ends before '</section>'"
        ),
    ]

    @Test(arguments: markup) func looseMarkupIsTold(source: String, report: String) throws {
        #expect(try reports(source) == ["\(report) [loose-markup]"])
    }

    @Test(arguments: [
        "<p>a<ul><li>b</li></ul></p>", "<td><code>a</td>", "<ul><li tal:content='x'>a<li>b</ul>",
        "<tal:b><p>a<ul><li>b</ul></tal:b>", "<img tal:condition='x'></img>",
        "<br tal:condition='x'>\n</br>",
    ])
    func whatNothingDependsOnIsNot(source: String) throws {
        #expect(try reports(source) == [])
    }

    private static let statements: [(String, String)] = [
        (
            "<br i18n:translate=''>",
            "1:5: warning: 'i18n:translate' on an element that has no content has no effect"
        ),
        (
            "<p title='a' i18n:attributes='tilte'>b</p>",
            "1:31: warning: the element has no attribute 'tilte' to translate"
        ),
    ]

    @Test(arguments: statements)
    func statementsWithoutEffectAreTold(source: String, report: String) throws {
        #expect(try reports(source) == ["\(report) [no-effect]"])
    }

    private static let chameleon: [(String, String)] = [
        (
            "<p tal:condition='x' tal:condition='y'>a</p>",
            "1:4: warning: 'tal:condition' stands twice on one element, and the last one counts"
        ),
        (
            "<p metal:fill-slot='x'>a</p>",
            "1:21: warning: a slot that is filled outside of 'metal:use-macro' has no effect"
        ),
    ]

    @Test(arguments: chameleon)
    func statementsOfChameleonWithoutEffectAreTold(source: String, report: String) throws {
        var configuration = TemplateConfiguration()
        configuration.dialect = .chameleon
        #expect(try reports(source, configuration) == ["\(report) [no-effect]"])
    }

    private static let texts: [(String, String)] = [
        (
            "<p tal:content='string:$5'>a</p>",
            "1:24: warning: '$' has no name and no '{' behind it, and stays a dollar sign"
        ),
        (
            "<p>${<b>a</b>}</p>",
            "1:4: warning: '${' has no closing '}', and goes out as it stands"
        ),
    ]

    @Test(arguments: texts) func dollarsAreTold(source: String, report: String) throws {
        #expect(try reports(source) == ["\(report) [not-read]"])
    }
}
