// SPDX-License-Identifier: Apache-2.0

#if Redis
import Foundation
import StoreTestSupport
import TestSupport
import Testing
import WebSessions
import WebSessionsTesting

@testable import WebSessionsRedis

@Suite(.enabled(if: RedisServer.isExpected, "there is no redis-server"))
struct RedisSecurityTests {
    @Test func theDocumentedPermissionsSuffice() async throws {
        let server = try await RedisServer()
        try await server.command(Self.documentedUser(password: "sesame"))
        try await server.command("ACL", "SETUSER", "default", "off")
        let url = server.url.replacing("://", with: "://shop:sesame@") + "/3"
        let store = try RedisSessionStore(url: url, application: "shop")
        let id = ClientID(random: SystemRandomSource())
        let field = try SessionField(package: "p", key: "k")
        let hour = SessionPolicy(resolution: .zero)
        _ = try await store.create(
            id.locator,
            secretHash: id.secretHash,
            commit: SessionCommit([.set(field, .integer(1))], policy: hour, principal: "ada")
        )
        let forever = SessionPolicy(timeout: .zero)
        for (operation, policy) in [
            (SessionOperation.add(field, 1), hour), (.clear(package: "p"), forever),
        ] {
            let read = try await store.read(
                id.locator,
                secretHash: id.secretHash,
                reads: .packages(["p"]),
                touch: policy
            )
            guard case .found = read else { throw Program.Failure(description: "\(read)") }
            let commit = SessionCommit([operation], policy: policy, principal: .some(nil))
            let result = try await store.commit(id.locator, secretHash: id.secretHash, commit)
            guard case .committed = result else {
                throw Program.Failure(description: "\(result)")
            }
        }
        #expect(try await store.records(after: nil, limit: 10).records.count == 1)
        #expect(try await store.records(ofPrincipal: "ada").records.isEmpty)
        #expect(try await store.sweep(limit: 10) == 0)
        #expect(try await store.revoke(id.locator, secretHash: nil))
        let kept = SessionCommit(policy: hour, keepsEnd: true)
        _ = try await store.create(id.locator, secretHash: id.secretHash, commit: kept)
        #expect(try await store.revoke(id.locator, secretHash: nil))
        #expect(try await store.ends(limit: 10) == [])
        let ends = try await store.ends(of: id.locator)
        #expect(ends.count == 1)
        try await store.forget(ends)
        #expect(try await store.settingsWarnings().allSatisfy { !$0.contains("CONFIG") })
        await store.close()
    }

    @Test func aWrongPasswordIsAnErrorWithoutIt() async throws {
        let server = try await RedisServer()
        try await server.command(Self.documentedUser(password: "sesame"))
        let url = server.url.replacing("://", with: "://shop:open@")
        let store = try SharedRedis.store(url: url)
        let error = await #expect(throws: SessionError.self) {
            try await store.records(ofPrincipal: "ada")
        }
        #expect(error?.code == .storeUnavailable)
        #expect(error?.message.contains("refused the user name and password") == true)
        let report = "\(String(describing: error)) \(String(describing: error?.underlying))"
        #expect(!report.contains("open"), "\(report)")
        await store.close()
    }

    @Test func connectionsAreEncrypted() async throws {
        let certificate = try LocalCertificate()
        let (server, port) = try await certificate.server()
        let tls = RedisTLS(authorities: certificate.path)
        for host in ["127.0.0.1", "localhost"] {
            let store = try RedisSessionStore(
                url: "rediss://\(host):\(port)",
                application: "shop",
                tls: tls
            )
            #expect(try await store.records(ofPrincipal: "ada").records.isEmpty)
            await store.close()
        }
        #expect(try await server.command("INFO", "commandstats").contains("cmdstat_zrange"))
    }

    @Test func aServerWithoutATrustedCertificateIsRefused() async throws {
        let certificate = try LocalCertificate()
        let (server, port) = try await certificate.server()
        let strangers = [
            ("127.0.0.1", RedisTLS()), ("127.0.0.2", RedisTLS(authorities: certificate.path)),
        ]
        for (host, tls) in strangers {
            let store = try RedisSessionStore(
                url: "rediss://\(host):\(port)",
                application: "shop",
                timeout: .seconds(1),
                tls: tls
            )
            let error = await #expect(throws: SessionError.self) {
                try await store.records(ofPrincipal: "ada")
            }
            #expect(error?.code == .storeUnavailable, "\(host): \(String(describing: error))")
            await store.close()
        }
        #expect(try await !server.command("INFO", "commandstats").contains("cmdstat_zrange"))
    }

    @Test func certificatesThatAreNotThereAreNamed() {
        let error = #expect(throws: SessionError.self) {
            try RedisSessionStore(
                url: "rediss://localhost",
                application: "shop",
                tls: RedisTLS(certificate: "/nowhere.pem")
            )
        }
        #expect(error?.code == .invalidConfiguration)
    }

    @Test(arguments: ["a b", "a{b", "a}b", "\u{E9}", "a\nb"])
    func aPrefixThatWouldBreakKeysIsRefused(_ prefix: String) {
        let error = #expect(throws: SessionError.self) {
            try RedisSessionStore(url: "redis://h", application: "shop", prefix: prefix)
        }
        #expect(error?.code == .invalidConfiguration)
    }

    @Test func applicationsDoNotSeeEachOther() async throws {
        let server = try await RedisServer()
        let stores = try ["a", "[ab]", "*", "?", "\\"].map {
            try RedisSessionStore(url: server.url, application: $0)
        }
        for store in stores {
            let counter = Counter()
            try await counter.make(in: store)
        }
        for store in stores {
            let listed = try await store.records(after: nil, limit: 10).records
            #expect(listed.count == 1, "\(store.keys)")
            await store.close()
        }
    }

    /// The command in the documentation.
    private static func documentedUser(password: String) throws -> [String] {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let path = "../../../Sources/WebSessionsRedis/WebSessionsRedis.docc/Keys.md"
        let text = try String(contentsOf: tests.appending(path: path), encoding: .utf8)
        let block = try #require(
            text.components(separatedBy: "```").first { $0.contains("SETUSER") }
        )
        return block.split(whereSeparator: \.isWhitespace).map { word in
            word == ">PASSWORD" ? ">\(password)" : String(word)
        }
    }
}
#endif
