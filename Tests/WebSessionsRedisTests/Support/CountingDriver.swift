// SPDX-License-Identifier: Apache-2.0

#if Redis
import Synchronization

@testable import WebSessionsRedis

/// Passes everything on to another driver, and counts it.
final class CountingDriver: RedisDriver {
    struct Tally {
        /// How often each command was sent.
        var commands: [String: Int] = [:]
        /// How many keys the replies to `SCAN` had.
        var scannedKeys = 0
    }

    private let base: any RedisDriver
    private let tally = Mutex(Tally())
    private let failing = Mutex<String?>(nil)
    private let others = Mutex<[RedisEndpoint]?>(nil)

    init(_ base: any RedisDriver) {
        self.base = base
    }

    var counted: Tally { tally.withLock(\.self) }

    /// Lets the next command of a name go without a reply.
    func failOnce(_ name: String) {
        failing.withLock { $0 = name }
    }

    /// Says that there are other masters from now on.
    func replaceMasters(by endpoints: [RedisEndpoint]) {
        others.withLock { $0 = endpoints }
    }

    func run(
        _ commands: [RedisCommand],
        forKey key: [UInt8],
        within call: RedisCall
    ) async throws -> [RESPValue] {
        for command in commands {
            try count(command)
        }
        return try await base.run(commands, forKey: key, within: call)
    }

    func masters(within call: RedisCall) async throws -> [RedisEndpoint] {
        if let others = others.withLock(\.self) { return others }
        return try await base.masters(within: call)
    }

    func run(
        _ command: RedisCommand,
        on endpoint: RedisEndpoint,
        within call: RedisCall
    ) async throws -> RESPValue {
        try count(command)
        let reply = try await base.run(command, on: endpoint, within: call)
        if command.name == "SCAN" {
            tally.withLock { $0.scannedKeys += reply.elements?.last?.elements?.count ?? 0 }
        }
        return reply
    }

    func shutDown() async {
        await base.shutDown()
    }

    private func count(_ command: RedisCommand) throws {
        tally.withLock { $0.commands[command.name, default: 0] += 1 }
        let fails = failing.withLock { name in
            guard name == command.name else { return false }
            name = nil
            return true
        }
        if fails { throw RedisFailure.timedOut }
    }
}

extension RedisCommand {
    fileprivate var name: String {
        guard case .bytes(let bytes) = arguments.first else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }
}
#endif
