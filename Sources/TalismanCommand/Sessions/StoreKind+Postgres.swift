// SPDX-License-Identifier: Apache-2.0

import WebSessions
import WebSessionsPostgres

extension StoreKind {
    private static let schemes: Set<String> = ["postgres", "postgresql"]
    private static let form = "postgres://HOST/DATABASE"

    #if PostgreSQL
    /// The sessions of a schema in PostgreSQL, which is not made where there is none.
    static let postgres = StoreKind(schemes: schemes, form: form) { address, work in
        let names = try await withStore(address.url) { try await $0.schemas() }
        let name = try schema(address.schema, of: names)
        try await withStore(address.url, schema: name, work)
    }

    /// The schema that is named, or the only one.
    private static func schema(_ name: String?, of names: [String]) throws -> String {
        if let name {
            guard names.contains(name) else {
                throw Diagnosis(
                    "there are no sessions in a schema \(quoted(name)) of the database",
                    .unusableFile
                )
            }
            return name
        }
        guard let first = names.first else {
            throw Diagnosis("there are no sessions in the database", .unusableFile)
        }
        guard names.count == 1 else {
            throw Diagnosis(
                "--schema is missing; there are sessions in "
                    + names.map(quoted).joined(separator: ", "),
                .unusableFile
            )
        }
        return first
    }

    /// It need not know of a pooler: what works without one is not used for a few calls.
    private static func withStore<Result: Sendable>(
        _ url: String,
        schema: String = "talisman",
        _ work: (PostgresSessionStore) async throws -> Result
    ) async throws -> Result {
        let store = try PostgresSessionStore(
            url: url,
            schema: schema,
            connections: 1,
            isPooled: true,
            migrates: false
        )
        do {
            let result = try await work(store)
            await store.close()
            return result
        } catch {
            await store.close()
            throw error
        }
    }

    private static func quoted(_ name: String) -> String {
        "'\(TerminalText.shown(name))'"
    }
    #else
    /// Stands for the store that was not built.
    static let postgres = missing(schemes, form, trait: "PostgreSQL")
    #endif
}
