// SPDX-License-Identifier: Apache-2.0

/// Texts with their character references resolved.
package struct CharacterReferences {
    package let source: MarkupSource

    package init(_ source: MarkupSource) {
        self.source = source
    }

    /// The value at `range`; unknown references stay as they are written.
    ///
    /// In XML, line ends and tabs of an attribute's value are spaces (section
    /// 3.3.3 of its standard); those of other texts stay. In plain text only values have
    /// references.
    package func resolve(_ range: Range<Int>, isValue: Bool = true) -> SourceText {
        let bytes = source.bytes
        let normalizes = isValue && source.mode == .xml
        let isResolved = isValue || source.mode != .text
        guard isResolved,
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
            let found =
                bytes[position] == Byte.ampersand
                ? reference(at: position, in: range, isValue: isValue) : nil
            guard let (scalars, end) = found else {
                let isSpace = normalizes && bytes[position] < Byte.space
                resolved.append(isSpace ? Byte.space : bytes[position])
                origins.append(position)
                position = isSpace ? endOfSpace(at: position, in: range) : position + 1
                continue
            }
            for byte in String(String.UnicodeScalarView(scalars)).utf8 {
                resolved.append(byte)
                origins.append(position)
            }
            position = end
        }
        origins.append(range.upperBound)
        return SourceText(bytes: resolved, range: range, origins: origins)
    }

    /// The markup at `range` with numbers for the names that XML does not know by itself.
    ///
    /// Names of entities that the document type declares stay.
    package func numbered(_ range: Range<Int>, but entities: Set<String> = []) -> [UInt8] {
        var written: [UInt8] = []
        var position = range.lowerBound
        while let start = source.bytes[position..<range.upperBound].firstIndex(of: Byte.ampersand) {
            written += source.bytes[position..<start]
            position = start + 1
            let name = source.bytes[position..<range.upperBound].prefix {
                $0.isLetter || $0.isDigit
            }
            let text = source.text(name.indices)
            guard !name.isEmpty, !Self.namesOfXML.contains(text), !entities.contains(text),
                let (scalars, end) = reference(at: start, in: range)
            else {
                written.append(Byte.ampersand)
                continue
            }
            for scalar in scalars { written += "&#\(scalar.value);".utf8 }
            position = end
        }
        return written + source.bytes[position..<range.upperBound]
    }

    /// The first reference in well-formed XML that only its document type explains.
    func entity(in range: Range<Int>) -> Range<Int>? {
        guard source.mode == .xml else { return nil }
        var position = range.lowerBound
        while let start = source.bytes[position..<range.upperBound].firstIndex(of: Byte.ampersand) {
            let rest = source.bytes[start..<range.upperBound]
            guard let end = rest.firstIndex(of: Byte.semicolon) else { return nil }
            if reference(at: start, in: range) == nil { return start..<end + 1 }
            position = end
        }
        return nil
    }

    private static let namesOfXML: Set<String> = ["amp", "lt", "gt", "quot", "apos"]

    /// The end of one space or line end; a carriage return takes its newline along.
    private func endOfSpace(at start: Int, in range: Range<Int>) -> Int {
        let next = start + 1
        guard source.bytes[start] == Byte.carriageReturn, next < range.upperBound else {
            return next
        }
        return source.bytes[next] == Byte.newline ? next + 1 : next
    }

    /// What the reference at `start` stands for, and its end.
    ///
    /// HTML lets some go without a semicolon, but in the value of an attribute not where a
    /// letter, a digit or an equals sign follows, as in `/search?a=1&copy=2`.
    func reference(at start: Int, in range: Range<Int>, isValue: Bool = true) -> Reference? {
        let bytes = source.bytes[start + 1..<range.upperBound]
        if bytes.first == UInt8(ascii: "#") { return numeric(bytes.dropFirst()) }
        let name = bytes.prefix(HTMLCharacter.longestName).prefix { $0.isLetter || $0.isDigit }
        if bytes[name.endIndex...].first == Byte.semicolon,
            let scalars = HTMLCharacter.named(name)
        {
            return (scalars, name.endIndex + 1)
        }
        return source.mode == .xml ? nil : unended(name, in: bytes, isValue)
    }

    typealias Reference = ([Unicode.Scalar], end: Int)

    /// The longest name without a semicolon that a name begins with.
    private func unended(
        _ name: ArraySlice<UInt8>,
        in bytes: ArraySlice<UInt8>,
        _ isValue: Bool
    ) -> Reference? {
        for length in HTMLCharacter.lengthsWithoutSemicolon.reversed() where length <= name.count {
            let part = name.prefix(length)
            guard let scalars = HTMLCharacter.namedWithoutSemicolon(part) else { continue }
            let next = bytes[part.endIndex...].first
            let goesOn = next.map { $0.isLetter || $0.isDigit || $0 == Byte.equals } ?? false
            return isValue && goesOn ? nil : (scalars, part.endIndex)
        }
        return nil
    }

    /// A reference by number; in XML one that no character has is none.
    private func numeric(_ text: ArraySlice<UInt8>) -> Reference? {
        let isHexadecimal = text.first.map { $0 | 0x20 } == UInt8(ascii: "x")
        let rest = isHexadecimal ? text.dropFirst() : text
        let digits = rest.prefix { $0.isDigit || isHexadecimal && $0.isHexadecimalLetter }
        guard !digits.isEmpty else { return nil }
        let hasSemicolon = rest[digits.endIndex...].first == Byte.semicolon
        let end = digits.endIndex + (hasSemicolon ? 1 : 0)
        let text = String(decoding: digits, as: UTF8.self)
        let number = UInt32(text, radix: isHexadecimal ? 16 : 10)
        if source.mode != .xml { return ([HTMLCharacter.numbered(number)], end) }
        guard hasSemicolon, let number, number != 0 else { return nil }
        return Unicode.Scalar(number).map { ([$0], end) }
    }
}

extension UInt8 {
    fileprivate var isHexadecimalLetter: Bool {
        (self | 0x20) >= UInt8(ascii: "a") && (self | 0x20) <= UInt8(ascii: "f")
    }
}
