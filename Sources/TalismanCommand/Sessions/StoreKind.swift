// SPDX-License-Identifier: Apache-2.0

import WebSessions

/// Where a store is.
struct StoreAddress: Sendable {
    /// The whole URL; there may be a password in it.
    let url: String

    /// The URL behind its scheme.
    let place: String

    /// The application whose sessions are meant, where a store has those of several; nil for
    /// the only one.
    let application: String?

    /// What the tables begin with in a database that is not of sessions alone.
    let tablePrefix: String?

    /// The schema whose sessions are meant, where a database has several; nil for the only one.
    let schema: String?

    /// Whether the work writes nothing.
    let isReadOnly: Bool
}

/// A kind of store that a URL can name.
struct StoreKind: Sendable {
    typealias Work = @Sendable (any SessionStore) async throws -> Void

    /// What its URLs begin with, before the colon.
    let schemes: Set<String>

    /// How its URLs look, for messages.
    let form: String

    /// Opens the store at what follows the scheme, does the work, and closes it.
    let use: @Sendable (_ address: StoreAddress, _ work: Work) async throws -> Void

    /// All kinds; each is in a file of its own, for its package trait may be off.
    static let all: [StoreKind] = [.sqlite, .redis, .postgres]

    /// Stands for the store of a kind whose trait is off.
    static func missing(_ schemes: Set<String>, _ form: String, trait: String) -> StoreKind {
        StoreKind(schemes: schemes, form: form) { _, _ in
            throw Diagnosis(
                "this command was built without the package trait \(trait), which \(form) needs",
                .unusableFile
            )
        }
    }
}
