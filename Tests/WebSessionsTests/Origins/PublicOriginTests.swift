// SPDX-License-Identifier: Apache-2.0

import Testing
import WebSessions

@Suite struct PublicOriginTests {
    @Test(
        arguments: [
            ("https://shop.example", "https://shop.example:443"),
            ("https://shop.example", "HTTPS://Shop.EXAMPLE"),
            ("http://shop.example:80", "http://shop.example"),
            ("https://shop.example:", "https://shop.example"),
            ("https://shop.example:08443", "https://shop.example:8443"),
            ("http://[::1]:8080", "http://[::1]:8080"),
            ("https://XN--bcher-kva.example", "https://xn--bcher-kva.example"),
        ]
    )
    func areTheSameToABrowser(one: String, other: String) throws {
        #expect(try PublicOrigin(one) == PublicOrigin(other))
    }

    @Test(
        arguments: [
            ("https://shop.example", "http://shop.example"),
            ("https://shop.example", "https://shop.example:8443"),
            ("https://shop.example:80", "https://shop.example"),
            ("https://shop.example", "https://shop.example."),
            ("https://shop.example", "https://www.shop.example"),
            ("app://shop.example:443", "app://shop.example"),
        ]
    )
    func areDifferentToABrowser(one: String, other: String) throws {
        #expect(try PublicOrigin(one) != PublicOrigin(other))
    }

    @Test func isWrittenAsBrowsersWriteIt() throws {
        #expect(try PublicOrigin("HTTPS://Shop.example:443").description == "https://shop.example")
        #expect(try PublicOrigin("http://[::1]:8080").description == "http://[::1]:8080")
    }

    @Test(
        arguments: [
            "", "null", "shop.example", "https:shop.example", "https://", "https://:443",
            "https://shop.example/", "https://shop.example/path", "https://me@shop.example",
            "https://shop.example:0", "https://shop.example:65536", "https://shop.example:http",
            "https://bücher.example", "https://shop example",
            "https://a.example, https://b.example",
            "https://[::1", "https://[1.2.3.4]", "https://::1", "1https://shop.example",
            "https://shop.example?a", "https://shop.example#a", "https://shop.example\u{301}",
            "https://sho\u{212A}.example", "https://shop.example\0",
        ]
    )
    func whatIsNoOriginIsRefused(text: String) {
        let error = #expect(throws: SessionError.self) { try PublicOrigin(text) }
        #expect(error?.code == .invalidConfiguration)
        #expect(error?.message.contains("https://shop.example") == true)
    }
}
