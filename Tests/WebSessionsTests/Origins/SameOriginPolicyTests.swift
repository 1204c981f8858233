// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Logging
import Testing
import WebSessions

@Suite struct SameOriginPolicyTests {
    @Test(
        arguments: [
            (.get, "cross-site", nil, nil),
            (.head, "cross-site", "https://evil.example", nil),
            (.options, "cross-site", "https://evil.example", nil),
            (.post, "same-origin", nil, nil),
            (.post, "none", nil, nil),
            (.post, "same-origin", "https://elsewhere.example", nil),
            (.post, "cross-site", "https://shop.example", .anotherSite),
            (.post, "same-site", nil, .anotherSite),
            (.post, "Same-Origin", nil, .anotherSite),
            (.post, "same-origin, cross-site", nil, .anotherSite),
            (.delete, "cross-site", nil, .anotherSite),
            (.post, nil, nil, nil),
            (.post, nil, "https://shop.example", nil),
            (.post, nil, "HTTPS://SHOP.EXAMPLE:443", nil),
            (.post, nil, "http://shop.example", nil),
            (.post, nil, "http://shop.example:443", .anotherOrigin),
            (.post, nil, "https://shop.example:8443", .anotherOrigin),
            (.post, nil, "https://shop.example.evil.example", .anotherOrigin),
            (.post, nil, "app://shop.example", .anotherOrigin),
            (.post, nil, "null", .noOrigin),
            (.post, nil, "", .noOrigin),
            (.post, nil, "https://shop.example, https://evil.example", .noOrigin),
            (.post, "cross-site", "https://pay.example", nil),
            (.post, "cross-site", "https://pay.example:443", nil),
            (.post, nil, "https://pay.example", nil),
            (.post, nil, "http://pay.example", .anotherOrigin),
        ] as [(HTTPRequest.Method, String?, String?, SameOriginRefusal.Reason?)]
    )
    func decidesByWhatTheBrowserSays(
        method: HTTPRequest.Method,
        site: String?,
        origin: String?,
        reason: SameOriginRefusal.Reason?
    ) throws {
        let policy = SameOriginPolicy(trustedOrigins: [try PublicOrigin("https://pay.example")])
        let request = try Self.request(method, "shop.example", site: site, origin: origin)
        #expect(policy.refusal(of: request)?.reason == reason)
    }

    @Test(
        arguments: [
            (.post, nil, nil, true), (.delete, nil, nil, true),
            (.get, nil, nil, false), (.head, nil, nil, false), (.options, nil, nil, false),
            (.post, "same-origin", nil, false), (.post, "cross-site", nil, false),
            (.post, nil, "https://shop.example", false), (.post, nil, "null", false),
            (.post, nil, "", false), (.post, "", nil, false),
        ] as [(HTTPRequest.Method, String?, String?, Bool)]
    )
    func whatSaysNothingIsUndecided(
        method: HTTPRequest.Method,
        site: String?,
        origin: String?,
        isUndecided: Bool
    ) throws {
        let request = try Self.request(method, "shop.example", site: site, origin: origin)
        #expect(SameOriginPolicy().isUndecided(request) == isUndecided)
    }

    /// The default port is as good as none, whoever wrote it.
    @Test(
        arguments: [
            ("shop.example:443", "https://shop.example", true),
            ("shop.example:80", "http://shop.example", true),
            ("shop.example", "https://shop.example:443", true),
            ("SHOP.example", "https://shop.example", true),
            ("shop.example:8443", "https://shop.example:8443", true),
            ("shop.example:80", "https://shop.example", false),
            ("shop.example", "https://shop.example:8443", false),
            ("127.0.0.1:8080", "https://shop.example", false),
            ("[::1]:8080", "http://[::1]:8080", true),
            ("bücher.example", "https://xn--bcher-kva.example", false),
            ("", "https://shop.example", false),
            (nil, "https://shop.example", false),
        ] as [(String?, String, Bool)]
    )
    func hostsAreComparedWithoutDefaultPorts(host: String?, origin: String, passes: Bool) throws {
        let request = try Self.request(.post, host, origin: origin)
        #expect((SameOriginPolicy().refusal(of: request) == nil) == passes)
    }

