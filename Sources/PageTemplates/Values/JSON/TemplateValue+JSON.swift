// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

extension TemplateValue {
    /// Reads a data file in JSON.
    ///
    /// Strict JSON of RFC 8259 in UTF-8, with three things made certain: keys
    /// keep their order and come once, integers are exact, and a mapping with
    /// nothing but the key `$markup` is trusted markup. So read data only from
    /// where you would accept markup. Likewise `$url`, `$scriptURL`, `$style`, `$script` and
    /// `$json` are a ``SafeURL``, a ``TrustedScriptURL``, ``SafeCSS``, ``SafeJS`` and
    /// ``JSONData``.
    ///
    /// A mapping with the key `$message` is a ``TemplateMessage``: its id, and
    /// beside it any of `domain`, `default`, `mapping`, `context`, `count` and
    /// `plural`.
    ///
    /// ```swift
    /// let data = try TemplateValue(json: #"{"user": {"name": "Ann"}}"#)
    /// ```
    ///
    /// - Parameters:
    ///   - bytes: The text; a byte-order mark at its start is dropped.
    ///   - name: The name that errors show.
    /// - Throws: A ``TemplateError`` with the code `invalid-data` and the place
    ///   in the text: where it is not JSON, an integer does not fit in 64 bits,
    ///   a key comes twice, or lists and mappings nest deeper than 512 levels.
    public init(json bytes: [UInt8], name: String = "data.json") throws(TemplateError) {
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        if let offset = UTF8Check.firstInvalidByte(in: text) {
            throw Self.notUTF8(text, at: offset, name: name)
        }
        var reader = JSONReader(SourceFile(name: name, bytes: text))
        self = try reader.readDocument()
    }

    /// Reads data in JSON from text, as it is read from bytes.
    ///
    /// - Throws: ``TemplateError``, as for bytes.
    public init(json text: String, name: String = "data.json") throws(TemplateError) {
        try self.init(json: Array(text.utf8), name: name)
    }

    /// An error whose excerpt shows the bad bytes as replacement characters.
    private static func notUTF8(
        _ bytes: [UInt8],
        at offset: Int,
        name: String
    ) -> TemplateError {
        let shown = Array(String(decoding: bytes, as: UTF8.self).utf8)
        let replacement = "\u{FFFD}".utf8.count
        return TemplateError(
            .invalidData,
            "byte 0x\(String(bytes[offset], radix: 16, uppercase: true)) is not UTF-8",
            in: SourceFile(name: name, bytes: shown),
            at: offset..<min(offset + replacement, shown.count)
        )
    }
}
