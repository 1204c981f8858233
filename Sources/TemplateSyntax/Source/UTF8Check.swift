// SPDX-License-Identifier: Apache-2.0

/// Finds what is not UTF-8.
package enum UTF8Check {
    /// The start of the first sequence of bytes that is no scalar.
    package static func firstInvalidByte(in bytes: [UInt8]) -> Int? {
        guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
        var parser = UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var offset = 0
        while case .valid(let scalar) = parser.parseScalar(from: &iterator) {
            offset += scalar.count
        }
        return offset
    }
}
