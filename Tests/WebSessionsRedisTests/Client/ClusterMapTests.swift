// SPDX-License-Identifier: Apache-2.0

#if Redis
import Testing

@testable import WebSessionsRedis

@Suite struct ClusterMapTests {
    private let asked = RedisEndpoint(host: "seed", port: 1)

    private func node(_ host: String?, _ port: Int64) -> RESPValue {
        .array([host.map { .bulk(Array($0.utf8)) } ?? .null, .integer(port), .bulk([97])])
    }

    private func range(_ first: Int64, _ last: Int64, _ nodes: RESPValue...) -> RESPValue {
        .array([.integer(first), .integer(last)] + nodes)
    }

    @Test func readsMastersAndReplicas() throws {
        let reply = RESPValue.array([
            range(0, 100, node("a", 7000), node("b", 7001)),
            range(101, 16_383, node("c", 7002)),
        ])
        let (map, replicas) = try ClusterMap.read(reply, askedAt: asked)
        #expect(map[100]?.description == "a:7000")
        #expect(map[101]?.description == "c:7002")
        #expect(map.masters.map(\.description) == ["a:7000", "c:7002"])
        #expect(replicas.map(\.description) == ["b:7001"])
    }

    @Test func aNodeWithoutAddressIsTheOneThatWasAsked() throws {
        for host in [nil, "", "?"] {
            let reply = RESPValue.array([range(0, 16_383, node(host, 7000))])
            #expect(try ClusterMap.read(reply, askedAt: asked).0[5]?.description == "seed:7000")
        }
    }

    @Test func slotsThatNobodyHasAreUnknown() throws {
        let reply = RESPValue.array([range(5, 5, node("a", 7000))])
        var map = try ClusterMap.read(reply, askedAt: asked).0
        #expect(map[4] == nil)
        map[4] = asked
        #expect(map[4] == asked)
        #expect(map.masters.count == 2)
    }

    @Test func whatIsNoMapIsRefused() {
        let bad: [RESPValue] = [
            .null, .array([.integer(1)]), .array([range(0, 16_384, node("a", 1))]),
            .array([range(-1, 1, node("a", 1))]), .array([range(2, 1, node("a", 1))]),
            .array([range(0, 1)]), .array([range(0, 1, node("a", 0))]),
        ]
        for reply in bad {
            #expect(throws: RedisFailure.self) { try ClusterMap.read(reply, askedAt: asked) }
        }
    }
}
#endif
