// SPDX-License-Identifier: Apache-2.0

/// Finds `${expression}` in text.
enum InterpolationScanner {
    /// The next `${` of the bytes, escaped ones (`$${`) included.
    static func next(in bytes: ArraySlice<UInt8>) -> Int? {
        var rest = bytes
        while let dollar = rest.firstIndex(of: UInt8(ascii: "$")) {
            if rest[dollar...].starts(with: "${".utf8) { return dollar }
            rest = rest[(dollar + 1)...]
        }
        return nil
    }

    /// The offset behind the brace that closes the `${` at `start`, or `nil`.
    ///
    /// Holes of a `string:` inside of the expression nest.
    static func end(of start: Int, in bytes: [UInt8], _ options: SyntaxOptions) -> Int? {
        var depth = 1
        var position = start + 2
        // Whether an expression may begin here, whose type decides what braces
        // mean.
        var isAtStart = true
        while position < bytes.endIndex {
            if isAtStart, let prefix = ExpressionReader.prefixLength(bytes[position...]) {
                let name = bytes[position..<position + prefix]
                position += prefix + 1
                isAtStart = !name.elementsEqual("string".utf8)
                if name.elementsEqual("python".utf8) {
                    guard let end = code(from: position, in: bytes, options) else { return nil }
                    position = end
                    isAtStart = false
                }
                continue
            }
            if isAtStart, options.defaultsToPython, !bytes[position].isSpace {
                guard let end = code(from: position, in: bytes, options) else { return nil }
                position = end
            }
            switch bytes[position] {
            case UInt8(ascii: "}"):
                depth -= 1
                if depth == 0 { return position + 1 }
                isAtStart = false
            case UInt8(ascii: "$") where bytes[position...].starts(with: "${".utf8):
                depth += 1
                position += 1
                isAtStart = true
            case UInt8(ascii: "|"):
                isAtStart = true
            case let byte:
                isAtStart = isAtStart && byte.isSpace
            }
            position += 1
        }
        return nil
    }

    /// The offset behind Python that starts at an offset: that of a brace, or of a bar where
    /// it has alternatives.
    private static func code(
        from start: Int,
        in bytes: [UInt8],
        _ options: SyntaxOptions
    ) -> Int? {
        let bar = options.defaultsToPython ? [UInt8(ascii: "|")] : []
        return PythonScanner.end(
            ofCodeAt: start,
            before: [UInt8(ascii: "}")] + bar,
            in: bytes[...]
        )
    }
}
