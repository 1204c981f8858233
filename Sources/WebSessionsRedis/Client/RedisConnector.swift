// SPDX-License-Identifier: Apache-2.0

#if Redis
import NIOCore
import NIOPosix
import NIOSSL

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Makes connections that are ready for commands: encrypted, logged in, in the right
/// database, and with a look at the server's clock.
struct RedisConnector: Sendable {
    /// What a server is asked for.
    enum Role: Sendable, Hashable {
        /// Any server with data.
        case data
        /// One that must be a master: Sentinel may be wrong for a moment.
        case master
        /// A Sentinel, which has users of its own and no data.
        case sentinel
    }

    var credentials: RedisCredentials?
    var sentinelCredentials: RedisCredentials?
    var database = 0
    var tls: NIOSSLContext?
    var timeout: TimeAmount
    var maximumReplySize = 64 * 1_048_576
    var maximumPending = 16_384

    func connect(
        to endpoint: RedisEndpoint,
        as role: Role,
        on eventLoop: any EventLoop
    ) -> EventLoopFuture<RedisConnection> {
        let made = eventLoop.makePromise(of: RedisConnection.self)
        let bootstrap = ClientBootstrap(group: eventLoop)
            .connectTimeout(timeout)
            .channelOption(.socketOption(.so_keepalive), value: 1)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try addHandlers(to: channel, endpoint, made)
                }
            }
        let connected = bootstrap.connect(host: endpoint.host, port: endpoint.port)
        connected.whenFailure { made.fail($0) }
        return connected.and(made.futureResult)
            .flatMap { greet($0.1, as: role) }
            .flatMapErrorThrowing { error in
                if let failure = error as? RedisFailure { throw failure }
                throw RedisFailure.unreachable(endpoint, reason: Self.reason(error))
            }
    }

    private func addHandlers(
        to channel: any Channel,
        _ endpoint: RedisEndpoint,
        _ made: EventLoopPromise<RedisConnection>
    ) throws {
        if let tls {
            // An address has no name to ask for; the certificate must be for the address.
            let name = (try? SocketAddress(ipAddress: endpoint.host, port: 0)) == nil
            let handler = try NIOSSLClientHandler(
                context: tls,
                serverHostname: name ? endpoint.host : nil
            )
            try channel.pipeline.syncOperations.addHandler(handler)
        }
        let handler = RedisConnectionHandler(
            endpoint: endpoint,
            maximumReplySize: maximumReplySize,
            maximumPending: maximumPending
        )
        try channel.pipeline.syncOperations.addHandler(handler)
        made.succeed(RedisConnection(endpoint: endpoint, channel: channel, handler: handler))
    }

    // MARK: The greeting

    private func greet(
        _ connection: RedisConnection,
        as role: Role
    ) -> EventLoopFuture<RedisConnection> {
        let greeting = greeting(as: role)
        guard !greeting.isEmpty else {
            return connection.channel.eventLoop.makeSucceededFuture(connection)
        }
        let replies = connection.begin(greeting.map(\.command), deadline: .now() + timeout).replies
        return replies.flatMapThrowing { replies in
            for (step, reply) in zip(greeting, replies) {
                try step.check(reply, connection)
            }
            return connection
        }.flatMapErrorThrowing { error in
            connection.close(because: (error as? RedisFailure) ?? .closed(connection.endpoint))
            throw error
        }
    }

    private struct Step: Sendable {
        let command: RedisCommand
        let check: @Sendable (RESPValue, RedisConnection) throws(RedisFailure) -> Void
    }

    private func greeting(as role: Role) -> [Step] {
        let user = role == .sentinel ? sentinelCredentials : credentials
        var steps = user.map { [Step(command: $0.command, check: Self.checkLogin)] } ?? []
        guard role != .sentinel else { return steps }
        if database != 0 {
            steps.append(
                Step(command: RedisCommand("SELECT", String(database)), check: Self.checkFailure)
            )
        }
        steps.append(Step(command: RedisCommand("TIME"), check: Self.takeTime))
        if role == .master {
            steps.append(Step(command: RedisCommand("ROLE"), check: Self.checkRole))
        }
        return steps
    }

    private static func checkLogin(
        _ reply: RESPValue,
        _ connection: RedisConnection
    ) throws(RedisFailure) {
        guard let failure = reply.failure else { return }
        guard failure.code != "LOADING" else { throw loading(connection) }
        throw .refusedCredentials(connection.endpoint, code: failure.code)
    }

    private static func checkFailure(
        _ reply: RESPValue,
        _ connection: RedisConnection
    ) throws(RedisFailure) {
        guard let failure = reply.failure else { return }
        switch failure.code {
        case "NOAUTH": throw .refusedCredentials(connection.endpoint, code: failure.code)
        case "LOADING": throw loading(connection)
        default: throw .refused(failure)
        }
    }

    private static func takeTime(
        _ reply: RESPValue,
        _ connection: RedisConnection
    ) throws(RedisFailure) {
        try checkFailure(reply, connection)
        guard let time = RedisServerTime(reply: reply, sampled: .now()) else {
            throw .malformed("TIME is no time")
        }
        connection.setServerTime(time)
    }

    /// A user may not be allowed to ask for the role; then the first write tells.
    private static func checkRole(
        _ reply: RESPValue,
        _ connection: RedisConnection
    ) throws(RedisFailure) {
        guard let role = reply.elements?.first?.text, role != "master" else { return }
        throw .noMaster("\(connection.endpoint) is no master any more")
    }

    private static func loading(_ connection: RedisConnection) -> RedisFailure {
        .unreachable(connection.endpoint, reason: "it is loading its data")
    }

    private static func reason(_ error: any Error) -> String {
        switch error {
        case let error as NIOConnectionError:
            error.connectionErrors.first.map { reason($0.error) } ?? "its name is not known"
        case let error as IOError: String(cString: strerror(error.errnoCode))
        case ChannelError.connectTimeout: "no answer in time"
        default: String(describing: error)
        }
    }
}
#endif
