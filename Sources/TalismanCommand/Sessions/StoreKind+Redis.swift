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
        guard let name = names.first else {
            throw Diagnosis("there are no sessions at the server", .unusableFile)
        }
        guard names.count == 1 else {
            throw Diagnosis(
                "--application is missing; there are sessions of "
                    + names.map(quoted).joined(separator: ", "),
                .unusableFile
            )
        }
        return name
    }

    private static func withStore<Result: Sendable>(
        _ url: String,
        _ application: String,
        _ work: (RedisSessionStore) async throws -> Result
    ) async throws -> Result {
        let store = try RedisSessionStore(url: url, application: application)
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
    static let redis = missing(schemes, "redis://HOST:PORT", trait: "Redis")
    #endif
}
