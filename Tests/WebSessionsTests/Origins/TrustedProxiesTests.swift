// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Testing

@testable import WebSessions

@Suite struct TrustedProxiesTests {
    private let proxies: TrustedProxies

    init() throws {
        proxies = try TrustedProxies(["127.0.0.1", "10.0.0.0/8", "fd00::/8"])
    }

    @Test(
        arguments: [
            ("127.0.0.1", true), ("127.0.0.2", false), ("10.255.0.1", true), ("11.0.0.1", false),
            ("::ffff:10.1.2.3", true), ("fd12::1", true), ("fe80::1%eth0", false),
            ("fd00::1%eth0", true), ("unix:", false), ("", false), ("localhost", false),
            (nil, false),
        ] as [(String?, Bool)]
    )
    func peersAreComparedByTheirBits(peer: String?, isTrusted: Bool) {
        #expect(proxies.contains(peer) == isTrusted)
    }

    @Test(
        arguments: [
            ("192.168.4.0/22", "192.168.7.255", "192.168.8.0"),
            ("10.0.0.1/8", "10.9.9.9", "11.0.0.1"),
            ("2001:db8::/33", "2001:db8:7fff::1", "2001:db8:8000::1"),
            ("0.0.0.0/0", "203.0.113.1", "2001:db8::1"),
        ]
    )
    func rangesEndAtTheirBit(range: String, inside: String, outside: String) throws {
        let proxies = try TrustedProxies([range])
        #expect(proxies.contains(inside))
        #expect(!proxies.contains(outside))
    }

    @Test(
        arguments: [
            "", "localhost", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0/8", "::/129",
            "10.0.0.0/8/8", "1.2.3.4\0",
        ]
    )
    func whatIsNoAddressIsRefused(text: String) {
        let error = #expect(throws: SessionError.self) { try TrustedProxies([text]) }
        #expect(error?.code == .invalidConfiguration)
    }

    @Test func aSocketIsAPeerOfItsOwn() throws {
        let sockets = try TrustedProxies(["unix:"])
        #expect(sockets.contains("unix:"))
        #expect(!sockets.contains("127.0.0.1"))
        #expect(!TrustedProxies.none.contains("unix:"))
    }

    @Test func aPeerThatIsNotTrustedIsNotBelieved() {
        for peer in ["203.0.113.5", nil] {
            let original = proxies.originalRequest(of: Self.head(Self.everything), peer: peer)
            #expect(original == Self.told(nil, "backend", peer))
        }
        let head = Self.head(Self.everything)
        let nobody = TrustedProxies.none.originalRequest(of: head, peer: "::1")
        #expect(nobody == Self.told(nil, "backend", "::1"))
    }

    @Test(
        arguments: [
            (["Proto": "https"], "https", "backend", "10.0.0.1"),
            (["Proto": "HTTPS", "Host": "shop.example"], "https", "shop.example", "10.0.0.1"),
            (["Host": "shop.example", "Port": "8443"], nil, "shop.example:8443", "10.0.0.1"),
            (["Host": "shop.example:1", "Port": "2"], nil, "shop.example:1", "10.0.0.1"),
            (["Port": "8443"], nil, "backend:8443", "10.0.0.1"),
            (["Proto": "gopher"], nil, "backend", "10.0.0.1"),
            (["For": "203.0.113.5"], nil, "backend", "203.0.113.5"),
            // What the client wrote stands on the left.
            (["For": "10.0.0.7, 203.0.113.5"], nil, "backend", "203.0.113.5"),
            // Two proxies: each replaces the other fields, or each adds to them.
            (
                [
                    "For": "9.9.9.9, 203.0.113.5, 10.0.0.2", "Proto": "https",
                    "Host": "shop.example",
                ],
                "https", "shop.example", "203.0.113.5"
            ),
            (
                [
                    "For": "203.0.113.5, 10.0.0.2", "Proto": "https, http",
                    "Host": "shop.example, b",
                ],
                "https", "shop.example", "203.0.113.5"
            ),
            (
                ["For": "203.0.113.5, 10.0.0.2", "Proto": "gopher, https, http"],
                "https", "backend", "203.0.113.5"
            ),
            (["For": "unknown, 10.0.0.2"], nil, "backend", "unknown"),
            (["For": "[2001:db8::1]:99, fd00::2"], nil, "backend", "[2001:db8::1]:99"),
            (["For": "10.0.0.3, 10.0.0.2"], nil, "backend", "10.0.0.3"),
        ] as [([String: String], String?, String, String)]
    )
    func theOutermostTrustedHopCounts(
        fields: [String: String],
        scheme: String?,
        authority: String,
        address: String
    ) {
        let named = Dictionary(uniqueKeysWithValues: fields.map { ("X-Forwarded-\($0)", $1) })
        let original = proxies.originalRequest(of: Self.head(named), peer: "10.0.0.1")
        #expect(original == Self.told(scheme, authority, address))
    }

