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
        guard let name else {
            let choice = "--schema is missing; there are sessions in"
            return try only(names, "in the database", choice)
        }
        guard names.contains(name) else {
            throw Diagnosis(
                "there are no sessions in a schema \(quoted(name)) of the database",
                .unusableFile
            )
        }
        return name
    }

    /// It need not know of a pooler: what works without one is not used for a few calls.
    private static func withStore<Result>(
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
        return try await closing(store, { await $0.close() }, work)
    }
    #else
    /// Stands for the store that was not built.
    static let postgres = missing(schemes, form, trait: "PostgreSQL")
    #endif
}
