// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import PageTemplates

@Suite struct POReaderTests {
    private static let file = #"""
        # A comment
        msgid ""
        msgstr ""
        "Content-Type: text/plain; charset=UTF-8\n"
        "Plural-Forms: nplurals=2; plural=n != 1;\n"

        #. For translators
        #: page.html:3
        msgid "cart"
        msgstr "Warenkorb"

        msgctxt "verb"
        msgid "open"
        msgstr "öffnen"
        msgid "open"
        msgstr "offen"

        #, python-format, fuzzy
        msgid "guess"
        msgstr "geraten"

        msgid "$count item"
        msgid_plural "$count items"
        msgstr[0] "$count Stück"
        msgstr[1] ""
        "$count "
          "Stücke"

        #, fuzzy
        #~ msgid "gone"
        #~ msgstr "weg"

        #| msgid "before"
        msgid ""
        "a\tb\\\"\n"
        "\x41\101"
        msgstr "escapes\r"

        msgid "empty"
        msgstr ""
        """#

    private static let messages: [(TemplateMessage, text: String?)] = [
        (.init("cart"), "Warenkorb"),
        (.init("open", context: "verb"), "öffnen"),
        (.init("open"), "offen"),
        (.init("guess"), nil),
        (.init("$count item", count: 1), "$count Stück"),
        (.init("$count item", count: 7), "$count Stücke"),
        (.init("gone"), nil),
        (.init("before"), nil),
        (.init("a\tb\\\"\nAA"), "escapes\r"),
        (.init("empty"), nil),
        (.init(""), nil),
    ]

    @Test(arguments: ["\n", "\r\n"])
    func reads(lineEnd: String) throws {
        let text = Self.file.replacing("\n", with: lineEnd)
        let catalog = try POReader.read(Array(text.utf8), name: "f.po")
        for (message, text) in Self.messages {
            #expect(try catalog.text(of: message) == text, "\(message.id)")
        }
    }

    @Test func readsOtherEncodings() throws {
        let header = "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=ISO-8859-1\\n\"\n"
        var bytes = Array((header + "msgid \"e\"\nmsgstr \"?\"\n").utf8)
        bytes[bytes.count - 3] = 0xE9
        #expect(try POReader.read(bytes, name: "f.po").text(of: .init("e")) == "é")
    }

    @Test(arguments: ["", "\n\n", "# nothing\n", "\u{FEFF}# nothing", "#~ msgid \"a\""])
    func readsFilesWithoutEntries(text: String) throws {
        #expect(try POReader.read(Array(text.utf8), name: "f.po").entries.isEmpty)
    }

    private static let failures: [(text: String, place: String, message: String)] = [
        ("msgid \"a\nmsgstr \"b\"", "1:7", "the string has no end"),
        ("msgid \"a\\\"\nmsgstr \"b\"", "1:7", "the string has no end"),
        ("msgid \"a\" b\nmsgstr \"b\"", "1:10", "something stands behind the string"),
        ("msgid a\nmsgstr \"b\"", "1:7", "a string in double quotes is needed"),
        ("msgid\nmsgstr \"b\"", "1:1", "'msgid' needs a string"),
        ("msgid \"a\\qb\"", "1:9", "unknown escape in the string"),
        ("msgid \"\\xZZ\"", "1:8", "unknown escape in the string"),
        ("msgid \"\\777\"", "1:8", "unknown escape in the string"),
        ("msgid \"\\xff\"", "1:7", "the string is not UTF-8"),
        ("\"a\"", "1:1", "a string belongs to no keyword"),
        ("msgstr \"a\"", "1:1", "'msgstr' cannot stand here"),
        ("msgid \"a\"\nmsgid \"b\"", "2:1", "'msgid' cannot stand here"),
        ("msgid \"a\"\nmsgstr \"b\"\nmsgstr \"c\"", "3:1", "'msgstr' cannot stand here"),
        ("msgid \"a\"\nmsgstr[0] \"b\"", "2:1", "'msgstr[0]' cannot stand here"),
        (
            "msgid \"a\"\nmsgid_plural \"b\"\nmsgstr[1] \"c\"", "3:1",
            "'msgstr[1]' cannot stand here"
        ),
        ("msgid \"a\"\nmsgid_plural \"b\"\nmsgstr \"c\"", "3:1", "'msgstr' cannot stand here"),
        ("msgid \"a\"", "1:1", "the entry has no 'msgstr'"),
        ("msgctxt \"a\"", "1:12", "the last entry has no end"),
        ("msgidd \"a\"", "1:1", "unknown keyword 'msgidd'"),
        ("domain \"a\"", "1:1", "unknown keyword 'domain'"),
        (
            "msgid \"a\"\nmsgid_plural \"b\"\nmsgstr[99] \"c\"", "3:1",
            "unknown keyword 'msgstr[99]'"
        ),
        (
            "msgid \"a\"\nmsgstr \"b\"\n\nmsgid \"a\"\nmsgstr \"c\"", "4:1",
            "the entry comes twice"
        ),
        ("msgid \"\"\nmsgstr \"\"\nmsgid \"\"\nmsgstr \"x\"", "3:1", "the header comes twice"),
        (
            "msgid \"\"\nmsgstr \"\"\n\"Plural-Forms: nplurals=2; plural=n\\n\"", "3:2",
            "the plural rule fails for 2: there is no form 2 of 2"
        ),
        (
            "msgid \"a\"\nmsgid_plural \"b\"\nmsgstr[0] \"c\"", "1:1",
            "the entry has 1 forms, and the plural rule of the header 2"
        ),
    ]

    @Test(arguments: failures)
    func refuses(text: String, place: String, message: String) throws {
        let error = try #require(throws: TemplateError.self) {
            try POReader.read(Array(text.utf8), name: "f.po")
        }
        #expect(error.code == .invalidCatalog)
        #expect(error.message == message)
        #expect(error.location?.description == "f.po:\(place)")
    }

    @Test func refusesOtherBytes() throws {
        let error = try #require(throws: TemplateError.self) {
            try POReader.read(Array("msgid \"".utf8) + [0xFF], name: "f.po")
        }
        #expect(error.message == "'f.po' is not text in UTF-8")
    }

    @Test func noCutTraps() {
        let bytes = Array(Self.file.utf8)
        for count in bytes.indices {
            _ = try? POReader.read(Array(bytes.prefix(count)), name: "f.po")
        }
    }
}
