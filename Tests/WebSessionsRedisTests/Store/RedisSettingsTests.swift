// SPDX-License-Identifier: Apache-2.0

#if Redis
import Logging
import ServiceLifecycle
import TestSupport
import Testing
import WebSessions

@testable import WebSessionsRedis

@Suite struct RedisSettingsTests {
    private let good = [
        "maxmemory-policy": "noeviction", "appendonly": "yes", "appendfsync": "everysec",
        "save": "",
    ]

    @Test func safeSettingsAreNotWarnedOf() {
        #expect(warnings("redis_version:7.0.15\r\n", good) == [])
        #expect(warnings("redis_version:7.2.4\r\nvalkey_version:8.1.0\r\n", good) == [])
    }

    @Test(arguments: [
        ("maxmemory-policy", "allkeys-lru", "set it to noeviction"),
        ("maxmemory-policy", "volatile-ttl", "drop live sessions"),
        ("appendonly", "no", "restart of the server ends all sessions"),
        ("appendfsync", "no", "set it to everysec or always"),
    ])
    func eachUnsafeSettingHasAWarning(_ name: String, _ value: String, _ text: String) {
        let found = warnings("redis_version:7.0.15", good.merging([name: value]) { $1 })
        #expect(found.count == 1)
        #expect(found.first?.contains(text) == true, "\(found)")
    }

    @Test func snapshotsAloneAreWarnedOf() {
        let found = warnings(
            "redis_version:7.0.15",
            good.merging(["appendonly": "no", "save": "3600 1"]) { $1 }
        )
        #expect(found.first?.contains("since its last snapshot") == true)
    }

    @Test(arguments: ["redis_version:6.2.7", ""])
    func anOldVersionIsWarnedOf(_ info: String) {
        #expect(warnings(info, good).first?.contains("Redis 7") == true)
    }

    @Test func withoutConfigWhatInfoSaysIsUsed() {
        let info = "redis_version:7.0.15\r\nmaxmemory_policy:allkeys-lru\r\naof_enabled:0\r\n"
        let found = warnings(info, nil)
        #expect(found.count == 3)
        #expect(found.last?.contains("may not run CONFIG GET") == true)
    }

    @Test(.enabled(if: RedisServer.isExpected, "there is no redis-server"))
    func theServiceLogsWhatIsUnsafeAndClosesTheStore() async throws {
        let server = try await RedisServer(["--maxmemory-policy", "allkeys-lru"])
        let log = LogLines()
        let store = try RedisSessionStore(
            url: server.url,
            application: "shop",
            logger: log.logger
        )
        let group = ServiceGroup(
            services: [store],
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        async let running: Void = group.run()
        try await RedisCluster.until("the warnings are logged") { log.all.count == 2 }
        #expect(log.all[0].contains("127.0.0.1:\(server.port): maxmemory-policy is allkeys-lru"))
        #expect(log.all[1].contains("appendonly is no"))
        await group.triggerGracefulShutdown()
        try await running
        await #expect(throws: SessionError.self) { try await store.records(ofPrincipal: "ada") }
        let clients = try await server.command("INFO", "clients")
        #expect(clients.contains("connected_clients:1"), "redis-cli alone")
    }

    private func warnings(_ info: String, _ settings: [String: String]?) -> [String] {
        RedisSettings(info: info, settings: settings).warnings
    }
}
#endif
