// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TemplateSyntax

/// What libxml2 has to say: all of the structure of XML, and remarks about HTML.
@Suite struct ParserWitnessTests {
    @Test func theTagsOfLibXMLAreTheStructureOfXML() {
        let source = MarkupSource(Array("<a><b tal:content='x'/></a>".utf8), .xml)
        #expect(SyntaxTree(parsing: source, SyntaxOptions()).outline == "a(b/())")
        var deaf = TreeBuilder(source, SyntaxOptions(), TagStream([], .xml))
        #expect(deaf.build().elementCount == 0)
    }

    @Test func theTagsOfLibXMLAreComparedInHTML() {
        let source = MarkupSource(Array("<ul><li tal:repeat='a b'>c</ul>".utf8), .html)
        let tree = SyntaxTree(parsing: source, SyntaxOptions())
        #expect(tree.remarks.isEmpty)
        var deaf = TreeBuilder(source, SyntaxOptions(), TagStream([], .html))
        let unseen = deaf.build()
        #expect(unseen.outline == tree.outline)
        #expect(
            unseen.remarks == ["0: libxml2 leaves out '<ul>'", "4: libxml2 leaves out '<li>'"]
        )
    }

    @Test(arguments: [
        "<!DOCTYPE html><html><head><title>a</title></head><body><p tal:content='x'>b</p></body></html>",
        "<table><tr tal:repeat='a b'><td tal:content='x'>c<td tal:content='y'>d</table>",
        "<p>a<div tal:content='x'>b</div>", "<a href='x'><div tal:content='x'>b</div></a>",
        "<tal:block repeat='a b'><br><img tal:attributes='src c'></tal:block>",
        "<svg><g tal:repeat='a b'><title tal:content='x'>c</title></g></svg>",
        "<ul><li tal:repeat='a b'><span tal:content='x'>c</span></ul><i tal:content='y'>d</i>",
        "<script>'<b tal:content=\"x\">'</script><p tal:content='x'>y</p>",
    ])
    func ordinaryPagesHaveNoRemarks(_ text: String) {
        #expect(remarks(text) == [])
    }

    /// Browsers end the elements where libxml2 does.
    @Test(
        .enabled(if: LibXML.buildsTree),
        arguments: [
            (
                "<html><head><link><div tal:content='x'>y</div></head></html>",
                "18: libxml2 ends '<head>' before '<div>'"
            ),
            ("<a><a tal:content='x'>y</a></a>", "3: libxml2 ends '<a>' before '<a>'"),
            ("<b>x<p tal:content='x'>y</p></b>", "4: libxml2 ends '<b>' before '<p>'"),
        ]
    )
    func endsThatOnlyLibXMLSeesAreRemarks(_ text: String, _ remark: String) {
        #expect(remarks(text) == [remark])
    }

    @Test func onlyElementsWithStatementsNeedTheirParent() {
        #expect(remarks("<a><a>y</a></a><p tal:content='x'>y</p>") == [])
    }

    // MARK: - Known faults

    private static let samples: [(ParserFault, String)] = [
        (
            .misplacedRoot,
            "<metal:page define-macro='m'><html><head></head><p>x</p></html></metal:page>"
        ),
        (
            .misplacedDoctype,
            "<tal:a><tal:b><!DOCTYPE html></tal:b><p tal:content='x'>y</p></tal:a>"
        ),
        (.openParagraph, "<p>a<section tal:content='x'>y</section>"),
        (.textElement, "<title>a <tal:x>b</tal:x></title>"),
    ]

    @Test(arguments: samples)
    func knownFaultsAreNoRemarks(_ fault: ParserFault, _ text: String) {
        #expect(remarks(text) == [])
    }

    @Test func everyKnownFaultHasASample() {
        #expect(Set(Self.samples.map(\.0)) == Set(ParserFault.allCases))
    }

    /// A fault that is mended is to be taken from the list.
    @Test func knownFaultsAreFaultsStill() {
        let isSeen = Dictionary(uniqueKeysWithValues: Self.samples).mapValues { text in
            LibXML(Array(text.utf8), mode: .html).events.map { ($0.isEnd ? "/" : "") + $0.name }
        }
        if LibXML.buildsTree {
            #expect(isSeen[.misplacedRoot]?.contains("html") == false)
            #expect(isSeen[.misplacedDoctype]?.prefix(3) == ["tal:a", "tal:b", "p"])
            #expect(isSeen[.openParagraph] == ["p", "section", "/section", "/p"])
        } else {
            #expect(isSeen[.textElement] == ["title", "/title"])
        }
    }

    private func remarks(_ text: String) -> [String] { parse(text).remarks }
}

extension SyntaxTree {
    /// The places and messages of the remarks.
    fileprivate var remarks: [String] {
        diagnostics.filter { $0.code == .structureDiffers }
            .map { "\($0.range.lowerBound): \($0.message)" }
    }
}
