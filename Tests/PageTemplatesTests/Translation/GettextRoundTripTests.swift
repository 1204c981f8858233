// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import TestSupport
import Testing

/// From a template through gettext's programs to the page in another language.
@Suite(.enabled(if: Gettext.isExpected))
struct GettextRoundTripTests {
    private static let page = """
        <h1 i18n:translate="" i18n:comment="The page's title">Your "cart" &amp; you</h1>
        <p i18n:translate="">Dear <b i18n:name="who" tal:content="who">you</b>,
           <br>welcome\\back!</p>
        <p i18n:translate="files" i18n:data="data">some files</p>
        <p i18n:context="button" title="Open" i18n:attributes="title">é</p>
        <pre i18n:translate="">two
          lines</pre>
        """

    /// The translations, as a translator's program would write them.
    private static let texts = [
        #"Your \"cart\" &amp; you"#: #"Ihr „Korb“ &amp; Sie"#,
        #"Dear ${who}, <br>welcome\\back!"#: #"Willkommen\\zurück, ${who}!"#,
        "Open": "Öffnen",
    ]

    private func translated(_ template: String) throws -> String {
        var text = template.replacing(
            "msgstr[0] \"\"\nmsgstr[1] \"\"",
            with: "msgstr[0] \"eine Datei\"\nmsgstr[1] \"$count Dateien\""
        )
        for (id, translation) in Self.texts {
            let entry = "msgid \"\(id)\"\nmsgstr \""
            #expect(text.contains(entry), "\(id)")
            text = text.replacing(entry, with: entry + translation)
        }
        let lines = #""two\n""# + "\n\"  lines\"\nmsgstr \""
        #expect(text.contains(lines))
        text = text.replacing(lines, with: lines + #"zwei\n  Zeilen"#)
        let header = "\"Language: de\\n\"\n\"Plural-Forms: nplurals=2; plural=(n != 1);\\n\""
        return text.replacing("\"Language: \\n\"", with: header)
    }

    private func page(_ folder: TemporaryFolder) throws -> String {
        var configuration = TemplateConfiguration()
        configuration.translator = try TranslationCatalogs(root: folder.path)
        let template = try Template(named: "p.html", Self.page, configuration: configuration)
        var context = TemplateContext(["who": "Ann", "data": ["count": 3]])
        context.languages = ["de"]
        return try template.render(context)
    }

    private static let expected = """
        <h1>Ihr „Korb“ &amp; Sie</h1>
        <p>Willkommen\\zurück, <b>Ann</b>!</p>
        <p>3 Dateien</p>
        <p title="Öffnen">é</p>
        <pre>zwei
          Zeilen</pre>
        """

    @Test func templatesBecomePagesThroughGettext() throws {
        var file = POTemplate(domain: "default")
        file.add(try Template(named: "p.html", Self.page).translatableTexts)
        let folder = try TemporaryFolder([
            "texts.pot": file.text, "de/LC_MESSAGES/default.po": try translated(file.text),
        ])
        let pot = "\(folder.path)/texts.pot"
        let catalog = "\(folder.path)/de/LC_MESSAGES/default"
        let check = try Gettext.run("msgfmt", "--check", "-o", "/dev/null", pot)
        #expect(check.status == 0, "\(check.output)")
        let merge = try Gettext.run("msgmerge", "--quiet", "--update", catalog + ".po", pot)
        #expect(merge.status == 0, "\(merge.output)")
        #expect(try page(folder) == Self.expected)
        for order in ["little", "big"] {
            let format = try Gettext.run(
                "msgfmt",
                "--check",
                "--endianness=\(order)",
                "-o",
                catalog + ".mo",
                catalog + ".po"
            )
            #expect(format.status == 0, "\(format.output)")
            let binary = try TemporaryFolder([:])
            try copy(catalog + ".mo", to: binary)
            #expect(try page(binary) == Self.expected)
        }
    }

    private func copy(_ file: String, to folder: TemporaryFolder) throws {
        let target = URL(filePath: folder.path).appending(path: "de/LC_MESSAGES")
        try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            at: URL(filePath: file),
            to: target.appending(path: "default.mo")
        )
    }
}
