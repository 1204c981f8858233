// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import PageTemplates

@Suite struct MOReaderTests {
    private static let header =
        "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=n>1;\n"

    private static let entries = [
        ("", header), ("cart", "panier"), ("verb\u{4}open", "ouvrir"),
        ("one\0many", "un\0plusieurs"), ("not yet", ""),
    ]

    @Test(arguments: [false, true])
    func readsBothByteOrders(isBigEndian: Bool) throws {
        let file = MOFile(Self.entries, isBigEndian: isBigEndian)
        let catalog = try MOReader.read(file.bytes, name: "f.mo")
        let messages: [(TemplateMessage, String?)] = [
            (TemplateMessage("cart"), "panier"),
            (TemplateMessage("open"), nil),
            (TemplateMessage("open", context: "verb"), "ouvrir"),
            (TemplateMessage("one", count: 0), "un"),
            (TemplateMessage("one", count: 2), "plusieurs"),
            (TemplateMessage("one"), "un"),
            (TemplateMessage("many"), nil),
            (TemplateMessage("not yet"), nil),
            (TemplateMessage(""), nil),
        ]
        for (message, text) in messages {
            #expect(try catalog.text(of: message) == text)
        }
    }

    @Test func readsOtherEncodings() throws {
        var file = MOFile([("", "Content-Type: text/plain; charset=ISO-8859-1\n"), ("e", "")])
        file.entries[1].text = [0xE9]
        #expect(try MOReader.read(file.bytes, name: "f.mo").text(of: .init("e")) == "é")
    }

    @Test func readsAnEmptyFile() throws {
        #expect(try MOReader.read(MOFile([]).bytes, name: "f.mo").entries.isEmpty)
    }

    private static let file = MOFile(entries)

    private static let failures: [(bytes: [UInt8], message: String)] = [
        ([], "is too short for a .mo file"),
        (Array(file.bytes.prefix(27)), "is too short for a .mo file"),
        (
            Array("msgid \"\"\nmsgstr \"\"\n\n\n\n\n\n\n\n\n\n".utf8),
            "does not begin as a .mo file does"
        ),
        (file.replacing(1, with: 2 << 16), "has the unknown revision 2"),
        (file.replacing(2, with: .max), "has 4294967295 entries, for which it is too short"),
        (file.replacing(2, with: 0), "has 0 entries, and tables for 5"),
        (file.replacing(2, with: 1), "has 1 entries, and tables for 5"),
        (file.replacing(2, with: 1000), "has 1000 entries, for which it is too short"),
        (file.replacing(3, with: .max), "has 5 entries, for which it is too short"),
        (file.replacing(4, with: 1 << 20), "has 5 entries, for which it is too short"),
        (file.replacing(7, with: .max), "has a string at byte 108 that goes on behind its end"),
        (
            file.replacing(8, with: .max),
            "has a string at byte 4294967295 that goes on behind its end"
        ),
        (file.replacing(7, with: 3), "has a string at byte 108 that does not end there"),
        (Array(file.bytes.dropLast()), "has a string at byte 247 that goes on behind its end"),
        (MOFile([("", header), ("a", "b\0c")]).bytes, "has 2 forms of a text at byte 142"),
        (MOFile([("", header), ("a\0b", "c")]).bytes, "has 1 forms of a text at byte 144"),
        (MOFile([("a", "b"), ("a", "c")]).bytes, "has the text at byte 62 twice"),
        (
            MOFile([("", "charset=x-none\n"), ("a", "b")]).bytes,
            "has a string at byte 63 that is not x-none"
        ),
    ]

    @Test(arguments: failures)
    func refuses(bytes: [UInt8], message: String) throws {
        let error = try #require(throws: TemplateError.self) {
            try MOReader.read(bytes, name: "f.mo")
        }
        #expect(error.code == .invalidCatalog)
        #expect(error.message == "'f.mo' \(message)")
    }

    @Test func refusesStringsThatOverlap() throws {
        // Every entry names the same long string: read one by one they would
        // take the square of the file's size.
        let text = String(repeating: "x", count: 1000)
        let file = MOFile((0..<20).map { ("\($0)", text) })
        var bytes = file.bytes
        let texts = 28 + 8 * 20
        let first = Array(bytes[texts..<texts + 8])
        for index in 0..<20 {
            bytes.replaceSubrange(texts + 8 * index..<texts + 8 * index + 8, with: first)
        }
        bytes.removeSubrange((bytes.count - 19 * 1001)...)
        let error = try #require(throws: TemplateError.self) {
            try MOReader.read(bytes, name: "f.mo")
        }
        #expect(error.message == "'f.mo' has strings that overlap")
    }

    @Test func refusesWrongPluralRules() throws {
        let file = MOFile([("", "Plural-Forms: nplurals=2; plural=n\n")])
        let error = try #require(throws: TemplateError.self) {
            try MOReader.read(file.bytes, name: "f.mo")
        }
        #expect(
            error.message
                == "'f.mo': the plural rule fails for 2: there is no form 2 of 2"
        )
    }

    @Test func noCutAndNoChangedByteTraps() {
        for count in Self.file.bytes.indices {
            _ = try? MOReader.read(Array(Self.file.bytes.prefix(count)), name: "f.mo")
        }
        for index in Self.file.bytes.indices {
            for value: UInt8 in [0, 1, 4, 0x7F, 0x80, 0xFF] {
                var bytes = Self.file.bytes
                bytes[index] = value
                _ = try? MOReader.read(bytes, name: "f.mo")
            }
        }
    }
}
