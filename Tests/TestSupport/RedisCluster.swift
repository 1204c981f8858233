// SPDX-License-Identifier: Apache-2.0

/// Three masters and three replicas on loopback.
package final class RedisCluster: Sendable {
    package let nodes: [RedisServer]

    /// Starts a cluster and waits until every node knows it.
    package init() async throws {
        nodes = try await withThrowingTaskGroup(of: RedisServer.self) { group in
            for _ in 0..<6 {
                group.addTask {
                    try await RedisServer([
                        "--cluster-enabled", "yes", "--cluster-node-timeout", "1000",
                        "--repl-diskless-sync-delay", "0", "--appendonly", "no",
                        "--cluster-replica-validity-factor", "0",
                    ])
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        try await join()
    }

    package var url: String {
        "redis+cluster://" + nodes.map { "127.0.0.1:\($0.port)" }.joined(separator: ",")
    }

    package var masters: ArraySlice<RedisServer> { nodes[..<3] }

    /// The master that has a slot at the beginning.
    package func master(ofSlot slot: Int) -> RedisServer {
        nodes[Self.bounds.firstIndex { $0.contains(slot) } ?? 0]
    }

    private static let bounds = [0...5460, 5461...10_922, 10_923...16_383]

    private func join() async throws {
        for (node, range) in zip(nodes, Self.bounds) {
            try await node.command(
                "CLUSTER",
                "ADDSLOTSRANGE",
                "\(range.lowerBound)",
                "\(range.upperBound)"
            )
        }
        for (epoch, node) in nodes.enumerated() {
            try await node.command("CLUSTER", "SET-CONFIG-EPOCH", "\(epoch + 1)")
        }
        for node in nodes.dropFirst() {
            try await node.command("CLUSTER", "MEET", "127.0.0.1", "\(nodes[0].port)")
        }
        try await until("the nodes know each other") { info in
            info.contains("cluster_known_nodes:6") && info.contains("cluster_state:ok")
        }
        for (replica, master) in zip(nodes[3...], nodes) {
            let id = try await master.command("CLUSTER", "MYID")
            try await replica.command("CLUSTER", "REPLICATE", id)
        }
        for master in masters {
            try await Self.until("a master has its replica") {
                try await master.command("INFO", "replication").contains("state=online")
            }
        }
        try await until("the cluster is well") { $0.contains("cluster_state:ok") }
    }

    /// Waits until every node has heard of the newest epoch.
    ///
    /// A node that takes a slot before that may give itself the epoch of another; when that one
    /// then takes the next, each says of the slot that the other has it, for ever.
    package func settle() async throws {
        try await Self.until("the nodes have one epoch") {
            var epochs: Set<Substring> = []
            for node in nodes {
                let info = try await node.command("CLUSTER", "INFO")
                let lines = info.split(whereSeparator: \.isNewline)
                epochs.formUnion(lines.filter { $0.hasPrefix("cluster_current_epoch:") })
            }
            return epochs.count == 1
        }
    }

    private func until(_ what: String, _ check: @Sendable (String) -> Bool) async throws {
        for node in nodes {
            try await Self.until(what) { check(try await node.command("CLUSTER", "INFO")) }
        }
    }

    package static func until(_ what: String, _ check: () async throws -> Bool) async throws {
        for _ in 0..<600 {
            if (try? await check()) == true { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw Program.Failure(description: "it does not come about that \(what)")
    }
}
