// SPDX-License-Identifier: Apache-2.0

import TestSupport

/// What accidents make of a template: the same for the same seed.
struct Mutation {
    private let pieces = [
        "<", ">", "</", "/>", "\"", "'", "=", "&", "&amp;", "&#x22;", "&quot;", ";", ";;", "|", "/",
        "${", "}", "$", "$$", "{", "(", ")", "[", "]", ":", "python:", "string:", "not:", "exists:",
        "structure ", "<!--", "-->", "<![CDATA[", "]]>", "<?", "?>", "<title>", "<script>", "<p>",
        "</p>", "<tal:b>", "</tal:b>", " tal:define=\"", " tal:attributes='", " i18n:attributes=\"",
        "<script type=\"text/server-python\">", " for x in ", "f'{", "'''", "\\", "\n", "\r\n",
        "\t",
        "é", "\u{1F600}", "xmlns:tal=\"", "path('", "lambda", " if ", " else ", "**", ", ", "?",
    ]

    private var random: SeededGenerator

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
    }

    /// The bytes after one to six accidents, in UTF-8 and without NUL.
    mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...6, using: &random) { change(&bytes) }
        let text = String(decoding: bytes, as: UTF8.self).replacing("\0", with: "?")
        return Array(text.utf8)
    }

    private mutating func change(_ bytes: inout [UInt8]) {
        switch Int.random(in: 0..<12, using: &random) {
        case 0: bytes.removeSubrange(offset(in: bytes)...)
        case 1: bytes.removeSubrange(slice(of: bytes))
        case 2: bytes.insert(contentsOf: bytes[slice(of: bytes)], at: offset(in: bytes))
        case 3: swap(&bytes)
        case 4, 5: flip(&bytes)
        default:
            let piece = pieces[Int.random(in: 0..<pieces.count, using: &random)]
            bytes.insert(contentsOf: piece.utf8, at: offset(in: bytes))
        }
    }

    private mutating func offset(in bytes: [UInt8]) -> Int {
        Int.random(in: 0...bytes.count, using: &random)
    }

    /// A part of some bytes, at most a hundred of them.
    private mutating func slice(of bytes: [UInt8]) -> Range<Int> {
        let start = offset(in: bytes)
        let length = Int.random(in: 0...100, using: &random)
        return start..<min(bytes.count, start + length)
    }

    private mutating func swap(_ bytes: inout [UInt8]) {
        let (first, second) = (slice(of: bytes), slice(of: bytes))
        guard first.upperBound <= second.lowerBound else { return }
        let (left, right) = (bytes[first], bytes[second])
        bytes.replaceSubrange(second, with: left)
        bytes.replaceSubrange(first, with: right)
    }

    private mutating func flip(_ bytes: inout [UInt8]) {
        guard !bytes.isEmpty else { return }
        let index = Int.random(in: 0..<bytes.count, using: &random)
        bytes[index] ^= 1 << UInt8.random(in: 0..<7, using: &random)
    }
}
