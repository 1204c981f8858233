// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Testing

@testable import TemplateSyntax
@testable import TemplateTools

/// How templates look when they are formatted.
@Suite struct TemplateFormatTests {
    private func formatted(
        _ text: String,
        _ name: String = "page.html",
        _ dialect: TemplateDialect = .zope
    ) throws -> String {
        var configuration = TemplateConfiguration()
        configuration.dialect = dialect
        let source = try TemplateSource(name: name, text: text)
        let format = TemplateFormat(of: source, configuration)
        #expect(format.edits.applied(to: format.original) == format.bytes)
        return String(decoding: format.bytes, as: UTF8.self)
    }

    @Test func putsStatementsInTheOrderInWhichTheyRun() throws {
        let page = """
            <p tal:content="c" tal:repeat="c d" tal:define="d e" tal:condition="d">x</p>
            """
        let wanted = """
            <p tal:define="d e" tal:condition="d" tal:repeat="c d" tal:content="c">x</p>
            """
        #expect(try formatted(page) == wanted)
    }

    @Test func leavesOtherAttributesWhereTheyAre() throws {
        let page = "<a tal:content=\"b\" class='x'   tal:condition=\"c\" href=\"/\"  >x</a>"
        let wanted = "<a tal:condition=\"c\" class='x' tal:content=\"b\" href=\"/\"  >x</a>"
        #expect(try formatted(page) == wanted)
    }

    @Test func ordersTheStatementsOfAllNamespaces() throws {
        let page = """
            <div i18n:translate="" tal:define="a b" metal:fill-slot="s" i18n:domain="d">x</div>
            <tal:block replace="a" condition="a" />
            <i data-tal-content="a" data-tal-condition="a">x</i>
            """
        let wanted = """
            <div i18n:domain="d" metal:fill-slot="s" tal:define="a b" i18n:translate="">x</div>
            <tal:block condition="a" replace="a" />
            <i data-tal-condition="a" data-tal-content="a">x</i>
            """
        #expect(try formatted(page) == wanted)
    }

    @Test func hasAPlaceForEveryStatement() {
        for namespace in StatementNamespace.allCases {
            for name in StatementNames.known(in: namespace) {
                let named = NamedSyntax(name, 0..<0)
                let statement = StatementSyntax(
                    namespace: namespace,
                    name: named,
                    attribute: 0,
                    spelling: .prefixed
                )
                #expect(StatementOrder.rank(of: statement) != nil, "\(namespace):\(name)")
            }
        }
    }

    @Test func breaksTagsThatAreTooLong() throws {
        let page = """
              <input type="text" name="quantity" tal:attributes="value item/quantity; id string:q-$item" \
            tal:condition="item/isThere">
            """
        let wanted = """
              <input type="text" name="quantity"
                     tal:condition="item/isThere"
                     tal:attributes="value item/quantity; id string:q-$item">
            """
        #expect(try formatted(page) == wanted)
    }

    @Test func breaksClausesThatAreTooLong() throws {
        let page = """
            <tal:block define="product catalog/products/kettle;total python: product.price * 1.19 + fee; \
            label string:A rather long text;; with a semicolon">x</tal:block>
            """
        let wanted = """
            <tal:block define="product catalog/products/kettle;
                               total python: product.price * 1.19 + fee;
                               label string:A rather long text;; with a semicolon">x</tal:block>
            """
        #expect(try formatted(page) == wanted)
    }

    @Test func alignsWhatIsBrokenAlready() throws {
        let page = """
            <p class="a"
              tal:attributes="
                 title a;
                 lang b;
              "
              tal:condition="c">x</p>
            """
        let wanted = """
            <p class="a"
               tal:condition="c"
               tal:attributes="title a;
                               lang b;">x</p>
            """
        #expect(try formatted(page) == wanted)
    }

    @Test func keepsTheIndentationOfTheAttributesOfThePage() throws {
        let page = """
            <p
              class="a" tal:content="b"
                tal:condition="c">x</p>
            """
        let wanted = """
            <p
              class="a" tal:condition="c"
              tal:content="b">x</p>
            """
        #expect(try formatted(page) == wanted)
    }

    @Test func alignsWithTabsWhereTheLineBeginsWithThem() throws {
        let page = "\t<p tal:content=\"b\"\n tal:condition=\"c\">x</p>"
        let wanted = "\t<p tal:condition=\"c\"\n\t   tal:content=\"b\">x</p>"
        #expect(try formatted(page) == wanted)
    }

    @Test func keepsTheLineEndsOfTheFile() throws {
        let page = "<p>\r\n<b tal:define=\"a b;\r\n c d\">x</b></p>"
        let wanted = "<p>\r\n<b tal:define=\"a b;\r\n               c d\">x</b></p>"
        #expect(try formatted(page) == wanted)
    }

    @Test func goesInALittleWhereATagBeginsFarToTheRight() throws {
        let before = String(repeating: "x", count: 70)
        let page =
            "  <p>\(before)<b tal:content=\"b\" tal:condition=\"condition/of/the/text\">x</b></p>"
        let wanted =
            "  <p>\(before)<b tal:condition=\"condition/of/the/text\"\n"
            + "      tal:content=\"b\">x</b></p>"
        #expect(try formatted(page) == wanted)
    }

    /// Each of these is written otherwise only at the cost of something.
    @Test(arguments: [
        "<p tal:content=b tal:condition=\"c\">x</p>",
        "<p tal:content=\"b\"tal:condition=\"c\">x</p>",
        "<p tal:define=\"a python:[1,\n  2]; b c\">x</p>",
        "<p tal:content=\"python: a +\n  b\">x</p>",
        "<p tal:define=\"  a b  \">x</p>",
        "<p title=\"b\"   class=\"a\"  >x</p>",
        "<p tal:content=\"a\" tal:condition=\"c\"",
        "<p tal:content=\"a//b\" tal:condition=\"c\">x</p>",
    ])
    func leavesAlone(_ page: String) throws {
        #expect(try formatted(page) == page)
    }

    @Test func leavesStatementsThatStandTwiceInChameleonsOrder() throws {
        let page = "<p tal:content=\"a\" tal:condition=\"c\" tal:condition=\"d\">x</p>"
        #expect(try formatted(page, "page.pt", .chameleon) == page)
    }

    @Test func formatsXMLAndPlainText() throws {
        let xml = "<a tal:content=\"b\" tal:condition=\"c\">x</a>"
        #expect(
            try formatted(xml, "page.xml") == "<a tal:condition=\"c\" tal:content=\"b\">x</a>"
        )
        let mail = "Hello <tal:b replace=\"b\" condition=\"c\"/>,"
        #expect(
            try formatted(mail, "mail.txt") == "Hello <tal:b condition=\"c\" replace=\"b\"/>,"
        )
    }

    @Test func tellsWhatIsWrongWithATemplate() throws {
        let source = try TemplateSource(name: "page.html", text: "<p tal:contents=\"a\">x</p>")
        let format = TemplateFormat(of: source, TemplateConfiguration())
        #expect(format.errors.map(\.code) == [.unknownStatement])
    }

    /// A file of one line has as many columns as bytes.
    @Test func formatsLongLinesInTime() throws {
        let tag = "<b tal:content=\"a\" tal:condition=\"b\">x</b>"
        let page = String(repeating: tag, count: 4_000)
        let text = try formatted(page)
        #expect(text.hasPrefix("<b tal:condition=\"b\" tal:content=\"a\">x</b><b "))
    }
}
