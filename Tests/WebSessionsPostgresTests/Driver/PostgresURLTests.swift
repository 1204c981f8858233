// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import Testing
import WebSessions

@testable import WebSessionsPostgres

@Suite struct PostgresURLTests {
    @Test func readsAServer() throws {
        let url = try PostgresURL("postgres://localhost/shop")
        #expect(url.endpoints == [PostgresEndpoint(host: "localhost", port: nil)])
        #expect(url.settings == ["dbname": "shop"])
        #expect(try PostgresURL("postgresql://h:1/").endpoints.map(\.description) == ["h:1"])
        #expect(try PostgresURL("postgres://").endpoints.map(\.host) == [nil])
        #expect(try PostgresURL("postgres:///shop").settings == ["dbname": "shop"])
    }

    @Test(
        arguments: [
            ("postgres://ada:secret@h", "ada", "secret"), ("postgres://ada@h", "ada", nil),
            ("postgres://:secret@h", nil, "secret"),
            ("postgres://a%3Ab:p%40%2F%25@h", "a:b", "p@/%"),
            ("postgres://ada:a@b:c@h", "ada", "a@b:c"),
            ("postgres://h?user=ada&password=p%26%3F", "ada", "p&?"),
        ] as [(String, String?, String?)]
    )
    func readsUserAndPassword(_ text: String, _ user: String?, _ password: String?) throws {
        let url = try PostgresURL(text)
        #expect(url.settings["user"] == user)
        #expect(url.settings["password"] == password)
        #expect(url.endpoints == [PostgresEndpoint(host: "h", port: nil)])
    }

    @Test func readsSeveralHosts() throws {
        let url = try PostgresURL("postgres://ada@a,b:5,[::1]:6/shop?target_session_attrs=any")
        #expect(url.endpoints.map(\.description) == ["a", "b:5", "[::1]:6"])
        #expect(url.settings["target_session_attrs"] == "any")
        let folder = try PostgresURL("postgres:///shop?host=/run/a,/run/b&port=5,6")
        #expect(folder.endpoints.map(\.description) == ["/run/a:5", "/run/b:6"])
        #expect(folder.endpoints.allSatisfy { $0.isLocal })
        let socket = try PostgresURL("postgres://%2Frun%2Fa:5/shop")
        #expect(socket.endpoints == [PostgresEndpoint(host: "/run/a", port: 5)])
    }

    @Test func readsParameters() throws {
        let url = try PostgresURL("postgres://h?sslmode=verify-full&sslrootcert=/etc/ca%20.pem")
        #expect(url.settings == ["sslmode": "verify-full", "sslrootcert": "/etc/ca .pem"])
    }

    @Test(arguments: [
        ("", "begin with"), ("sesame@h", "begin with"), ("http://:sesame@h", "begin with"),
        ("postgres://:sesame@h:0", "port"), ("postgres://:sesame@h:65536", "port"),
        ("postgres://h:sesame", "port"), ("postgres://:sesame@h:", "port"),
        ("postgres://:sesame@h/a/b", "more than"), ("postgres://:ses%ame@h", "percent"),
        ("postgres://:ses%ffame@h", "percent"), ("postgres://:ses%00ame@h", "percent"),
        ("postgres://:ses?ame@h", "query"), ("postgres://:ses#ame@h", "fragment"),
        ("postgres://h?sesame=1", "none of libpq's"), ("postgres://h?sesame", "none of libpq's"),
        ("postgres://h?password=ses@ame", "query"), ("postgres://h?password=ses?ame", "query"),
        ("postgres://h?password=sesame&password=x", "password twice"),
        ("postgres://:sesame@[::1", "bracket"), ("postgres://:sesame@[::1]x", "between"),
        ("postgres://:sesame@a,,b", "empty host"), ("postgres://:sesame@a%2Cb", "empty host"),
        ("postgres://:sesame@a?host=b", "hosts twice"),
        ("postgres:///d?host=a,b&port=1,2,3&password=sesame", "number of ports"),
    ])
    func aBadURLIsAnErrorWithoutThePassword(_ text: String, _ problem: String) {
        let error = #expect(throws: SessionError.self) { try PostgresURL(text) }
        #expect(error?.code == .invalidConfiguration)
        #expect(error?.message.contains(problem) == true, "\(error?.message ?? "")")
        let report = "\(String(describing: error))"
        #expect(!report.contains("sesame") && !report.contains("ame@"), "\(report)")
    }

    @Test func thePasswordIsNotPrinted() throws {
        let url = try PostgresURL("postgres://ada:sesame@h/d?sslpassword=sesame")
        var dumped = ""
        dump(url, to: &dumped)
        for text in ["\(url)", String(reflecting: url), dumped] {
            #expect(!text.contains("sesame"), "\(text)")
        }
    }

    @Test(arguments: [
        "", "Shop", "1a", "a b", "a\"b", "pg_shop", String(repeating: "a", count: 64),
    ])
    func aSchemaHasAPlainName(_ name: String) {
        let error = #expect(throws: SessionError.self) { try PostgresSchema(name: name) }
        #expect(error?.code == .invalidConfiguration)
    }
}
#endif
