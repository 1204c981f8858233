// SPDX-License-Identifier: Apache-2.0

extension UInt8 {
    /// An ASCII letter.
    package var isLetter: Bool {
        (self | 0x20) >= UInt8(ascii: "a") && (self | 0x20) <= UInt8(ascii: "z")
    }

    /// An ASCII digit.
    package var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

    /// A byte that a variable's name may continue with.
    package var isNameByte: Bool { isLetter || isDigit || self == UInt8(ascii: "_") }

    /// White space of HTML and XML.
    package var isSpace: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D && self != 0x0B) }
}

extension Collection<UInt8> {
    /// Whether the bytes are a name that a path can begin with.
    package var isVariableName: Bool {
        guard let first, first.isLetter || first == UInt8(ascii: "_") else { return false }
        return allSatisfy(\.isNameByte)
    }
}
