// SPDX-License-Identifier: Apache-2.0

/// The text of an expression with character references resolved, which still
/// knows where each of its bytes stands in the source.
package struct SourceText: Sendable {
    /// The expression as UTF-8.
    package let bytes: [UInt8]

    /// The source range of the whole expression.
    package let range: Range<Int>

    /// For each byte the offset of its first byte in the source, then the end;
    /// empty where the text stands in the source letter for letter.
    package let origins: [Int]

    package init(bytes: [UInt8], range: Range<Int>, origins: [Int]) {
        self.bytes = bytes
        self.range = range
        self.origins = origins
    }

    /// The whole text.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The source range of a part of the text.
    package func sourceRange(_ part: Range<Int>) -> Range<Int> {
        guard !origins.isEmpty else {
            return range.lowerBound + part.lowerBound..<range.lowerBound + part.upperBound
        }
        return origins[part.lowerBound]..<max(origins[part.lowerBound], origins[part.upperBound])
    }

    /// Where the text has the byte at an offset of the source.
    package func index(of offset: Int) -> Int {
        guard !origins.isEmpty else { return offset - range.lowerBound }
        var (low, high) = (0, origins.count)
        while low < high {
            let middle = (low + high) / 2
            if origins[middle] < offset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// A part of the text as a text of its own.
    package subscript(part: Range<Int>) -> SourceText {
        SourceText(
            bytes: Array(bytes[part]),
            range: sourceRange(part),
            origins: origins.isEmpty ? [] : Array(origins[part.lowerBound...part.upperBound])
        )
    }
}
