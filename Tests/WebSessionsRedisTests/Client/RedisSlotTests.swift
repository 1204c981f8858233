// SPDX-License-Identifier: Apache-2.0

#if Redis
import TestSupport
import Testing

@testable import WebSessionsRedis

@Suite struct RedisSlotTests {
    /// The value that the catalogue of CRC algorithms gives for CRC-16/XMODEM.
    @Test func checksumsAreThoseOfXMODEM() {
        #expect(RedisSlot.checksum("123456789".utf8) == 0x31C3)
        #expect(RedisSlot.checksum([]) == 0)
    }

    @Test(arguments: [
        ("foo", 12_182), ("bar", 5061), ("hello", 866), ("", 0), ("{foo}.bar", 12_182),
        ("a{foo}{bar}", 12_182), ("s:{bar}:1", 5061),
    ])
    func keysHaveTheSlotsOfAServer(_ key: String, _ slot: Int) {
        #expect(RedisSlot.slot(of: Array(key.utf8)) == slot)
    }

    @Test func emptyOrOpenBracesAreNoTag() {
        for key in ["foo{}{bar}", "foo{bar", "foo}bar{"] {
            let whole = Int(RedisSlot.checksum(key.utf8)) % RedisSlot.count
            #expect(RedisSlot.slot(of: Array(key.utf8)) == whole)
        }
    }

    @Test(.enabled(if: RedisServer.isExpected, "there is no redis-server"))
    func aServerAgrees() async throws {
        let server = try await RedisServer(["--cluster-enabled", "yes"])
        for key in ["talisman:shop:s:{AAAAAAAAAAAAAAAA}", "a{}b", "{x", "é{ü}"] {
            let answer = try await server.command("CLUSTER", "KEYSLOT", key)
            #expect(Int(answer) == RedisSlot.slot(of: Array(key.utf8)), "\(key)")
        }
    }
}
#endif
