// SPDX-License-Identifier: Apache-2.0

import Foundation
package import PageTemplates

/// Which pages read the session, as `talisman check --record-cacheability` writes it.
///
/// A page that reads nothing of the session is the same for all visitors, and may be kept by a shared
/// cache. The file is committed, and `check` compares pages with it. It names templates from its own
/// folder, so that it says the same of them from wherever `check` runs.
package struct CacheabilityRecord: Sendable, Equatable {
    /// Whether each page reads the session, by the paths of their templates from the folder.
    private var readsSession: [String: Bool]

    /// The folder of the file.
    private let folder: String

    /// The namespaces of what is of a session: its values, digests of them, messages that wait.
    static let namespaces: Set<String> = ["session", "form_digest", "flash"]

    private struct Content: Codable {
        let readsSession: [String: Bool]
    }

    /// An empty record.
    ///
    /// - Parameter path: The path of its file.
    package init(of path: String) {
        readsSession = [:]
        folder = Self.folder(of: path)
    }

    /// Reads a record.
    ///
    /// - Parameters:
    ///   - bytes: The JSON of a file.
    ///   - path: Its path.
    /// - Throws: `TemplateError` with the code `invalidData` for what is none.
    package init(reading bytes: [UInt8], of path: String) throws(TemplateError) {
        do {
            let content = try JSONDecoder().decode(Content.self, from: Data(bytes))
            readsSession = content.readsSession
        } catch {
            throw TemplateError(
                .invalidData,
                "'\(path)' does not say which pages read the session",
                notes: [
                    .init("remove it, and 'talisman check --record-cacheability \(path)' writes it")
                ]
            )
        }
        folder = Self.folder(of: path)
    }

    /// The record as a file: sorted by name, and ended by a line end.
    package func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(Content(readsSession: readsSession))) + [UInt8(ascii: "\n")]
    }

    // MARK: - Pages

    /// Notes what the page of a template reads.
    package mutating func note(_ reads: TemplateReads, of path: String) {
        readsSession[key(of: path)] = Self.readsSession(reads)
    }

    /// Forgets the templates that are no longer there.
    package mutating func dropMissing() {
        readsSession = readsSession.filter {
            FileManager.default.fileExists(atPath: "\(folder)/\($0.key)")
        }
    }

    /// Whether the page of a template was the same for all visitors; also where nothing is known of
    /// it, not.
    package func wasCacheable(_ path: String) -> Bool { readsSession[key(of: path)] == false }

    /// Whether a page reads the session, or may read it by macros that only a render knows.
    static func readsSession(_ reads: TemplateReads) -> Bool {
        reads.isOpen || reads.all.contains { namespaces.contains($0.namespace) }
    }

    // MARK: - Paths

    private static func folder(of path: String) -> String {
        URL(filePath: path).deletingLastPathComponent().resolvingSymlinksInPath().path
    }

    /// The path of a template from the folder.
    private func key(of path: String) -> String {
        let from = folder.split(separator: "/")
        let name = URL(filePath: path).lastPathComponent[...]
        let to = Self.folder(of: path).split(separator: "/") + [name]
        let common = zip(from, to).prefix { $0 == $1 }.count
        let ups = Array(repeating: Substring(".."), count: from.count - common)
        return (ups + to[common...]).joined(separator: "/")
    }
}
