extension TemplateSource {
    /// The place of a range of bytes.
    func location(of range: Range<Int>) -> SourceLocation {
        let start = lineStart(before: range.lowerBound)
        return SourceLocation(
            name: name,
            line: bytes[..<start].count { $0 == UInt8(ascii: "\n") } + 1,
            column: scalarCount(start..<range.lowerBound) + 1,
            byteRange: range
        )
    }

    /// The line that a range starts in, and the caret below the range.
    func excerpt(of range: Range<Int>) -> SourceExcerpt {
        let start = lineStart(before: range.lowerBound)
        let end = bytes[start...].firstIndex(where: Self.endsLine) ?? bytes.count
        let number = "\(location(of: range).line)"
        let marked = range.lowerBound..<max(range.lowerBound, min(range.upperBound, end))
        let carets = "^" + String(repeating: "~", count: max(0, scalarCount(marked) - 1))
        let margin = String(repeating: " ", count: scalarCount(start..<range.lowerBound))
        return SourceExcerpt(lines: [
            "\(number) | \(text(start..<end))",
            String(repeating: " ", count: number.count) + " | \(margin)\(carets)",
        ])
    }

    private static func endsLine(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }

    private func lineStart(before offset: Int) -> Int {
        bytes[..<offset].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    }

    private func scalarCount(_ range: Range<Int>) -> Int {
        bytes[range].count { $0 & 0xC0 != 0x80 }
    }
}
