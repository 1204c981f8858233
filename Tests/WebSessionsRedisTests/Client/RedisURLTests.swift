// SPDX-License-Identifier: Apache-2.0

#if Redis
import Testing
import WebSessions

@testable import WebSessionsRedis

@Suite struct RedisURLTests {
    @Test func readsAServer() throws {
        let url = try RedisURL("redis://localhost")
        #expect(url.arrangement == .single)
        #expect(url.endpoints == [RedisEndpoint(host: "localhost", port: 6379)])
        #expect(url.credentials == nil)
        #expect(url.database == 0)
        #expect(!url.isEncrypted)
        #expect(try RedisURL("rediss://localhost/").isEncrypted)
        #expect(try RedisURL("redis://h:1/15").database == 15)
    }

    @Test(arguments: [
        ("redis://ada:secret@h", "ada", "secret"), ("redis://:secret@h", nil, "secret"),
        ("redis://secret@h", nil, "secret"), ("redis://a%3Ab:p%40%2F%25@h", "a:b", "p@/%"),
        ("redis://ada:a@b:c/d@h", "ada", "a@b:c/d"),
    ])
    func readsUserAndPassword(_ text: String, _ user: String?, _ password: String) throws {
        let url = try RedisURL(text)
        #expect(url.credentials == RedisCredentials(user: user, password: password))
        #expect(url.endpoints == [RedisEndpoint(host: "h", port: 6379)])
    }

    @Test func readsSentinelsAndClusters() throws {
        let sentinel = try RedisURL("redis+sentinel://:pw@a,b:5/main/3")
        #expect(sentinel.arrangement == .sentinel(master: "main"))
        #expect(sentinel.database == 3)
        #expect(sentinel.endpoints.map(\.description) == ["a:26379", "b:5"])
        let cluster = try RedisURL("rediss+cluster://[::1]:7000,h")
        #expect(cluster.arrangement == .cluster)
        #expect(cluster.isEncrypted)
        #expect(cluster.endpoints.map(\.description) == ["[::1]:7000", "h:6379"])
    }

    @Test(arguments: [
        ("sentinel-password=p%26%40%3F", nil, "p&@?"), ("sentinel-password=a=b", nil, "a=b"),
        ("sentinel-user=ops&sentinel-password=p", "ops", "p"),
        ("sentinel-password=p&sentinel-user=ops", "ops", "p"),
    ])
    func readsWhatSentinelsWant(_ query: String, _ user: String?, _ password: String) throws {
        let url = try RedisURL("redis+sentinel://ada:secret@h/main/2?\(query)")
        #expect(url.sentinelCredentials == RedisCredentials(user: user, password: password))
        #expect(url.credentials == RedisCredentials(user: "ada", password: "secret"))
        #expect(url.database == 2)
        #expect(try RedisURL("redis+sentinel://ada:secret@h/main").sentinelCredentials == nil)
    }

    @Test(arguments: [
        ("", "no scheme"), ("sesame@h", "no scheme"), ("http://:sesame@h", "none of"),
        ("redis://", "no host"), ("redis://:sesame@", "no host"), ("redis://:sesame@h:", "port"),
        ("redis://:sesame@h:0", "port"), ("redis://:sesame@h:65536", "port"),
        ("redis://:sesame@h/x", "database"), ("redis://:sesame@h/-1", "database"),
        ("redis://:sesame@h/1/2", "more than"), ("redis://:sesame@a,b", "several hosts"),
        ("redis://ada:@h", "no password"), ("redis://:ses%ame@h", "percent"),
        ("redis://:ses%ffame@h", "percent"), ("redis://:ses?ame@h", "query"),
        ("redis://:ses#ame@h", "query"), ("redis+sentinel://:sesame@h", "name of a master"),
        ("redis+cluster://:sesame@h/1", "no databases"), ("redis://:sesame@[::1", "bracket"),
        ("redis://:sesame@[::1]x", "between"), ("redis+cluster://:sesame@a,,b", "no host"),
        ("redis://h:sesame", "port"), ("redis://ada:sesame/h", "port"),
        ("redis+sentinel://:ses?ame@h/main", "query"),
        ("redis://h?sentinel-password=sesame", "query"),
        ("redis+sentinel://h/m?sentinel-password=ses@ame", "query"),
        ("redis+sentinel://h/m?sentinel-password=ses?ame", "query"),
        ("redis+sentinel://h/m?password=sesame", "something else"),
        ("redis+sentinel://h/m?sentinel-password=sesame&", "something else"),
        ("redis+sentinel://h/m?sentinel-password=sesame&sentinel-password=x", "something else"),
        ("redis+sentinel://h/m?sentinel-password=ses%ame", "percent"),
        ("redis+sentinel://h/m?sentinel-user=sesame", "no sentinel-password"),
        ("redis+sentinel://h/m?sentinel-password=", "no sentinel-password"),
    ])
    func aBadURLIsAnErrorWithoutThePassword(_ text: String, _ problem: String) {
        let error = #expect(throws: SessionError.self) { try RedisURL(text) }
        #expect(error?.code == .invalidConfiguration)
        #expect(error?.message.contains(problem) == true, "\(error?.message ?? "")")
        let report = "\(String(describing: error))".replacing("databases", with: "")
        #expect(!report.contains("ses") && !report.contains("ame@"), "\(report)")
    }

    @Test func thePasswordIsNotPrinted() throws {
        let url = try RedisURL("redis+sentinel://ada:sesame@h/m?sentinel-password=sesame")
        var dumped = ""
        dump(url, to: &dumped)
        dump(url.credentials, to: &dumped)
        dump(url.sentinelCredentials, to: &dumped)
        for text in [
            "\(url)", String(reflecting: url), "\(String(describing: url.credentials))", dumped,
        ] {
            #expect(!text.contains("sesame"), "\(text)")
        }
    }
}
#endif
