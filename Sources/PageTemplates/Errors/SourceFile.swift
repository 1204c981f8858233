// SPDX-License-Identifier: Apache-2.0

/// The text of a file with a name and lines, for the places of errors.
struct SourceFile: Sendable {
    /// The name that errors show.
    let name: String

    /// Valid UTF-8.
    let bytes: [UInt8]

    /// Where the lines begin, so that the place of an error is found without
    /// reading the file again: errors that are handled can be many.
    private let lineStarts: [Int]

    /// How many characters there are before each block of bytes: lines can be long, and
    /// have many errors.
    private let counts: [Int]

    init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
        var lineStarts = [0]
        var counts: [Int] = []
        var count = 0
        bytes.withUnsafeBufferPointer { bytes in
            for offset in 0..<bytes.count {
                if offset % Self.block == 0 { counts.append(count) }
                if bytes[offset] == UInt8(ascii: "\n") { lineStarts.append(offset + 1) }
                if bytes[offset] & 0xC0 != 0x80 { count += 1 }
            }
        }
        self.lineStarts = lineStarts
        self.counts = counts + [count]
    }

    private static let block = 1024

    /// The text of a range of bytes.
    func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }
}

extension SourceFile {
    /// The place of a range of bytes.
    func location(of range: Range<Int>) -> TemplateLocation {
        let line = line(at: range.lowerBound)
        return TemplateLocation(
            name: name,
            line: line + 1,
            column: scalarCount(lineStarts[line]..<range.lowerBound) + 1,
            byteRange: range
        )
    }

    /// The line that a range starts in, and the caret below the range.
    ///
    /// Of a long line only the part around the range is shown.
    func excerpt(of range: Range<Int>) -> TemplateExcerpt {
        let start = lineStarts[line(at: range.lowerBound)]
        let end = lineEnd(behind: range.lowerBound)
        let length = scalarCount(start..<end)
        let column = scalarCount(start..<range.lowerBound)
        let marked = scalarCount(range.clamped(to: range.lowerBound..<max(range.lowerBound, end)))
        let first = length > Self.widest ? max(0, column - Self.widest / 2) : 0
        let count = min(length - first, Self.widest)
        let from = offset(column - first, before: range.lowerBound)
        let shown = text(from..<min(end, from + 4 * count)).unicodeScalars.prefix(count)
        let opening = first > 0 ? "..." : ""
        let closing = first + count < length ? "..." : ""
        let carets = min(max(marked, 1), max(count - (column - first), 1))
        let number = "\(location(of: range).line)"
        let before = Terminal.margin(below: shown.prefix(column - first))
        let width = Terminal.width(of: shown.dropFirst(column - first).prefix(carets))
        let margin = String(repeating: " ", count: opening.count) + before
        return TemplateExcerpt(lines: [
            "\(number) | \(opening)\(String(String.UnicodeScalarView(shown)))\(closing)",
            String(repeating: " ", count: number.count)
                + " | \(margin)^\(String(repeating: "~", count: max(width, 1) - 1))",
        ])
    }

    /// The most characters of a line that are shown.
    private static let widest = 120

    /// Where the line ends, or what is shown of it: at a carriage return.
    private func lineEnd(behind offset: Int) -> Int {
        let next = line(at: offset) + 1
        let end = next < lineStarts.count ? lineStarts[next] - 1 : bytes.count
        let near = bytes[offset..<min(end, offset + 4 * Self.widest)]
        if let cut = near.firstIndex(of: UInt8(ascii: "\r")) { return cut }
        return end > offset && bytes[end - 1] == UInt8(ascii: "\r") ? end - 1 : end
    }

    /// The line of an offset, from 0: the last one that begins there or before.
    private func line(at offset: Int) -> Int {
        var (first, end) = (0, lineStarts.count)
        while end - first > 1 {
            let middle = (first + end) / 2
            if lineStarts[middle] <= offset { first = middle } else { end = middle }
        }
        return first
    }

    /// The offset so many scalars before another one.
    private func offset(_ scalars: Int, before end: Int) -> Int {
        var (offset, left) = (end, scalars)
        while left > 0 {
            offset -= 1
            if bytes[offset] & 0xC0 != 0x80 { left -= 1 }
        }
        return offset
    }

    private func scalarCount(_ range: Range<Int>) -> Int {
        scalarCount(before: range.upperBound) - scalarCount(before: range.lowerBound)
    }

    private func scalarCount(before offset: Int) -> Int {
        let block = offset / Self.block
        return counts[block] + bytes[block * Self.block..<offset].count { $0 & 0xC0 != 0x80 }
    }
}
