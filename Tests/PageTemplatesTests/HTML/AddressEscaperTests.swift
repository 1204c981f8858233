// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import PageTemplates

/// The fast way of writing addresses writes what the slow one does, or nothing.
@Suite struct AddressEscaperTests {
    private func fast(_ bytes: [UInt8]) -> [UInt8]? {
        var output = TemplateOutput()
        output.append(UInt8(ascii: "="))
        let isDone = bytes.withUnsafeBufferPointer { output.append(address: $0) }
        #expect(isDone || output.count == 1)
        return isDone ? Array(output.bytes.dropFirst()) : nil
    }

    private func slow(_ bytes: [UInt8]) -> [UInt8] {
        AddressFilter.normalized(bytes).escaped(.doubleQuoted)
    }

    @Test(arguments: UInt8.min...UInt8.max)
    func eachByteAtEachPlace(byte: UInt8) {
        for count in 1...40 {
            for place in 0..<count {
                var bytes = [UInt8](repeating: UInt8(ascii: "x"), count: count)
                bytes[place] = byte
                #expect(fast(bytes) == (byte.staysInAddress ? slow(bytes) : nil))
            }
        }
    }

    @Test func manySignsInManyOrders() {
        var generator = SeededGenerator(seed: 1)
        let letters = Array("ab/?&&&=+*!~é<%\"".utf8)
        for _ in 0..<20_000 {
            let count = Int.random(in: 0...50, using: &generator)
            let kinds = Int.random(in: 1...letters.count, using: &generator)
            let bytes = (0..<count).map { _ in letters[Int.random(in: 0..<kinds, using: &generator)]
            }
            let stays = bytes.allSatisfy(\.staysInAddress)
            #expect(fast(bytes) == (stays ? slow(bytes) : nil))
        }
    }

    @Test(
        arguments: [
            ("page.html", "page.html"), ("a/b:c", "a/b:c"), ("?q=a+b&c", "?q=a+b&amp;c"),
            ("#x", "#x"), ("", ""), ("http://a.example/?x&y", "http://a.example/?x&amp;y"),
            ("/a b", "/a%20b"), ("javascript:x", "about:invalid#talisman"),
            ("java\tscript:x", "about:invalid#talisman"), ("x:y", "about:invalid#talisman"),
        ]
    )
    func theBeginningDecides(text: String, expected: String) throws {
        let template = try Template(
            named: "t.html",
            "<a href=\"#\" tal:attributes=\"href x\">t</a>"
        )
        let page = try template.render(TemplateContext(["x": .string(text)]))
        #expect(page == "<a href=\"\(expected)\">t</a>")
    }
}
