// SPDX-License-Identifier: Apache-2.0

import Crypto

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Digests as policies and attributes have them (W3C Subresource Integrity).
enum Digest {
    /// The SHA-256 of a text, with its name.
    static func sha256(_ text: String) -> String {
        "sha256-" + base64(SHA256.hash(data: Array(text.utf8)))
    }

    /// The SHA-384 of bytes, with its name.
    static func sha384(_ bytes: Data) -> String {
        "sha384-" + base64(SHA384.hash(data: bytes))
    }

    /// What stands for bytes in an address: 80 bits of their SHA-256.
    static func version(_ bytes: Data) -> String {
        SHA256.hash(data: bytes).prefix(10).map { byte in
            String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }.joined()
    }

    /// Random bytes as the text of a nonce.
    static func nonce(_ bytes: [UInt8]) -> String { base64(bytes) }

    private static func base64(_ bytes: some Sequence<UInt8>) -> String {
        Data(bytes).base64EncodedString()
    }
}
