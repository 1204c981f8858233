// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TemplateSyntax

/// How attributes stand in the tree.
@Suite struct AttributeTests {
    private func attributes(
        _ markup: String
    ) throws -> [(whole: String, key: String, value: String?)] {
        let tree = parse(markup)
        guard case .element(let element) = try #require(tree.children.first) else { return [] }
        return element.attributes.map { attribute in
            (
                tree.source.text(attribute.whole), attribute.key,
                attribute.value.map(tree.source.text)
            )
        }
    }

    private static let rows:
        [(markup: String, wholes: [String], keys: [String], values: [String?])] =
            [
                ("<a b=\"c\" D='e'>", [" b=\"c\"", " D='e'"], ["b", "d"], ["c", "e"]),
                ("<a b = c  disabled>", [" b = c", "  disabled"], ["b", "disabled"], ["c", nil]),
                ("<a\n\tb=''>", ["\n\tb=''"], ["b"], [""]),
                ("<a b=1 b=2>", [" b=1", " b=2"], ["b", "b"], ["1", "2"]),
                (
                    "<a @b.c=\"d > e\" :f #g [h]>", [" @b.c=\"d > e\"", " :f", " #g", " [h]"],
                    ["@b.c", ":f", "#g", "[h]"], ["d > e", nil, nil, nil]
                ),
                ("<a b=\"1\"c=\"2\"/>", [" b=\"1\"", "c=\"2\""], ["b", "c"], ["1", "2"]),
                ("<a b=c/>", [" b=c/"], ["b"], ["c/"]),
                ("<a / b / c>", [" b", " c"], ["b", "c"], [nil, nil]),
                ("<a =b>", [" =b"], ["=b"], [nil]),
            ]

    @Test(arguments: rows)
    func slicesOfAttributes(
        _ row: (markup: String, wholes: [String], keys: [String], values: [String?])
    ) throws {
        let found = try attributes(row.markup)
        #expect(found.map(\.whole) == row.wholes)
        #expect(found.map(\.key) == row.keys)
        #expect(found.map(\.value) == row.values)
    }

    @Test func statementsAndTheirDeclarationsAreMarked() throws {
        let tree = parse(
            "<a b='c' xmlns:t='http://xml.zope.org/namespaces/tal' t:content='x' xmlns:u='y' u:v='w'/>"
        )
        guard case .element(let element) = try #require(tree.children.first) else { return }
        #expect(element.attributes.map(\.isStatement) == [false, true, true, false, false])
    }
}
