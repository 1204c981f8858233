// SPDX-License-Identifier: Apache-2.0

import WebSessions
import WebSessionsRedis

extension StoreKind {
    private static let schemes: Set<String> = [
        "redis", "rediss", "redis+sentinel", "rediss+sentinel", "redis+cluster", "rediss+cluster",
    ]

    #if Redis
    /// The sessions of an application in Redis.
    static let redis = StoreKind(schemes: schemes, form: "redis://HOST:PORT") { address, work in
        let name = try await application(of: address)
        try await withStore(address.url, name) { store in
            guard try await store.hasRecords() else {
                throw Diagnosis(
                    "there are no sessions of an application \(quoted(name)) at the server",
                    .unusableFile
                )
            }
            try await work(store)
        }
    }

    /// The application that is named, or the only one.
    private static func application(of address: StoreAddress) async throws -> String {
        if let name = address.application { return name }
        let names = try await withStore(address.url, "") { try await $0.applications() }
        let choice = "--application is missing; there are sessions of"
        return try only(names, "at the server", choice)
    }

    private static func withStore<Result>(
        _ url: String,
        _ application: String,
        _ work: (RedisSessionStore) async throws -> Result
    ) async throws -> Result {
        let store = try RedisSessionStore(url: url, application: application)
        return try await closing(store, { await $0.close() }, work)
    }
    #else
    /// Stands for the store that was not built.
    static let redis = missing(schemes, "redis://HOST:PORT", trait: "Redis")
    #endif
}
