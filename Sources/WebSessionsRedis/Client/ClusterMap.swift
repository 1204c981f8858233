// SPDX-License-Identifier: Apache-2.0

#if Redis
/// Which node has which slot.
struct ClusterMap {
    private var nodes: [RedisEndpoint] = []
    /// For each slot one more than the index of its node, 0 for none.
    private var slots = [UInt16](repeating: 0, count: RedisSlot.count)

    /// The nodes that have slots.
    var masters: [RedisEndpoint] {
        Set(slots).filter { $0 > 0 }.sorted().map { nodes[Int($0) - 1] }
    }

    subscript(slot: Int) -> RedisEndpoint? {
        get { slots[slot] == 0 ? nil : nodes[Int(slots[slot]) - 1] }
        set {
            guard let newValue else {
                slots[slot] = 0
                return
            }
            slots[slot] = number(of: newValue)
        }
    }

    private mutating func number(of node: RedisEndpoint) -> UInt16 {
        if let index = nodes.firstIndex(of: node) { return UInt16(index + 1) }
        nodes.append(node)
        return UInt16(nodes.count)
    }

    /// Reads the reply to `CLUSTER SLOTS`, and the replicas in it.
    ///
    /// A node that does not know its own address leaves it out: it is the one that was asked.
    static func read(
        _ reply: RESPValue,
        askedAt node: RedisEndpoint
    ) throws(RedisFailure) -> (ClusterMap, replicas: [RedisEndpoint]) {
        guard let ranges = reply.elements else { throw .malformed("CLUSTER SLOTS is no list") }
        var map = ClusterMap()
        var replicas: Set<RedisEndpoint> = []
        for range in ranges {
            guard let parts = range.elements, parts.count >= 3,
                let first = parts[0].number, let last = parts[1].number,
                0 <= first, first <= last, last < RedisSlot.count,
                let master = endpoint(parts[2], askedAt: node)
            else { throw .malformed("CLUSTER SLOTS has a range that is none") }
            let number = map.number(of: master)
            for slot in first...last {
                map.slots[Int(slot)] = number
            }
            replicas.formUnion(parts.dropFirst(3).compactMap { endpoint($0, askedAt: node) })
        }
        return (map, replicas.sorted { $0.description < $1.description })
    }

    private static func endpoint(
        _ value: RESPValue,
        askedAt node: RedisEndpoint
    ) -> RedisEndpoint? {
        guard let parts = value.elements, parts.count >= 2, let port = parts[1].number,
            (1...65_535).contains(port)
        else { return nil }
        let host = parts[0].text ?? ""
        let isKnown = !host.isEmpty && host != "?"
        return RedisEndpoint(host: isKnown ? host : node.host, port: Int(port))
    }
}
#endif
