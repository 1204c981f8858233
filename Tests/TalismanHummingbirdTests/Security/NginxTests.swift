// SPDX-License-Identifier: Apache-2.0

#if Hummingbird
import Hummingbird
import HummingbirdTesting
import Logging
import TalismanHummingbird
import TestSupport
import Testing
import WebSessions

/// Forms of the site and of others, through an nginx that speaks TLS.
///
/// What `Origin` says is looked at here; browsers that send `Sec-Fetch-Site` have a test of
/// their own.
@Suite(.serialized) struct NginxTests {
    private static let site = "https://shop.example"
    private static let elsewhere = "https://evil.example"

    /// A way to configure nginx.
    enum Proxy: CaseIterable {
        /// `Host` is that of `proxy_pass`.
        case rewritten
        /// `Host` has no port.
        case withoutPort
        /// `Host` has the default port.
        case withDefaultPort
        /// `Host` is rewritten, and `X-Forwarded-Proto` and `X-Forwarded-Host` tell the origin.
        case forwarding
        /// The same with `Forwarded`.
        case forwardingByStandard
        /// What the documentation says.
        case documented

        fileprivate var settings: [String] {
            switch self {
            case .rewritten, .documented: []
            case .withoutPort: ["proxy_set_header Host $host"]
            case .withDefaultPort: ["proxy_set_header Host $host:443"]
            case .forwarding:
                [
                    "proxy_set_header X-Forwarded-Proto $scheme",
                    "proxy_set_header X-Forwarded-Host $http_host",
                    "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for",
                ]
            case .forwardingByStandard:
                [
                    #"proxy_set_header Forwarded "for=$remote_addr;host=\"$http_host\";proto=$scheme""#
                ]
            }
        }
    }

    /// What the application knows of the proxy.
    enum Knowledge: CaseIterable {
        case nothing
        case publicOrigins
        case proxies
        case proxiesByStandard
        case otherProxies

        fileprivate func policy(port: Int) throws -> SameOriginPolicy {
            let loopback = ["127.0.0.1", "::1"]
            switch self {
            case .nothing: return SameOriginPolicy()
            case .publicOrigins:
                let origin = try PublicOrigin("\(NginxTests.site):\(port)")
                return SameOriginPolicy(publicOrigins: [origin])
            case .proxies: return SameOriginPolicy(proxies: try TrustedProxies(loopback))
            case .proxiesByStandard:
                return SameOriginPolicy(proxies: try TrustedProxies(loopback, fields: .forwarded))
            case .otherProxies:
                return SameOriginPolicy(proxies: try TrustedProxies(["10.0.0.0/8"]))
            }
        }
    }

    @Test(
        arguments: [
            (.rewritten, .nothing, 443, false),
            (.rewritten, .publicOrigins, 443, true),
            (.rewritten, .publicOrigins, 8443, true),
            (.rewritten, .proxies, 443, false),
            (.withoutPort, .nothing, 443, true),
            (.withoutPort, .nothing, 8443, false),
            (.withoutPort, .publicOrigins, 8443, true),
            (.withDefaultPort, .nothing, 443, true),
            (.withDefaultPort, .publicOrigins, 443, true),
            (.forwarding, .nothing, 443, false),
            (.forwarding, .proxies, 443, true),
            (.forwarding, .proxies, 8443, true),
            (.forwarding, .otherProxies, 443, false),
            (.forwarding, .proxiesByStandard, 443, false),
            (.forwardingByStandard, .proxiesByStandard, 443, true),
            (.forwardingByStandard, .proxiesByStandard, 8443, true),
            (.forwardingByStandard, .proxies, 443, false),
            (.documented, .nothing, 443, true),
            (.documented, .nothing, 8443, true),
            (.documented, .publicOrigins, 8443, true),
            (.documented, .proxies, 8443, true),
        ] as [(Proxy, Knowledge, Int, Bool)]
    )
    func formsOfTheSitePassAndOthersDoNot(
        proxy: Proxy,
        knowledge: Knowledge,
        port: Int,
        passes: Bool
    ) async throws {
        let origin = port == 443 ? Self.site : "\(Self.site):\(port)"
        try await run(proxy, try knowledge.policy(port: port)) { nginx in
            let own = try await nginx.request("/", port: port, form: "", ["Origin": origin])
            #expect(own.status == (passes ? 200 : 403))
            for other in [Self.elsewhere, "\(Self.site):444", "null"] {
                let answer = try await nginx.request("/", port: port, form: "", ["Origin": other])
                #expect(answer.status == 403, "\(other)")
            }
        }
    }

    /// A client writes what it likes into these fields.
    @Test(
        arguments: [
            (.rewritten, .nothing), (.rewritten, .otherProxies), (.withoutPort, .publicOrigins),
            (.forwarding, .proxies), (.forwarding, .otherProxies),
            (.forwardingByStandard, .proxiesByStandard), (.documented, .proxies),
            (.documented, .proxiesByStandard), (.documented, .publicOrigins),
        ] as [(Proxy, Knowledge)]
    )
    func whatAClientForgesIsIgnored(proxy: Proxy, knowledge: Knowledge) async throws {
        let fields = [
            "Origin": Self.elsewhere, "X-Forwarded-Proto": "https", "X-Forwarded-Port": "443",
            "X-Forwarded-Host": "evil.example", "X-Forwarded-For": "127.0.0.1, 127.0.0.1",
            "Forwarded": "proto=https;host=evil.example",
        ]
        try await run(proxy, try knowledge.policy(port: 443)) { nginx in
            let answer = try await nginx.request("/", form: "", fields)
            #expect(answer.status == 403)
        }
    }

    @Test(arguments: Proxy.allCases)
    func theSiteOfTheBrowserDecidesBehindEveryProxy(proxy: Proxy) async throws {
        try await run(proxy, SameOriginPolicy()) { nginx in
            for (site, status) in [("same-origin", 200), ("same-site", 403), ("cross-site", 403)] {
                let fields = ["Sec-Fetch-Site": site, "Origin": Self.site]
                let answer = try await nginx.request("/", form: "", fields)
                #expect(answer.status == status, "\(site)")
            }
        }
    }

    @Test func aRefusalTellsWhatTheProxyDid() async throws {
        let log = LogLines()
        try await run(.rewritten, SameOriginPolicy(), log.logger) { nginx in
            _ = try await nginx.request("/", form: "", ["Origin": Self.site])
        }
        let line = try #require(log.all.first { $0.contains("cross-origin request refused") })
        #expect(line.contains("origin: https://shop.example"))
        #expect(line.contains("expected: any://127.0.0.1:"))
    }

    /// The application and nginx before it.
    private func run(
        _ proxy: Proxy,
        _ policy: SameOriginPolicy,
        _ logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
        _ test: @Sendable (NginxServer) async throws -> Void
    ) async throws {
        let router = Router(context: BasicWebSessionRequestContext.self)
        router.add(middleware: SameOriginMiddleware(policy))
        router.post("/") { _, _ in "fine" }
        try await Application(router: router, logger: logger).test(.live) { client in
            let port = try #require(client.port)
            guard case .documented = proxy else {
                return try await test(NginxServer(backend: port, proxy.settings))
            }
            try await test(NginxServer(backend: port))
        }
    }
}
#endif
