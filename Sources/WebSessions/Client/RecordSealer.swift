// SPDX-License-Identifier: Apache-2.0

import Crypto

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Encrypts and authenticates records: `v1.<key id>.<base64url of nonce, text and tag>`.
///
/// The keys of the ring sign client ids too, so that other ones are derived from them (RFC
/// 5869). The nonce is random: after 2³² records under one key it might repeat (NIST SP
/// 800-38D section 8.3), so replace the key before.
struct RecordSealer: Sendable {
    private let ring: SessionKeyRing
    private let context: [UInt8]

    init(ring: SessionKeyRing, application: String, cookieName: String) {
        self.ring = ring
        context = Array("session data\0\(application)\0\(cookieName)\0".utf8)
    }

    func seal(_ entry: MemoryEntry) throws(SessionError) -> String {
        let key = ring.current
        do {
            let box = try AES.GCM.seal(
                RecordCoding.bytes(of: entry),
                using: Self.derived(key),
                authenticating: context + entry.record.locator.bytes
            )
            return "v1.\(key.id).\(Base64URL.encode(Array(box.combined ?? Data())))"
        } catch {
            throw SessionError(.storeFailure, "the record cannot be encrypted")
        }
    }

    /// Nil for what was not sealed here for that session; else whether an old key sealed it.
    func open(
        _ text: [UInt8],
        of locator: SessionLocator
    ) -> (entry: MemoryEntry, isOutdated: Bool)? {
        guard text.count <= EncryptedCookieStore.maximumCookieLength else { return nil }
        let parts = text.split(
            separator: UInt8(ascii: "."),
            maxSplits: 3,
            omittingEmptySubsequences: false
        )
        guard parts.count == 3, parts[0].elementsEqual("v1".utf8),
            let key = ring.key(id: String(decoding: parts[1], as: UTF8.self)),
            let bytes = Base64URL.decode(parts[2], count: parts[2].count * 3 / 4),
            let box = try? AES.GCM.SealedBox(combined: bytes),
            let plain = try? AES.GCM.open(
                box,
                using: Self.derived(key),
                authenticating: context + locator.bytes
            ),
            let entry = RecordCoding.entry(Array(plain), locator: locator)
        else { return nil }
        return (entry, key.id != ring.current.id)
    }

    private static func derived(_ key: SigningKey) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: key.key,
            info: Array("session data".utf8),
            outputByteCount: 32
        )
    }
}
