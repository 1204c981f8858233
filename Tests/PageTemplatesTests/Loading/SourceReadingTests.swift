// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import PageTemplates

/// How bytes become the text of a template.
@Suite struct SourceReadingTests {
    private func text(_ bytes: [UInt8], encoding: String? = nil) throws -> String {
        let source = try TemplateSource(name: "page.html", bytes: bytes, encoding: encoding)
        return String(decoding: source.bytes, as: UTF8.self)
    }

    private func utf16(_ text: String, bigEndian: Bool) -> [UInt8] {
        ([0xFEFF] + text.utf16).flatMap { unit in
            let bytes = [UInt8(truncatingIfNeeded: unit), UInt8(truncatingIfNeeded: unit >> 8)]
            return bigEndian ? bytes.reversed() : bytes
        }
    }

    @Test func byteOrderMarksAreDropped() throws {
        #expect(try text([0xEF, 0xBB, 0xBF] + Array("é".utf8)) == "é")
        #expect(try text(utf16("<p>é€😀</p>", bigEndian: false)) == "<p>é€😀</p>")
        #expect(try text(utf16("<p>é€😀</p>", bigEndian: true)) == "<p>é€😀</p>")
    }

    @Test func declaredEncodingsAreConverted() throws {
        let latin = Array("<?xml version='1.0' encoding='ISO-8859-1'?><p>".utf8) + [0xE9]
        #expect(try text(latin) == "<?xml version='1.0' encoding='UTF-8'?><p>é")
        #expect(try text([0x80, 0xE9], encoding: "windows-1252") == "€é")
        let declared = "<?xml version='1.0' encoding=\"utf-8\"?>"
        #expect(try text(Array(declared.utf8)) == declared)
        let long = [UInt8](repeating: 0x80, count: 100_000)
        #expect(try text(long, encoding: "windows-1252").utf8.count == 300_000)
        let sixteen = utf16("<?xml version='1.0' encoding='UTF-16'?><a/>", bigEndian: true)
        #expect(try text(sixteen) == "<?xml version='1.0' encoding='UTF-8'?><a/>")
    }

    @Test func metaCharsetIsNotLookedAt() throws {
        let markup = "<meta charset=\"iso-8859-1\"><p>é</p>"
        #expect(try text(Array(markup.utf8)) == markup)
        #expect(try compiled(markup).render() == markup)
    }

    private static let failures: [(bytes: [UInt8], encoding: String?, message: String)] = [
        (Array("a\nb".utf8) + [0xFF, 0x20], nil, "not UTF-8 at byte 3"),
        (Array("aé".utf8) + [0xC3], nil, "not UTF-8 at byte 3"),
        ([0xEF, 0xBB, 0xBF, 0x61, 0xFF], nil, "not UTF-8 at byte 4"),
        ([0xC0, 0x80], nil, "not UTF-8 at byte 0"),
        ([0xED, 0xA0, 0x80], nil, "not UTF-8 at byte 0"),
        ([0x61, 0x0A, 0x00], nil, "a NUL at byte 2"),
        (Array("<\0a\0".utf8), nil, "a NUL at byte 1"),
    ]

    @Test(arguments: failures)
    func badBytesHaveAPlace(_ row: (bytes: [UInt8], encoding: String?, message: String)) {
        do throws(TemplateError) {
            _ = try TemplateSource(name: "x", bytes: row.bytes, encoding: row.encoding)
            Issue.record("no error")
        } catch {
            #expect(error.code == .invalidEncoding)
            #expect(error.message.hasPrefix(row.message))
        }
    }

    @Test func unknownEncodingsAreNamed() {
        let bytes = Array("<?xml version='1.0' encoding='x-none'?><a/>".utf8)
        do throws(TemplateError) {
            _ = try TemplateSource(name: "x", bytes: bytes)
            Issue.record("no error")
        } catch {
            #expect(error.code == .unknownEncoding)
            #expect(error.message.contains("x-none"))
        }
    }

    @Test func sizeIsLimited() {
        var limits = TemplateLimits()
        limits.source = 3
        let limited = limits
        #expect(throws: Never.self) { try TemplateSource(name: "x", text: "abc", limits: limited) }
        #expect {
            try TemplateSource(name: "x", text: "abcd", limits: limited)
        } throws: {
            ($0 as? TemplateError)?.code == .sourceTooLarge
        }
    }

    @Test func plainTextHasNoDeclaration() throws {
        let text = "<?xml version='1.0' encoding='ISO-8859-1'?>é"
        let source = try TemplateSource(name: "a.txt", bytes: Array(text.utf8))
        #expect(try Template(source).render() == text)
    }

    @Test(arguments: [
        ("a.html", "", TemplateMode.html), ("a", "", .html), ("a.XML", "", .xml),
        ("a/b.svg", "", .xml), ("a.xhtml", "", .xml), ("a.rss", "", .xml), ("a.atom", "", .xml),
        ("a.html", " \n<?xml version='1.0'?>", .xml), ("a.html", "<?xmlx ?>", .html),
        ("a.html", "\u{FEFF}<?xml version='1.0'?>", .xml), ("a.pt", "x<?xml ?>", .html),
        ("mail.txt", "", .text), ("a/MAIL.TXT", "<?xml version='1.0'?>", .text), ("txt", "", .html),
    ])
    func modeComesFromNameOrDeclaration(
        _ name: String,
        _ text: String,
        _ mode: TemplateMode
    ) throws {
        #expect(try TemplateSource(name: name, text: text).mode == mode)
        #expect(try TemplateSource(name: name, text: text, mode: .html).mode == .html)
    }
}
