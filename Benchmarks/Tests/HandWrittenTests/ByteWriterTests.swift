// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import HandWritten

/// Every special byte, at every place of texts that end in every part of the
/// writer: chunks, words and what is left.
@Test(arguments: 0...50)
func escapesWhereverTheByteStands(length: Int) {
    for special in ["&", "<", ">", "\"", "'", "\u{A7}"] {
        for place in 0...length {
            let plain = String(repeating: "x%\u{7F}", count: 20).prefix(length)
            let text = plain.prefix(place) + special + plain.dropFirst(place) + special
            #expect(escaped(String(text)) == reference(String(text)))
        }
    }
}

@Test func escapesNothingAndOnlySpecials() {
    for count in 0...40 {
        let text = String(repeating: "<&", count: count)
        #expect(escaped(text) == reference(text))
    }
}

private func escaped(_ text: String) -> String {
    var writer = ByteWriter(capacity: 1)
    writer.append(escaping: text)
    return String(decoding: writer.bytes, as: UTF8.self)
}

private func reference(_ text: String) -> String {
    let references: [Character: String] = [
        "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&#39;",
    ]
    return text.map { references[$0] ?? String($0) }.joined()
}
