// SPDX-License-Identifier: Apache-2.0

/// What a character of a position is.
package enum PositionEncoding: String, Sendable {
    /// A byte of UTF-8.
    case utf8 = "utf-8"

    /// A unit of UTF-16, which every client knows.
    case utf16 = "utf-16"
}

/// Where the lines of a text begin, for positions of editors.
struct LineTable {
    let bytes: [UInt8]
    private let starts: [Int]
    private let encoding: PositionEncoding

    /// - Parameters:
    ///   - bytes: Valid UTF-8.
    ///   - encoding: What positions count.
    init(_ bytes: [UInt8], _ encoding: PositionEncoding) {
        self.bytes = bytes
        self.encoding = encoding
        starts = [0] + bytes.indices.lazy.filter { Self.ends(bytes, at: $0) }.map { $0 + 1 }
    }

    /// Whether a line ends with a byte: a newline, or a carriage return that none follows.
    private static func ends(_ bytes: [UInt8], at index: Int) -> Bool {
        switch bytes[index] {
        case UInt8(ascii: "\n"): true
        case UInt8(ascii: "\r"): index + 1 == bytes.count || bytes[index + 1] != UInt8(ascii: "\n")
        default: false
        }
    }

    /// The offset of a position; one behind the end of a line is that end.
    func offset(of position: Wire.Position) -> Int {
        guard position.line < starts.count else { return bytes.count }
        guard position.line >= 0 else { return 0 }
        let start = starts[position.line]
        let end = lineEnd(position.line)
        var (offset, left) = (start, max(0, position.character))
        while left > 0, offset < end {
            let (length, width) = Self.scalar(bytes[offset], encoding)
            // Half of a character is none.
            guard left >= width else { break }
            left -= width
            offset = min(end, offset + length)
        }
        return offset
    }

    /// The position of an offset.
    func position(of offset: Int) -> Wire.Position {
        let offset = min(max(0, offset), bytes.count)
        var (low, high) = (0, starts.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        var character = 0
        var place = starts[low]
        while place < offset {
            let (length, width) = Self.scalar(bytes[place], encoding)
            character += width
            place += length
        }
        return Wire.Position(line: low, character: character)
    }

    func span(of range: Range<Int>) -> Wire.Span {
        Wire.Span(start: position(of: range.lowerBound), end: position(of: range.upperBound))
    }

    func range(of span: Wire.Span) -> Range<Int> {
        let start = offset(of: span.start)
        return start..<max(start, offset(of: span.end))
    }

    private func lineEnd(_ line: Int) -> Int {
        guard line + 1 < starts.count else { return bytes.count }
        var end = starts[line + 1] - 1
        if end > starts[line], bytes[end] == UInt8(ascii: "\n"),
            bytes[end - 1] == UInt8(ascii: "\r")
        {
            end -= 1
        }
        return end
    }

    /// How many bytes a character has by its first one, and how much it counts.
    private static func scalar(
        _ first: UInt8,
        _ encoding: PositionEncoding
    ) -> (length: Int, width: Int) {
        let length =
            switch first {
            case 0xF0...: 4
            case 0xE0...: 3
            case 0xC0...: 2
            default: 1
            }
        return (length, encoding == .utf8 ? length : length == 4 ? 2 : 1)
    }
}
