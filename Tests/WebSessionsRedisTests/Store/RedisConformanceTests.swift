#if Redis
import TestSupport
import Testing
import WebSessions
import WebSessionsTesting

@Suite(.enabled(if: RedisServer.isExpected, "there is no redis-server"))
struct RedisStoreConformance {
    @Test(arguments: SessionStoreConformance.behaviours)
    func conforms(_ behaviour: SessionStoreConformance.Behaviour) async throws {
        try await behaviour.check { clock in
            try await SharedRedis.store(clock: clock)
        }
    }
}
#endif
