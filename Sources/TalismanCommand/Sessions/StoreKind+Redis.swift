import WebSessions
import WebSessionsRedis

extension StoreKind {
    private static let schemes: Set<String> = [
        "redis", "rediss", "redis+sentinel", "rediss+sentinel", "redis+cluster", "rediss+cluster",
    ]

    #if Redis
    /// The sessions of an application in Redis.
    static let redis = StoreKind(schemes: schemes, form: "redis://HOST:PORT") { address, work in
        let store = try RedisSessionStore(url: address.url, application: address.application)
        do {
            try await work(store)
        } catch {
            await store.close()
            throw error
        }
        await store.close()
    }
    #else
    /// Stands for the store that was not built.
    static let redis = missing(schemes, "redis://HOST:PORT", trait: "Redis")
    #endif
}
