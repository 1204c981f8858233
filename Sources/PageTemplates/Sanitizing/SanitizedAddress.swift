// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// An address as browsers read it.
///
/// They skip space around it, and tabs and line ends within; those are gone here, so that what
/// is judged is what is written.
struct SanitizedAddress {
    let bytes: ArraySlice<UInt8>

    init(_ value: [UInt8]) {
        let kept = value.filter { $0 >= 0x20 && $0 != 0x7F }
        let end = kept.lastIndex { $0 != 0x20 }.map { $0 + 1 } ?? 0
        bytes = kept[..<end].drop { $0 == 0x20 }
    }

    /// Schemes that run code or bring a document along, whatever an application allows.
    private static let refused: Set<String> = [
        "data", "javascript", "livescript", "mocha", "vbscript",
    ]

    /// Whether it has one of these schemes, or none.
    ///
    /// A colon behind anything but a scheme is refused as well: no relative address begins so,
    /// and readers of addresses differ in what they skip in front of a colon.
    func isAllowed(schemes: Set<String>, hostsWithoutScheme: Bool) -> Bool {
        let hasHost = bytes.count > 1 && bytes.prefix(2).allSatisfy(\.isAnySlash)
        guard hostsWithoutScheme || !hasHost else { return false }
        let end = bytes.firstIndex { Self.endsScheme($0) }
        guard let end, bytes[end] == UInt8(ascii: ":") else { return true }
        let scheme = String(decoding: bytes[..<end].map(\.asciiLowercased), as: UTF8.self)
        return schemes.contains(scheme) && !Self.refused.contains(scheme)
    }

    private static func endsScheme(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ":") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
            || byte.isAnySlash
    }
}

extension UInt8 {
    /// A slash, or a backslash, which browsers take for one.
    fileprivate var isAnySlash: Bool { self == UInt8(ascii: "/") || self == UInt8(ascii: "\\") }
}
