// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TemplateTools

/// Which names lead to a preview: no page elsewhere can lead its own name here.
@Suite struct HostCheckTests {
    static let loopback: [(String?, Bool)] = [
        ("127.0.0.1:8421", true),
        ("127.0.0.1", true),
        ("127.8.8.8:1", true),
        ("localhost:8421", true),
        ("LocalHost.:8421", true),
        ("shop.localhost", true),
        ("[::1]:8421", true),
        (nil, false),
        ("", false),
        (":8421", false),
        ("example.org", false),
        ("example.org:8421", false),
        ("127.0.0.1.example.org", false),
        ("localhost.example.org", false),
        ("notlocalhost", false),
        ("192.168.1.5:8421", false),
        ("0.0.0.0:8421", false),
        ("127.0.0.1:80@example.org", false),
        ("example.org@127.0.0.1", false),
        ("127.0.0.1:8421.example.org", false),
        ("[::1].example.org", false),
        ("[::2]", false),
        ("127.0.0.300", false),
    ]

    @Test(arguments: loopback)
    func onLoopbackOnlyNamesOfThisMachineCount(authority: String?, isAllowed: Bool) {
        #expect(HostCheck(host: "127.0.0.1").allows(authority) == isAllowed)
        #expect(HostCheck(host: "localhost").allows(authority) == isAllowed)
    }

    static let elsewhere: [(String, Bool)] = [
        ("192.168.1.5:8421", true),
        ("[fe80::1]:8421", true),
        ("desk.example", true),
        ("other.example", false),
    ]

    /// A name that is an address cannot be led elsewhere.
    @Test(arguments: elsewhere)
    func elsewhereAddressesAndTheNameCount(authority: String, isAllowed: Bool) {
        #expect(HostCheck(host: "desk.example").allows(authority) == isAllowed)
    }
}
