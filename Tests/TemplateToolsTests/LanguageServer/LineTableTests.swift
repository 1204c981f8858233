// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TemplateTools

/// Positions of editors and offsets of bytes.
@Suite struct LineTableTests {
    private let text = "aé😀b\r\nc\rd\n\nß"

    @Test(arguments: [PositionEncoding.utf8, .utf16])
    func everyCharacterHasAPositionThatLeadsBack(_ encoding: PositionEncoding) {
        let table = LineTable(Array(text.utf8), encoding)
        var offset = 0
        for scalar in text.unicodeScalars {
            // Between a carriage return and its newline there is no place of its own.
            if scalar != "\n" || text.utf8.prefix(offset).last != UInt8(ascii: "\r") {
                #expect(table.offset(of: table.position(of: offset)) == offset)
            }
            offset += scalar.utf8.count
        }
        #expect(table.offset(of: table.position(of: offset)) == offset)
    }

    @Test func countsUnitsOfTheEncoding() {
        let emoji = 3
        let behind = 7
        let utf16 = LineTable(Array(text.utf8), .utf16)
        #expect(utf16.position(of: emoji) == Wire.Position(line: 0, character: 2))
        #expect(utf16.position(of: behind) == Wire.Position(line: 0, character: 4))
        let utf8 = LineTable(Array(text.utf8), .utf8)
        #expect(utf8.position(of: behind) == Wire.Position(line: 0, character: 7))
        #expect(utf8.position(of: text.utf8.count).line == 4)
    }

    @Test func positionsThatAreNotThereAreTheNearest() {
        let table = LineTable(Array(text.utf8), .utf16)
        #expect(table.offset(of: Wire.Position(line: 0, character: 99)) == 8)
        #expect(table.offset(of: Wire.Position(line: 0, character: 3)) == 3)
        #expect(table.offset(of: Wire.Position(line: 99, character: 0)) == text.utf8.count)
        #expect(table.offset(of: Wire.Position(line: -1, character: -1)) == 0)
        let end = Wire.Position(line: 9, character: 0)
        let start = Wire.Position(line: 0, character: 0)
        #expect(table.range(of: Wire.Span(start: end, end: start)).isEmpty)
    }

    @Test func changesAreMadeOneAfterTheOther() {
        var edited = EditedText(uri: "file:///a", version: 1, text: "a😀b\nc", .utf16)
        let span = Wire.Span(
            start: Wire.Position(line: 0, character: 1),
            end: Wire.Position(line: 0, character: 3)
        )
        let end = Wire.Position(line: 1, character: 1)
        edited.apply(
            [
                .init(range: span, text: "x\ny"),
                .init(range: Wire.Span(start: end, end: end), text: "!"),
            ],
            version: 2
        )
        #expect(String(decoding: edited.bytes, as: UTF8.self) == "ax\ny!b\nc")
        edited.apply([.init(range: nil, text: "new")], version: 3)
        #expect(String(decoding: edited.bytes, as: UTF8.self) == "new")
        #expect(edited.version == 3)
    }
}
