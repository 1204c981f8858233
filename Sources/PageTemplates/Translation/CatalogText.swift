// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// The bytes of a catalog as text.
enum CatalogText {
    /// The largest catalog that is read.
    static let sizeLimit = 32 << 20

    /// Encodings that UTF-8 includes, and what templates of catalogs say.
    private static let plainEncodings: Set<String> = [
        "utf-8", "utf8", "us-ascii", "ascii", "charset",
    ]

    /// Converts bytes to valid UTF-8.
    ///
    /// - Returns: `nil` where they are not text in the encoding.
    static func decode(_ bytes: ArraySlice<UInt8>, from encoding: String?) -> [UInt8]? {
        if let encoding, !plainEncodings.contains(encoding.lowercased()) {
            return try? EncodingConverter.utf8(from: bytes, encoding: encoding)
        }
        let copy = Array(bytes)
        return UTF8Check.firstInvalidByte(in: copy) == nil ? copy : nil
    }

    /// The encoding that a header names behind `charset=`.
    static func encoding(inHeader header: some Collection<UInt8>) -> String? {
        let bytes = Array(header)
        let mark = Array("charset=".utf8)
        let start = bytes.indices.first { start in
            bytes[start...].starts(with: mark) { $0.asciiLowercased == $1 }
        }
        guard let start else { return nil }
        let name = bytes[(start + mark.count)...].prefix {
            $0.isLetter || $0.isDigit || "-_.:".utf8.contains($0)
        }
        return name.isEmpty ? nil : String(decoding: name, as: UTF8.self)
    }
}

extension Substring {
    /// The text without white space around it.
    var trimmingMarkupSpace: String {
        let start = utf8.firstIndex { !$0.isSpace } ?? endIndex
        let end = utf8.lastIndex { !$0.isSpace }.map { utf8.index(after: $0) } ?? start
        return String(self[start..<end])
    }
}
