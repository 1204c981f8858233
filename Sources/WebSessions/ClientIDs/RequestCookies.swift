// SPDX-License-Identifier: Apache-2.0

import HTTPTypes

/// The cookies of one name in a request (RFC 6265bis section 4.2).
///
/// There may be several `Cookie` fields (HTTP/2 and 3 split them) and several cookies
/// of one name, in no order that means anything. Works on bytes: a client can send any.
struct RequestCookies {
    /// More cookies of one name than this are not looked at.
    static let maximumCount = 32

    let values: [[UInt8]]

    init(named name: String, in fields: HTTPFields) {
        var values: [[UInt8]] = []
        for field in fields[fields: .cookie] {
            field.withUnsafeBytesOfValue { bytes in
                Self.collect(name: Array(name.utf8), from: bytes, into: &values)
            }
        }
        self.values = values
    }

    private static func collect(
        name: [UInt8],
        from bytes: UnsafeBufferPointer<UInt8>,
        into values: inout [[UInt8]]
    ) {
        for pair in bytes.split(separator: UInt8(ascii: ";")) where values.count < maximumCount {
            let pair = trimmed(pair)
            guard let equals = pair.firstIndex(of: UInt8(ascii: "=")),
                trimmed(pair[..<equals]).elementsEqual(name)
            else { continue }
            values.append(Array(trimmed(pair[pair.index(after: equals)...])))
        }
    }

    private static func trimmed(
        _ slice: Slice<UnsafeBufferPointer<UInt8>>
    ) -> Slice<UnsafeBufferPointer<UInt8>> {
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
        guard let first = slice.firstIndex(where: { !isSpace($0) }),
            let last = slice.lastIndex(where: { !isSpace($0) })
        else { return slice[slice.endIndex...] }
        return slice[first...last]
    }
}
