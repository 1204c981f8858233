// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Testing
import WebSessionsTesting

@testable import WebSessions

@Suite struct CookieTests {
    private let keys = SessionKeyRing.generated()
    private let now = SessionInstant(millisecondsSince1970: 2_147_472_000_000)

    struct BrokenRule: Sendable, CustomTestStringConvertible {
        let message: String
        var namespace = "id"
        var prefix = CookiePrefix.none
        var attributes = CookieAttributes()
        var lifetime: Int?
        var testDescription: String { message }
    }

    static let brokenRules = [
        BrokenRule(message: "1 to 30 letters", namespace: ""),
        BrokenRule(message: "1 to 30 letters", namespace: "a-b"),
        BrokenRule(message: "1 to 30 letters", namespace: "a b"),
        BrokenRule(message: "1 to 30 letters", namespace: "ü"),
        BrokenRule(message: "1 to 30 letters", namespace: String(repeating: "a", count: 31)),
        BrokenRule(message: "negative", lifetime: -1),
        BrokenRule(
            message: "a __Secure- cookie must be secure",
            prefix: .secure,
            attributes: CookieAttributes(secure: false)
        ),
        BrokenRule(
            message: "must have the path /",
            prefix: .host,
            attributes: CookieAttributes(path: "/a")
        ),
        BrokenRule(
            message: "cannot have a domain",
            prefix: .host,
            attributes: CookieAttributes(domain: "a.example")
        ),
        BrokenRule(
            message: "SameSite=None must be secure",
            attributes: CookieAttributes(secure: false, sameSite: CookieAttributes.SameSite.none)
        ),
        BrokenRule(
            message: "partitioned cookie must be secure",
            attributes: CookieAttributes(secure: false, partitioned: true)
        ),
        BrokenRule(message: "starts with '/'", attributes: CookieAttributes(path: "a")),
        BrokenRule(message: "starts with '/'", attributes: CookieAttributes(path: "/;x")),
        BrokenRule(message: "host name", attributes: CookieAttributes(domain: "a..b")),
        BrokenRule(message: "host name", attributes: CookieAttributes(domain: "")),
        BrokenRule(message: "host name", attributes: CookieAttributes(domain: "a b")),
    ]

    @Test(arguments: brokenRules)
    func rulesAreChecked(_ rule: BrokenRule) throws {
        let error = #expect(throws: SessionError.self) {
            try CookieClientIDManager(
                keys: keys,
                application: "a",
                namespace: rule.namespace,
                prefix: rule.prefix,
                attributes: rule.attributes,
                cookieLifetime: rule.lifetime
            )
        }
        #expect(error?.code == .invalidConfiguration)
        #expect(error?.message.contains(rule.message) == true)
    }

    @Test func zopeNamespacesAreAccepted() throws {
        for name in ["a", "zope3_cs_1A", String(repeating: "a", count: 30), "9_"] {
            let manager = try manager(namespace: name, prefix: .none)
            #expect(manager.cookieName == name)
        }
    }

    @Test func lifetimesBecomeAttributes() throws {
        let id = ClientID(random: SystemRandomSource())
        #expect(try !setCookie(manager(), id).contains("Max-Age"))
        let day = try setCookie(manager(lifetime: 86_400), id)
        #expect(day.contains("; Max-Age=86400; Expires=Wed, 20 Jan 2038 00:00:00 GMT; Secure"))
        let long = try setCookie(manager(lifetime: 0), id)
        #expect(long.contains("; Max-Age=34560000; Expires=Wed, 23 Feb 2039 00:00:00 GMT"))
        let capped = try setCookie(manager(lifetime: 99_999_999), id)
        #expect(capped.contains("; Max-Age=34560000;"))
    }

    @Test func everyAttributeIsWritten() throws {
        let attributes = CookieAttributes(
            path: "/shop",
            domain: ".shop.example",
            sameSite: .strict,
            partitioned: true
        )
        let manager = try CookieClientIDManager(
            keys: keys,
            application: "a",
            prefix: .secure,
            attributes: attributes
        )
        let cookie = try setCookie(manager, ClientID(random: SystemRandomSource()))
        #expect(cookie.hasPrefix("__Secure-id=v1."))
        let expected = "; Path=/shop; Domain=.shop.example; Secure; HttpOnly; SameSite=Strict"
        #expect(cookie.hasSuffix(expected + "; Partitioned"))
        #expect(cookie.utf8.count < 4096)
    }

    @Test func developmentWorksOverPlainHTTP() throws {
        let manager = try CookieClientIDManager.plainHTTPDevelopment(application: "a")
        let cookie = try setCookie(manager, ClientID(random: SystemRandomSource()))
        #expect(cookie.hasPrefix("id=v1."))
        #expect(!cookie.contains("Secure"))
        #expect(cookie.contains("HttpOnly"))
    }

    @Test func cookiesAreFoundInAnyForm() throws {
        let headers = ["a=1;x=y", " x = y ;", "x=y", "x=;;x=y", "b; x=y;=;c", "x=z; x=y"]
        for header in headers {
            let values = RequestCookies(named: "x", in: [.cookie: header]).values
            #expect(values.last == Array("y".utf8), "\(header)")
        }
        #expect(RequestCookies(named: "x", in: [.cookie: "X=y; xx=y; ax=y"]).values.isEmpty)
        var fields = HTTPFields()
        fields.append(HTTPField(name: .cookie, value: "x=1"))
        fields.append(HTTPField(name: .cookie, value: "a=b; x=2"))
        #expect(RequestCookies(named: "x", in: fields).values.count == 2)
    }

    @Test func anyBytesAreParsed() {
        let random = SeededRandomSource(seed: 7)
        for _ in 0..<2000 {
            let bytes = Array("x=".utf8) + random.bytes(60) + Array("; x=y".utf8)
            let field = HTTPField(name: .cookie, lenientValue: bytes)
            var fields = HTTPFields()
            fields.append(field)
            #expect(RequestCookies(named: "x", in: fields).values.last == Array("y".utf8))
        }
    }

    @Test func manyCookiesOfOneNameAreCutOff() {
        let header = Array(repeating: "x=1", count: 1000).joined(separator: ";")
        let values = RequestCookies(named: "x", in: [.cookie: header]).values
        #expect(values.count == RequestCookies.maximumCount)
    }

    @Test func datesAreWrittenAsHTTPWantsThem() {
        let dates: [(Int64, String)] = [
            (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
            (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
            (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
            (2_147_472_000, "Tue, 19 Jan 2038 00:00:00 GMT"),
            (253_402_300_799, "Fri, 31 Dec 9999 23:59:59 GMT"),
            (.max / 1000, "Fri, 31 Dec 9999 23:59:59 GMT"),
        ]
        for (seconds, text) in dates {
            let instant = SessionInstant(millisecondsSince1970: seconds * 1000)
            #expect(HTTPDate.text(of: instant) == text)
        }
    }

    private func manager(
        namespace: String = "id",
        prefix: CookiePrefix = .host,
        lifetime: Int? = nil
    ) throws -> CookieClientIDManager {
        try CookieClientIDManager(
            keys: keys,
            application: "a",
            namespace: namespace,
            prefix: prefix,
            cookieLifetime: lifetime
        )
    }

    private func setCookie(_ manager: CookieClientIDManager, _ id: ClientID) throws -> String {
        let fields = manager.fields(
            issuing: id,
            to: ClientRequest(HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/")),
            lifetime: nil,
            now: now
        )
        return try #require(fields.first).value
    }
}
