// SPDX-License-Identifier: Apache-2.0

#if Redis
import NIOCore
import Synchronization
import WebSessions

/// Finds the server for a key, sends, and tries again until the deadline where that helps.
final class RedisClient: RedisDriver {
    private let topology: any RedisTopology
    private let pool: RedisConnectionPool
    private let timeout: TimeAmount
    private let backoff: RetryBackoff
    private let sleep: @Sendable (TimeAmount) async throws -> Void
    private let discovery = Mutex<EventLoopFuture<Void>?>(nil)

    /// Makes a client.
    ///
    /// - Parameters:
    ///   - topology: who has which keys.
    ///   - pool: the connections.
    ///   - timeout: how long a call takes at most; one attempt takes half of it.
    ///   - backoff: how repetitions are spaced.
    ///   - sleep: waits.
    init(
        topology: any RedisTopology,
        pool: RedisConnectionPool,
        timeout: TimeAmount,
        backoff: RetryBackoff,
        sleep: @escaping @Sendable (TimeAmount) async throws -> Void = { duration in
            try await Task.sleep(for: .nanoseconds(duration.nanoseconds), clock: .continuous)
        }
    ) {
        self.topology = topology
        self.pool = pool
        self.timeout = timeout
        self.backoff = backoff
        self.sleep = sleep
    }

    func run(
        _ commands: [RedisCommand],
        forKey key: [UInt8],
        within call: RedisCall
    ) async throws -> [RESPValue] {
        var call = Call(commands: commands, whole: call)
        let slot = RedisSlot.slot(of: key)
        return try await repeating(&call) { call in
            if let destination = call.destination { return destination }
            return try await self.master(ofSlot: slot, before: call.deadline)
        }
    }

    func masters(within call: RedisCall) async throws -> [RedisEndpoint] {
        _ = try await master(ofSlot: 0, before: call.deadline)
        return topology.masters
    }

    func run(
        _ command: RedisCommand,
        on endpoint: RedisEndpoint,
        within call: RedisCall
    ) async throws -> RESPValue {
        var call = Call(commands: [command], whole: call)
        let replies = try await repeating(&call) { _ in endpoint }
        return replies[0]
    }

    func shutDown() async {
        await pool.shutDown()
    }

    // MARK: Attempts

    /// Commands, over all attempts to have them done.
    private struct Call {
        let commands: [RedisCommand]
        let whole: RedisCall
        /// Where a server sent this call.
        var destination: RedisEndpoint?
        var isAsking = false
        var failures = 0
        var redirections = 0
        /// Whether the commands were sent, whatever came of it.
        var wasSent = false
        /// Whether commands were sent that got no reply.
        var isUncertain = false
        /// The last failure that says more than that time is over.
        var cause: RedisFailure?

        var deadline: NIODeadline { whole.deadline }

        /// Since when the commands may have been done; nil where they were not sent yet.
        var firstSent: NIODeadline? { wasSent || whole.isRepeated ? whole.start : nil }

        /// What the caller is told in the end.
        func failure(_ last: RedisFailure) -> RedisFailure {
            let failure = last == .timedOut ? cause ?? last : last
            return isUncertain ? .uncertain(failure) : failure
        }
    }

    private func repeating(
        _ call: inout Call,
        at destination: (Call) async throws -> RedisEndpoint
    ) async throws -> [RESPValue] {
        while true {
            try Task.checkCancellation()
            do {
                let endpoint = try await destination(call)
                let replies = try await exchange(&call, with: endpoint)
                let failure = replies.lazy.compactMap(\.failure).first
                guard let failure, let remedy = RedisRemedy(failure) else { return replies }
                try await apply(remedy, for: failure, at: endpoint, to: &call)
            } catch let failure as RedisFailure {
                guard failure.isTransient else { throw call.failure(failure) }
                try await recover(&call, from: failure)
            }
        }
    }

    /// No attempt takes more than half of the time, so that a connection that is dead
    /// without saying so leaves time for another one.
    private func exchange(
        _ call: inout Call,
        with endpoint: RedisEndpoint
    ) async throws -> [RESPValue] {
        let half = NIODeadline.now() + .nanoseconds(timeout.nanoseconds / 2)
        let deadline = min(call.deadline, half)
        let connection = try await pool.connection(
            to: endpoint,
            as: topology.role,
            deadline: deadline
        )
        let (wasUncertain, firstSent) = (call.isUncertain, call.firstSent)
        call.isUncertain = true
        call.wasSent = true
        // Each command needs the permission anew.
        let commands =
            call.isAsking ? call.commands.flatMap { [RedisCommand("ASKING"), $0] } : call.commands
        let replies = try await connection.send(
            commands,
            deadline: deadline,
            firstSent: firstSent
        )
        call.isUncertain = wasUncertain
        guard call.isAsking else { return replies }
        return replies.enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
    }

    private func apply(
        _ remedy: RedisRemedy,
        for failure: RedisReplyFailure,
        at endpoint: RedisEndpoint,
        to call: inout Call
    ) async throws {
        call.destination = nil
        call.isAsking = false
        switch remedy {
        case .move(let slot, let destination):
            topology.move(slot: slot, to: destination)
            call.destination = destination
            call.redirections += 1
        case .ask(let destination):
            call.destination = destination
            call.isAsking = true
            call.redirections += 1
        case .wait:
            return try await pause(&call, after: .refused(failure))
        case .rediscover:
            return try await recover(&call, from: .refused(failure))
        case .reconnect:
            pool.drop(endpoint)
            return try await recover(&call, from: .refused(failure))
        }
        // Servers that send a call in a circle are still finding out themselves.
        guard call.redirections > 3 else { return }
        try await pause(&call, after: .refused(failure))
    }

    private func recover(_ call: inout Call, from failure: RedisFailure) async throws {
        call.destination = nil
        call.isAsking = false
        // Who is master may be the same as before: that is seen at the next attempt.
        try? await discover(before: call.deadline)
        try await pause(&call, after: failure)
    }

    private func pause(_ call: inout Call, after failure: RedisFailure) async throws {
        call.failures += 1
        if failure != .timedOut { call.cause = failure }
        let delay = backoff.delay(afterFailures: call.failures).timeAmount
        guard NIODeadline.now() + delay < call.deadline else { throw call.failure(failure) }
        try await sleep(delay)
    }

    // MARK: Discovery

    private func master(
        ofSlot slot: Int,
        before deadline: NIODeadline
    ) async throws -> RedisEndpoint {
        if let master = topology.master(ofSlot: slot) { return master }
        try await discover(before: deadline)
        guard let master = topology.master(ofSlot: slot) else {
            throw RedisFailure.noMaster("no node of the cluster has slot \(slot)")
        }
        return master
    }

    /// Asks who is master; all calls that want to know wait for one inquiry.
    private func discover(before deadline: NIODeadline) async throws {
        let future = discovery.withLock { current in
            if let current { return current }
            let future = pool.eventLoop.makeFutureWithTask { try await self.discoverNow() }
            current = future
            return future
        }
        try await future.get(before: deadline)
    }

    private func discoverNow() async throws {
        defer { discovery.withLock { $0 = nil } }
        let patience = min(timeout, .seconds(1))
        let inquiry = RedisInquiry { [pool] command, endpoint, role in
            let deadline = NIODeadline.now() + patience
            let connection = try await pool.connection(to: endpoint, as: role, deadline: deadline)
            let replies = try await connection.send([command], deadline: deadline)
            return replies[0]
        }
        try await topology.discover(with: inquiry)
    }
}
#endif
