// SPDX-License-Identifier: Apache-2.0

import Crypto

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension SigningKey {
    /// Reads a key in base64, with an id and a colon before it or not.
    init(text: Substring) throws(SessionError) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2 {
            try self.init(id: String(parts[0]), base64: String(parts[1]))
        } else {
            guard let data = Data(base64Encoded: String(text)) else {
                throw SessionError(.invalidConfiguration, "a key is not base64")
            }
            try self.init(id: Self.id(of: data), bytes: data)
        }
    }

    /// A new key in base64.
    static func newText() -> String {
        Data(SystemRandomSource().bytes(minimumByteCount)).base64EncodedString()
    }

    /// Eight bytes of a hash: they tell keys apart, and nothing about them.
    private static func id(of bytes: Data) -> String {
        let hash = SHA256.hash(data: Array("signing key id\0".utf8) + Array(bytes))
        return Base64URL.encode(Array(hash.prefix(8)))
    }
}
