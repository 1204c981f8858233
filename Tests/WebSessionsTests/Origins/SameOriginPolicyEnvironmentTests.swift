// SPDX-License-Identifier: Apache-2.0

import Testing
import WebSessions

/// What the environment says of a site's origins and proxies.
@Suite struct SameOriginPolicyEnvironmentTests {
    @Test func nothingIsSaid() throws {
        let policy = try SameOriginPolicy.fromEnvironment(in: ["PUBLIC_ORIGIN": " "])
        #expect(policy.publicOrigins.isEmpty)
        #expect(policy.trustedOrigins.isEmpty)
    }

    @Test func originsAreSaid() throws {
        let text = "https://shop.example, https://www.shop.example"
        let policy = try SameOriginPolicy.fromEnvironment(in: ["PUBLIC_ORIGIN": text])
        #expect(
            policy.publicOrigins.map(\.description) == [
                "https://shop.example", "https://www.shop.example",
            ]
        )
    }

    @Test(arguments: [
        ["PUBLIC_ORIGIN": "shop.example"],
        ["PUBLIC_ORIGIN": "ftp://shop.example"],
        ["PUBLIC_ORIGIN": "https://shop.example/cart"],
        ["TRUSTED_PROXIES": "10.0.0.0/8 proxy.example"],
    ])
    func whatIsWrongIsRefused(environment: [String: String]) throws {
        let error = try #require(throws: SessionError.self) {
            try SameOriginPolicy.fromEnvironment(in: environment)
        }
        #expect(error.code == .invalidConfiguration)
    }
}
