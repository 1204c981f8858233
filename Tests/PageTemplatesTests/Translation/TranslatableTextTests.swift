// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Testing

@Suite struct TranslatableTextTests {
    private struct Row: CustomTestStringConvertible {
        let markup: String
        let ids: [String]
        let computed: Int

        init(_ markup: String, _ ids: [String], computed: Int = 0) {
            self.markup = markup
            self.ids = ids
            self.computed = computed
        }

        var testDescription: String { markup }
    }

    private static let rows: [Row] = [
        Row("<p>Text</p>", []),
        Row("<p i18n:translate=''>Some\n text</p>", ["Some text"]),
        Row("<pre i18n:translate=''>Some\n text</pre>", ["Some\n text"]),
        Row("<p i18n:translate=''> </p>", []),
        Row("<p i18n:translate='id'>Text</p>", ["id"]),
        Row(
            "<p i18n:translate=''>A <b i18n:name='n' tal:condition='not:x'>1</b></p>",
            ["A ${n}", "A"]
        ),
        Row(
            "<p i18n:translate=''>A <b i18n:name='n' tal:condition='x/y'>1</b>"
                + "<b i18n:name='n' tal:condition='not:x/y'>2</b> <i tal:condition='z'>c</i></p>",
            ["A ${n} <i>c</i>", "A ${n}"]
        ),
        Row("<p i18n:translate=''>A <b tal:omit-tag='x'>b</b></p>", ["A <b>b</b>", "A b"]),
        Row(
            "<p i18n:translate=''>A <b tal:attributes='id string:i'>b</b></p>",
            ["A <b id=\"i\">b</b>"]
        ),
        Row(
            "<p i18n:translate='id'>A <b i18n:name='n' tal:condition='x'>1</b></p>",
            ["id"]
        ),
        Row(
            "<p i18n:translate=''>" + (1...5).map { "<b tal:condition='c\($0)'>\($0)</b>" }.joined()
                + "</p>",
            [],
            computed: 1
        ),
        Row("<p i18n:translate=''>A <b tal:repeat='x y'>b</b></p>", [], computed: 1),
        Row(
            "<p i18n:translate='' tal:switch='x'>A <b tal:case='y'>b</b></p>",
            ["A <b>b</b>", "A"]
        ),
        Row(
            "<p i18n:translate='' tal:switch='x'><b i18n:name='n' tal:case='y'>b</b>"
                + "<b i18n:name='n' tal:case='default'>c</b> A</p>",
            ["${n} A"]
        ),
        Row("<p i18n:translate='id'>${a/b}</p>", ["id"]),
        Row("<p i18n:translate=''>A <b i18n:name='n' tal:content='x'>1</b></p>", ["A ${n}"]),
        Row("<p i18n:translate=''>A <b metal:define-macro='m' i18n:name='n'>1</b></p>", ["A ${n}"]),
        Row("<p i18n:translate=''>A <b metal:define-macro='m'>1</b></p>", [], computed: 1),
        Row(
            "<p i18n:translate=''>A <b metal:define-macro='m' i18n:name='n' tal:repeat='x y'/></p>",
            [],
            computed: 1
        ),
        Row(
            "<p i18n:translate=''>A <b i18n:name='n' i18n:translate=''>B</b></p>",
            ["A ${n}", "B"]
        ),
        Row("<p i18n:translate=''>A <b tal:omit-tag=''>b</b> ${c} $${d}</p>", ["A b ${c} ${d}"]),
        Row(
            "<p i18n:translate=''>A <b class='x' tal:define='y z'>b</b></p>",
            ["A <b class='x'>b</b>"]
        ),
        Row("<p i18n:translate=''>A <b tal:content='x'>1</b></p>", [], computed: 1),
        Row("<p i18n:translate=''>A ${b/c}</p>", [], computed: 1),
        Row("<p i18n:translate=''>A <b class='${x}'>b</b></p>", [], computed: 1),
        Row("<p i18n:translate=''>A <b i18n:translate=''>b</b></p>", ["b"], computed: 1),
        Row("<p i18n:translate='' i18n:ignore=''>A ${b/c}</p>", []),
        Row("<p i18n:translate='' tal:content='x'>A</p>", []),
        Row("<p i18n:translate='' tal:content='string:A'>B</p>", ["A"]),
        Row("<p i18n:translate='' tal:content='x | default'>A</p>", ["A"]),
        Row("<p i18n:translate='' tal:content='x | string:B'>A</p>", ["B"]),
        Row("<p tal:attributes='title string:B' i18n:attributes='title'>x</p>", ["B"]),
        Row("<p tal:attributes='title x | string:B' i18n:attributes='title'>x</p>", ["B"]),
        Row("<p i18n:translate='' tal:replace='x'>A</p>", []),
        Row("<p tal:replace='x'><b i18n:translate=''>A</b></p>", []),
        // A caller of the macro might give 'default', and texts of samples are no texts for that.
        Row(
            "<p metal:define-macro='m'><b i18n:translate='' tal:content='x'>A "
                + "<i i18n:name='n' i18n:translate=''>B</i></b></p>",
            []
        ),
        Row(
            "<p metal:define-macro='m' tal:define='x y | default'>"
                + "<b i18n:translate='' tal:content='x'>A</b></p>",
            ["A"]
        ),
        Row(
            "<p metal:define-macro='m'><b title='A' tal:attributes='title x' "
                + "i18n:attributes='title'>x</b></p>",
            []
        ),
        Row("<p metal:define-macro='m' tal:replace='x'><b i18n:translate=''>A</b></p>", []),
        Row("<p title='A &amp; B' i18n:attributes='title'>x</p>", ["A & B"]),
        Row("<p title='A' lang='B' i18n:attributes='title id; lang'>x</p>", ["id", "B"]),
        Row("<p title='A' i18n:attributes='title' i18n:ignore-attributes='title'>x</p>", []),
        Row("<p title='A' tal:attributes='title x' i18n:attributes='title'>x</p>", []),
        Row("<p title='A' tal:attributes='title x|default' i18n:attributes='title'>x</p>", ["A"]),
        Row("<p title='A ${b}' i18n:attributes='title'>x</p>", ["A ${b}"]),
        Row("<p title='A ${b/c}' i18n:attributes='title'>x</p>", [], computed: 1),
        Row("<p title='A' tal:attributes='x' i18n:attributes='title'>x</p>", ["A"]),
        Row(
            "<p title='A' i18n:attributes='title' i18n:translate=''>B</p>"
                + "<p metal:define-macro='m'><b i18n:translate=''>C</b></p><p i18n:translate=''>D</p>",
            ["A", "B", "C", "D"]
        ),
        Row(
            "<p metal:use-macro='x'><b metal:fill-slot='s' i18n:translate=''>A</b>"
                + "<b i18n:translate=''>fallback</b></p>",
            ["A", "fallback"]
        ),
    ]

