// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// `talisman i18n extract` by what a shell sees.
@Suite struct ExtractCommandTests {
    /// The entries of a file behind its header.
    private func entries(_ output: String) -> [String] {
        output.components(separatedBy: "\n\n").dropFirst().map {
            $0.trimmingCharacters(in: .newlines)
        }
    }

    private func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for name in ["pages", "pages/shop"] {
            try FileManager.default.createDirectory(
                atPath: "\(folder.path)/\(name)",
                withIntermediateDirectories: true
            )
        }
        let text = "<p i18n:translate=''>Hello</p>\n"
        _ = try folder.write("pages/b.html", text)
        _ = try folder.write("pages/a.xml", "<p i18n:translate='' i18n:domain='x'>Hello</p>")
        _ = try folder.write("pages/shop/c.pt", text + "<p i18n:translate=''>Cart</p>")
        _ = try folder.write("pages/notes.txt", "<p i18n:translate=''>Not a template</p>")
        _ = try folder.write("pages/.hidden.html", "<p i18n:translate=''>Hidden</p>")
        return folder
    }

    @Test func writesTheTextsOfADomain() throws {
        let folder = try folder()
        let arguments = ["i18n", "extract", "--domain", "default", "pages"]
        let result = try Command.run(arguments, in: folder.path)
        #expect(
            entries(result.output) == [
                "#: pages/b.html:1\n#: pages/shop/c.pt:1\nmsgid \"Hello\"\nmsgstr \"\"",
                "#: pages/shop/c.pt:2\nmsgid \"Cart\"\nmsgstr \"\"",
            ]
        )
        #expect(result.output.contains("\"Project-Id-Version: default\\n\""))
        #expect(result.errors == "")
        #expect(result.status == 0)
    }

    @Test func readsTemplatesWithScripts() throws {
        let folder = try folder()
        let page = "<p i18n:translate=''>Hello</p><script type='text/server-python'>x = 1</script>"
        let file = try folder.write("script.html", page)
        let result = try Command.run(["i18n", "extract", file], in: folder.path)
        #expect(result.output.contains("msgid \"Hello\""))
        #expect(result.status == 0)
    }

    @Test func writesToAFile() throws {
        let folder = try folder()
        let arguments = ["i18n", "extract", "-o", "x.pot", "pages/a.xml"]
        let result = try Command.run(arguments, in: folder.path)
        #expect(result.output == "")
        #expect(result.status == 0)
        let text = try String(contentsOfFile: "\(folder.path)/x.pot", encoding: .utf8)
        #expect(entries(text) == ["#: pages/a.xml:1\nmsgid \"Hello\"\nmsgstr \"\""])
    }

    @Test func asksForADomainAmongSeveral() throws {
        let folder = try folder()
        let result = try Command.run(["i18n", "extract", "pages"], in: folder.path)
        #expect(
            result.errors
                == "the templates use the domains default, x: choose one with --domain\n"
        )
        #expect(result.output == "")
        #expect(result.status == 1)
    }

    @Test func warnsOfComputedTexts() throws {
        let folder = try folder()
        _ = try folder.write("d.html", "<p i18n:translate=''>A ${b/c}</p>")
        let result = try Command.run(["i18n", "extract", "d.html"], in: folder.path)
        #expect(
            result.errors == "d.html:1:1: warning: a computed part of the message has no "
                + "'i18n:name': it is left out\n"
        )
        #expect(entries(result.output) == [])
        #expect(result.status == 0)
        let plain = ["i18n", "extract", "--no-interpolation", "d.html"]
        let literal = try Command.run(plain, in: folder.path)
        #expect(entries(literal.output) == ["#: d.html:1\nmsgid \"A ${b/c}\"\nmsgstr \"\""])
    }

    @Test func readsTemplatesWithTypesAndNamespacesOfAnApplication() throws {
        let folder = try folder()
        let text = """
            <p i18n:translate=''>Total <b i18n:name='n' tal:content='money:EUR total'/></p>
            <p tal:attributes='title user/profile:name'>${date:short x}</p>
            """
        _ = try folder.write("d.html", text)
        let result = try Command.run(["i18n", "extract", "d.html"], in: folder.path)
        #expect(result.errors == "")
        #expect(entries(result.output) == ["#: d.html:1\nmsgid \"Total ${n}\"\nmsgstr \"\""])
        let render = try Command.run(["render", "d.html"], in: folder.path)
        #expect(render.errors.hasPrefix("d.html:1:58: error: unknown expression type 'money:'"))
        #expect(render.status == 1)
    }

    @Test func reportsWhatIsWrong() throws {
        let folder = try folder()
        _ = try folder.write("d.html", "<p i18n:name='x'>A</p>")
        let broken = try Command.run(["i18n", "extract", "d.html"], in: folder.path)
        #expect(broken.errors.hasPrefix("d.html:1:15: error: 'i18n:name' stands only inside"))
        #expect(broken.status == 1)
        let missing = try Command.run(["i18n", "extract", "nope"], in: folder.path)
        #expect(missing.errors == "nope: cannot be read: there is no such file\n")
        #expect(missing.status == 2)
        let arguments = ["i18n", "extract", "-o", "no/x.pot", "pages/b.html"]
        let unwritable = try Command.run(arguments, in: folder.path)
        #expect(unwritable.errors.hasPrefix("no/x.pot: cannot be written: "))
        #expect(unwritable.status == 2)
        #expect(try Command.run(["i18n", "extract"], in: folder.path).status == 64)
    }

    @Test func whatIsExtractedIsRenderedInAnotherLanguage() throws {
        let folder = try folder()
        let extract = ["i18n", "extract", "pages/b.html"]
        let template = try Command.run(extract, in: folder.path).output
        let locales = "\(folder.path)/locales"
        try FileManager.default.createDirectory(
            atPath: "\(locales)/de/LC_MESSAGES",
            withIntermediateDirectories: true
        )
        let catalog = template.replacingOccurrences(
            of: "msgid \"Hello\"\nmsgstr \"\"",
            with: "msgid \"Hello\"\nmsgstr \"Hallo\""
        )
        _ = try folder.write("locales/de/LC_MESSAGES/default.po", catalog)
        let render = ["render", "--catalog", "locales", "--language", "de-AT", "pages/b.html"]
        #expect(try Command.run(render, in: folder.path).output == "<p>Hallo</p>\n")
        _ = try folder.write("locales/de/LC_MESSAGES/default.po", "msgid")
        let broken = try Command.run(render, in: folder.path)
        #expect(broken.errors.hasPrefix("locales/de/LC_MESSAGES/default.po:1:1: error: "))
        #expect(broken.status == 1)
    }
}