    @Test(
        arguments: [
            ("https://shop.example", nil, true),
            ("https://www.shop.example", nil, true),
            ("https://www.shop.example", "same-site", true),
            ("http://shop.example", nil, false),
            ("http://127.0.0.1:8080", nil, false),
            // A name that somebody else lets lead here.
            ("http://127.0.0.1:8080", "same-origin", false),
            ("https://evil.example", "none", false),
            ("https://shop.example", "same-origin", true),
            ("null", "same-origin", true),
            ("chrome-extension://abc", "none", true),
        ] as [(String, String?, Bool)]
    )
    func publicOriginsTakeThePlaceOfTheHost(origin: String, site: String?, passes: Bool) throws {
        let policy = SameOriginPolicy(publicOrigins: [
            try PublicOrigin("https://shop.example"), try PublicOrigin("https://www.shop.example"),
        ])
        let request = try Self.request(.post, "127.0.0.1:8080", site: site, origin: origin)
        #expect((policy.refusal(of: request) == nil) == passes)
    }

    @Test(
        arguments: [
            ("10.0.0.1", "https://shop.example", true),
            ("10.0.0.1", "http://shop.example", false),
            ("10.0.0.1", "http://backend", false),
            ("203.0.113.5", "https://shop.example", false),
            ("203.0.113.5", "https://backend", true),
            (nil, "https://shop.example", false),
        ] as [(String?, String, Bool)]
    )
    func onlyTrustedProxiesSayWhatWasAskedFor(peer: String?, origin: String, passes: Bool) throws {
        let policy = SameOriginPolicy(proxies: try TrustedProxies(["10.0.0.0/8"]))
        let fields = ["X-Forwarded-Proto": "https", "X-Forwarded-Host": "shop.example"]
        let request = try Self.request(.post, "backend", origin: origin, fields, peer: peer)
        #expect((policy.refusal(of: request) == nil) == passes)
    }

    @Test func aRefusalTellsWhatWasCompared() throws {
        let origin = "https://shop.example"
        let request = try Self.request(.post, "127.0.0.1:8080", origin: origin)
        let derived = try #require(SameOriginPolicy().refusal(of: request))
        #expect(
            derived.logMetadata == [
                "reason": "another-origin", "origin": "https://shop.example",
                "expected": "any://127.0.0.1:8080",
            ]
        )
        let proxies = try TrustedProxies(["10.0.0.1"])
        let untrusted = try #require(SameOriginPolicy(proxies: proxies).refusal(of: request))
        #expect(untrusted.logMetadata["proxy"] == "unknown")
        let site = SameOriginPolicy(publicOrigins: [try PublicOrigin("https://shop.example")])
        let other = try Self.request(.post, "x", site: "cross-site", origin: "null")
        #expect(
            site.refusal(of: other)?.logMetadata == [
                "reason": "another-site", "sec-fetch-site": "cross-site",
                "expected": "https://shop.example",
            ]
        )
    }

    /// Headers of a client go into the log only in the form of an origin.
    @Test(arguments: ["token-in-the-origin", "https://me:secret@evil.example", "null"])
    func aRefusalRepeatsNothingThatIsNoOrigin(text: String) throws {
        let request = try Self.request(.post, "shop.example", site: text, origin: text)
        let refusal = try #require(SameOriginPolicy().refusal(of: request))
        #expect(refusal.logMetadata["sec-fetch-site"] == "unreadable")
        #expect(refusal.logMetadata["origin"] == nil)
    }

    @Test(
        arguments: [
            ("cross-site", "https://shop.example", true),
            ("same-site", "https://www.shop.example", false),
            ("same-origin", nil, false),
            ("none", nil, false),
            (nil, nil, false),
            (nil, "https://shop.example", false),
            (nil, "https://pay.example", true),
            (nil, "null", true),
        ] as [(String?, String?, Bool)]
    )
    func anotherSiteIsOneEvenWhereItIsTrusted(
        site: String?,
        origin: String?,
        isOther: Bool
    ) throws {
        let policy = SameOriginPolicy(trustedOrigins: [try PublicOrigin("https://pay.example")])
        let request = try Self.request(.post, "shop.example", site: site, origin: origin)
        #expect(policy.isFromAnotherSite(request) == isOther)
    }

    private static func request(
        _ method: HTTPRequest.Method,
        _ host: String?,
        site: String? = nil,
        origin: String? = nil,
        _ fields: [String: String] = [:],
        peer: String? = nil
    ) throws -> ClientRequest {
        var head = HTTPRequest(method: method, scheme: "http", authority: host, path: "/")
        head.headerFields[try #require(HTTPField.Name("Sec-Fetch-Site"))] = site
        head.headerFields[.origin] = origin
        for (name, value) in fields {
            head.headerFields[try #require(HTTPField.Name(name))] = value
        }
        return ClientRequest(head, peer: peer)
    }
}
