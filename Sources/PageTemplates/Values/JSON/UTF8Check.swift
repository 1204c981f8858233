/// Finds what is not UTF-8.
enum UTF8Check {
    /// The start of the first sequence of bytes that is no scalar.
    static func firstInvalidByte(in bytes: [UInt8]) -> Int? {
        guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
        var parser = UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var offset = 0
        while case .valid(let scalar) = parser.parseScalar(from: &iterator) {
            offset += scalar.count
        }
        return offset
    }

    /// An error whose excerpt shows the bad bytes as replacement characters.
    static func error(in bytes: [UInt8], at offset: Int, name: String) -> TemplateError {
        let shown = Array(String(decoding: bytes, as: UTF8.self).utf8)
        let replacement = "\u{FFFD}".utf8.count
        return TemplateError(
            .invalidData,
            "byte 0x\(String(bytes[offset], radix: 16, uppercase: true)) is not UTF-8",
            in: TemplateSource(name: name, validated: shown, mode: .html),
            at: offset..<min(offset + replacement, shown.count)
        )
    }
}
