// SPDX-License-Identifier: Apache-2.0

/// Texts with their character references resolved.
package struct CharacterReferences {
    package let source: MarkupSource

    package init(_ source: MarkupSource) {
        self.source = source
    }

    private static let predefined: [String: Unicode.Scalar] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'",
    ]

    /// The longest reference that is looked up, without `&` and `;`.
    private static let longestName = 32

    /// The value at `range`; unknown references stay as they are written.
    ///
    /// In XML, line ends and tabs of an attribute's value are spaces (section
    /// 3.3.3 of its standard); those of other texts stay.
    package func resolve(_ range: Range<Int>, isValue: Bool = true) -> SourceText {
        let bytes = source.bytes
        let normalizes = isValue && source.mode == .xml
        guard
            range.contains(where: {
                bytes[$0] == Byte.ampersand || normalizes && bytes[$0] < Byte.space
            })
        else {
            return SourceText(bytes: Array(bytes[range]), range: range, origins: [])
        }
        var resolved: [UInt8] = []
        var origins: [Int] = []
        var position = range.lowerBound
        while position < range.upperBound {
            let found = bytes[position] == Byte.ampersand ? reference(at: position, in: range) : nil
            guard let (scalar, end) = found else {
                let isSpace = normalizes && bytes[position] < Byte.space
                resolved.append(isSpace ? Byte.space : bytes[position])
                origins.append(position)
                position = isSpace ? endOfSpace(at: position, in: range) : position + 1
                continue
            }
            for byte in UTF8.encode(scalar) ?? .init() {
                resolved.append(byte)
                origins.append(position)
            }
            position = end
        }
        origins.append(range.upperBound)
        return SourceText(bytes: resolved, range: range, origins: origins)
    }

    /// The end of one space or line end; a carriage return takes its newline along.
    private func endOfSpace(at start: Int, in range: Range<Int>) -> Int {
        let next = start + 1
        guard source.bytes[start] == Byte.carriageReturn, next < range.upperBound else {
            return next
        }
        return source.bytes[next] == Byte.newline ? next + 1 : next
    }

    /// The character that the reference at `start` stands for, and its end.
    func reference(at start: Int, in range: Range<Int>) -> (Unicode.Scalar, end: Int)? {
        let limit = min(range.upperBound, start + 1 + Self.longestName)
        let name = start + 1..<limit
        guard let semicolon = name.first(where: { source.bytes[$0] == Byte.semicolon }) else {
            return nil
        }
        let text = source.text(start + 1..<semicolon)
        let scalar = text.hasPrefix("#") ? numeric(text.dropFirst()) : named(text)
        return scalar.map { ($0, semicolon + 1) }
    }

    private func numeric(_ digits: Substring) -> Unicode.Scalar? {
        let isHexadecimal = digits.hasPrefix("x") || digits.hasPrefix("X")
        let number = isHexadecimal ? digits.dropFirst() : digits
        guard let first = number.utf8.first, first.isDigit || first.isLetter else {
            return nil
        }
        let value = UInt32(number, radix: isHexadecimal ? 16 : 10)
        return value.flatMap { $0 == 0 ? nil : Unicode.Scalar($0) }
    }

    private func named(_ name: String) -> Unicode.Scalar? {
        Self.predefined[name] ?? (source.mode == .html ? HTMLEntity.scalar(named: name) : nil)
    }
}
