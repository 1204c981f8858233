// SPDX-License-Identifier: Apache-2.0

/// The bytes that markup is made of.
package enum Byte {
    package static let tab = UInt8(ascii: "\t")
    package static let newline = UInt8(ascii: "\n")
    package static let carriageReturn = UInt8(ascii: "\r")
    package static let space = UInt8(ascii: " ")
    package static let exclamation = UInt8(ascii: "!")
    package static let quote = UInt8(ascii: "\"")
    package static let ampersand = UInt8(ascii: "&")
    package static let apostrophe = UInt8(ascii: "'")
    package static let slash = UInt8(ascii: "/")
    package static let colon = UInt8(ascii: ":")
    package static let semicolon = UInt8(ascii: ";")
    package static let less = UInt8(ascii: "<")
    package static let equals = UInt8(ascii: "=")
    package static let greater = UInt8(ascii: ">")
    package static let question = UInt8(ascii: "?")
}

extension UInt8 {
    /// The lower case of an ASCII letter, other bytes as they are.
    @inlinable package var asciiLowercased: UInt8 {
        self >= 0x41 && self <= 0x5A ? self | 0x20 : self
    }
}
