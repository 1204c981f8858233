// SPDX-License-Identifier: Apache-2.0

import Synchronization
import WebSessions

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Notes every secret hash that a store is given to keep.
final class SecretWatcher: SessionStoreLayer {
    let base: any SessionStore
    private let noted = Mutex<[SessionSecretHash]>([])

    init(_ base: any SessionStore) {
        self.base = base
    }

    var hashes: [SessionSecretHash] { noted.withLock(\.self) }

    func create(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash,
        commit: SessionCommit
    ) async throws -> SessionRecord {
        noted.withLock { $0.append(secretHash) }
        return try await base.create(locator, secretHash: secretHash, commit: commit)
    }

    func pass<Answer: Sendable>(
        _ call: SessionStoreCall,
        _ body: @escaping @Sendable (any SessionStore) async throws -> Answer
    ) async throws -> Answer {
        try await body(base)
    }
}

/// Base64url, written with Foundation so that the suite does not check the library with
/// the library's own code.
enum Base64 {
    static func encode(_ bytes: [UInt8]) -> String {
        let text = Data(bytes).base64EncodedString()
        return String(text.compactMap { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 == "=" ? nil : $0 })
    }
}