    @Test(arguments: rows)
    private func areFound(row: Row) throws {
        let template = try Template(named: "page.html", row.markup)
        #expect(template.translatableTexts.map(\.id) == row.ids)
        #expect(template.computedTexts.count == row.computed)
    }

    private static let page = """
        <html i18n:domain="shop">
        <p i18n:translate="" i18n:comment="Above the cart.
        Short.">Your "cart"</p>
        <p i18n:translate="files" i18n:data="d">$count files</p>
        <div i18n:context="verb">
        <b i18n:translate="">open</b><i title="open" i18n:attributes="title">.</i>
        <b i18n:domain="other" i18n:translate="">elsewhere</b>
        <pre i18n:translate="">two
          lines</pre>
        <b i18n:translate="">open</b>
        <b i18n:translate="long">A\tdefault
        text</b></div>
        </html>
        """

    @Test func becomeAFileForTranslators() throws {
        var file = POTemplate(domain: "shop")
        file.add(try Template(named: "a b.html", Self.page).translatableTexts)
        file.add(try Template(named: "c.html", Self.page).translatableTexts)
        #expect(
            file.text == #"""
                msgid ""
                msgstr ""
                "Project-Id-Version: shop\n"
                "Report-Msgid-Bugs-To: \n"
                "POT-Creation-Date: \n"
                "PO-Revision-Date: \n"
                "Last-Translator: \n"
                "Language-Team: \n"
                "Language: \n"
                "MIME-Version: 1.0\n"
                "Content-Type: text/plain; charset=UTF-8\n"
                "Content-Transfer-Encoding: 8bit\n"

                #. Above the cart.
                #. Short.
                #: ⁨a b.html⁩:2
                #: c.html:2
                msgid "Your \"cart\""
                msgstr ""

                #. Default: "$count files"
                #: ⁨a b.html⁩:4
                #: c.html:4
                msgid "files"
                msgid_plural "files"
                msgstr[0] ""
                msgstr[1] ""

                #: ⁨a b.html⁩:6
                #: ⁨a b.html⁩:10
                #: c.html:6
                #: c.html:10
                msgctxt "verb"
                msgid "open"
                msgstr ""

                #: ⁨a b.html⁩:8
                #: c.html:8
                msgctxt "verb"
                msgid ""
                "two\n"
                "  lines"
                msgstr ""

                #. Default: "A default text"
                #: ⁨a b.html⁩:11
                #: c.html:11
                msgctxt "verb"
                msgid "long"
                msgstr ""

                """#
        )
    }

    @Test func hostileTextsStayStrings() throws {
        var file = POTemplate(domain: "default")
        let id = "a\"\n\\\u{7}\u{1}é\r\u{7F}"
        let template = try Template(
            named: "x\ny.html",
            "<p i18n:translate='a&quot;&#10;\\&#7;&#1;é&#13;&#127;' i18n:comment='\nmsgid &quot;x&quot;'>t</p>"
        )
        file.add(template.translatableTexts)
        let text = file.text.replacing("msgstr \"\"", with: "msgstr \"x\"")
        let loader = MemoryTemplateLoader(["de/LC_MESSAGES/default.po": text])
        let catalogs = try TranslationCatalogs(loader)
        #expect(try catalogs.translation(of: .init(id), into: ["de"]) == "x")
    }

    @Test(arguments: [30, 60, 250])
    func deepMessagesAreAnErrorAtMost(levels: Int) async throws {
        let text =
            String(
                repeating: "<p i18n:translate=''><b i18n:name='x' tal:omit-tag='n'>",
                count: levels
            )
            + "x" + String(repeating: "</b></p>", count: levels)
        await Task.detached {
            do throws(TemplateError) {
                _ = try Template(named: "deep.html", text).render(TemplateContext(["n": false]))
            } catch {
                #expect(error.code == .nestingTooDeep)
            }
        }.value
    }
}
