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

    /// The name of those whose sessions are meant, where there are some of several.
    ///
    /// - Parameters:
    ///   - names: Those that have sessions.
    ///   - place: Where they are, for messages.
    ///   - choice: What is said before the names where there are several.
    /// - Returns: The name.
    /// - Throws: `Diagnosis` where there are none, or more than one.
    static func only(_ names: [String], _ place: String, _ choice: String) throws -> String {
        guard let first = names.first else {
            throw Diagnosis("there are no sessions \(place)", .unusableFile)
        }
        guard names.count == 1 else {
            let list = names.map(quoted).joined(separator: ", ")
            throw Diagnosis("\(choice) \(list)", .unusableFile)
        }
        return first
    }

    /// A name as terminals may show it.
    static func quoted(_ name: String) -> String { "'\(TerminalText.shown(name))'" }

    /// Does some work with a store, and closes it.
    static func closing<Store, Value>(
        _ store: Store,
        _ close: (Store) async -> Void,
        _ work: (Store) async throws -> Value
    ) async throws -> Value {
        do {
            let value = try await work(store)
            await close(store)
            return value
        } catch {
            await close(store)
            throw error
        }
    }

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