    @Test(
        arguments: [
            (
                "proto=https;host=shop.example;for=203.0.113.5",
                "https", "shop.example", "203.0.113.5"
            ),
            (#"For="[2001:db8::1]:47";Proto=HTTPS"#, "https", "backend", "[2001:db8::1]:47"),
            (#"host="shop.example:8443""#, nil, "shop.example:8443", "10.0.0.1"),
            (#"host="shop\.example";by=10.0.0.1;other=x"#, nil, "shop.example", "10.0.0.1"),
            (
                "for=9.9.9.9;proto=http, for=203.0.113.5;proto=https",
                "https", "backend", "203.0.113.5"
            ),
            (
                "for=9.9.9.9, for=203.0.113.5;host=shop.example , for=10.0.0.2;proto=https;host=b",
                "https", "shop.example", "203.0.113.5"
            ),
            ("for=_hidden;proto=https, for=10.0.0.2;proto=http", "https", "backend", "_hidden"),
            // What breaks the grammar is believed in nothing.
            ("proto=https;proto=http", nil, "backend", "10.0.0.1"),
            (#"proto=https;host="shop.example"#, nil, "backend", "10.0.0.1"),
            ("proto=https host=shop.example", nil, "backend", "10.0.0.1"),
            ("proto=;host=shop.example", nil, "backend", "10.0.0.1"),
            ("", nil, "backend", "10.0.0.1"),
        ] as [(String, String?, String, String)]
    )
    func theStandardFieldIsRead(
        field: String,
        scheme: String?,
        authority: String,
        address: String
    ) throws {
        let proxies = try TrustedProxies(["10.0.0.0/8"], fields: .forwarded)
        let head = Self.head(["Forwarded": field])
        let original = proxies.originalRequest(of: head, peer: "10.0.0.1")
        #expect(original == Self.told(scheme, authority, address))
    }

    /// A proxy passes on what it does not write.
    @Test func onlyTheFieldsThatTheProxiesWriteAreRead() throws {
        let forged = ["Forwarded": "proto=https;host=evil.example"]
        #expect(
            proxies.originalRequest(of: Self.head(forged), peer: "10.0.0.1")
                == Self.told(nil, "backend", "10.0.0.1")
        )
        let standard = try TrustedProxies(["10.0.0.0/8"], fields: .forwarded)
        let other = ["X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"]
        #expect(
            standard.originalRequest(of: Self.head(other), peer: "10.0.0.1")
                == Self.told(nil, "backend", "10.0.0.1")
        )
    }

    // MARK: Support

    private static let everything = [
        "X-Forwarded-For": "203.0.113.5", "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "shop.example", "Forwarded": "proto=https;host=shop.example",
    ]

    private static func head(_ fields: [String: String]) -> HTTPRequest {
        var head = HTTPRequest(method: .post, scheme: "http", authority: "backend", path: "/")
        for (name, value) in fields {
            HTTPField.Name(name).map { head.headerFields[$0] = value }
        }
        return head
    }

    private static func told(
        _ scheme: String?,
        _ authority: String,
        _ address: String?
    ) -> OriginalRequest {
        OriginalRequest(scheme: scheme, authority: authority, address: address)
    }
}
