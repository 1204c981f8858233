// SPDX-License-Identifier: Apache-2.0

import Foundation
package import PageTemplates

/// Which pages read the session, as `talisman check --record-cacheability` writes it.
///
/// A page that reads nothing of the session is the same for all visitors, and may be kept by a shared
/// cache. The file is committed, and `check` compares pages with it.
package struct CacheabilityRecord: Codable, Sendable, Equatable {
    /// Whether each page reads the session, by the names of their templates from the root.
    package var readsSession: [String: Bool]

    /// The namespaces of what is of a session: its values, digests of them, messages that wait.
    static let namespaces: Set<String> = ["session", "form_digest", "flash"]

    /// An empty record.
    package init() {
        readsSession = [:]
    }

    /// Reads a record.
    ///
    /// - Parameters:
    ///   - bytes: The JSON of a file.
    ///   - name: Its name, for the error.
    /// - Throws: `TemplateError` with the code `invalidData` for what is none.
    package init(reading bytes: [UInt8], of name: String) throws(TemplateError) {
        do {
            self = try JSONDecoder().decode(CacheabilityRecord.self, from: Data(bytes))
        } catch {
            throw TemplateError(
                .invalidData,
                "'\(name)' does not say which pages read the session",
                notes: [.init("'talisman check --record-cacheability \(name)' writes such a file")]
            )
        }
    }

    /// The record as a file: sorted by name, and ended by a line end.
    package func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
    }

    /// Whether a page was the same for all visitors; also where nothing is known of it, not.
    package func wasCacheable(_ name: String) -> Bool { readsSession[name] == false }

    /// Whether a page reads the session, or may read it by macros that only a render knows.
    package static func readsSession(_ reads: TemplateReads) -> Bool {
        reads.isOpen || reads.all.contains { namespaces.contains($0.namespace) }
    }
}
