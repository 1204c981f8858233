// SPDX-License-Identifier: Apache-2.0

#if Redis
import NIOCore
import Synchronization

/// One connection, on which the commands of many callers are under way at once.
final class RedisConnection: Sendable {
    /// How much longer than its caller waits a command is valid at the server, and how much
    /// earlier than its call began it may have been done by the clock of another server.
    static let grace = TimeAmount.seconds(1)

    let endpoint: RedisEndpoint
    let channel: any Channel
    private let handler: NIOLoopBound<RedisConnectionHandler>
    private let nextID = Atomic<Int>(0)
    private let serverTime: Mutex<RedisServerTime?>

    /// To be called on the event loop of the channel.
    init(endpoint: RedisEndpoint, channel: any Channel, handler: RedisConnectionHandler) {
        self.endpoint = endpoint
        self.channel = channel
        self.handler = NIOLoopBound(handler, eventLoop: channel.eventLoop)
        serverTime = Mutex(nil)
    }

    var isOpen: Bool { channel.isActive }

    /// Sends commands together, and returns their replies.
    ///
    /// - Parameters:
    ///   - commands: what to send.
    ///   - deadline: how long to wait for the replies.
    ///   - firstSent: since when they may have been done; nil where they were not sent before.
    /// - Returns: a reply for each command.
    /// - Throws: `RedisFailure`, or `CancellationError`; the commands may have been done.
    func send(
        _ commands: [RedisCommand],
        deadline: NIODeadline,
        firstSent: NIODeadline? = nil
    ) async throws -> [RESPValue] {
        try Task.checkCancellation()
        let (id, future) = begin(commands, deadline: deadline, firstSent: firstSent)
        return try await withTaskCancellationHandler {
            try await future.get()
        } onCancel: {
            channel.eventLoop.execute { self.handler.value.abandon(id) }
        }
    }

    func begin(
        _ commands: [RedisCommand],
        deadline: NIODeadline,
        firstSent: NIODeadline? = nil
    ) -> (id: Int, replies: EventLoopFuture<[RESPValue]>) {
        let promise = channel.eventLoop.makePromise(of: [RESPValue].self)
        let request = RedisConnectionHandler.Request(
            id: nextID.add(1, ordering: .relaxed).newValue,
            bytes: bytes(of: commands, times(deadline: deadline, firstSent: firstSent)),
            replyCount: commands.count,
            deadline: deadline,
            promise: promise
        )
        channel.eventLoop.execute { self.handler.value.send(request) }
        return (request.id, promise.futureResult)
    }

    func setServerTime(_ time: RedisServerTime) {
        serverTime.withLock { $0 = time }
    }

    /// Ends the connection; who waits for a reply does so no longer.
    func close(because failure: RedisFailure) {
        channel.eventLoop.execute { self.handler.value.close(because: failure) }
    }

    /// A server that did not tell its time keeps no records either.
    private func times(deadline: NIODeadline, firstSent: NIODeadline?) -> RedisCommand.Times {
        let time = serverTime.withLock(\.self)
        return RedisCommand.Times(
            deadline: time?.milliseconds(at: deadline + Self.grace) ?? .max,
            firstSent: firstSent.map { time?.milliseconds(at: $0 - Self.grace) ?? 0 }
        )
    }

    private func bytes(of commands: [RedisCommand], _ times: RedisCommand.Times) -> ByteBuffer {
        var buffer = channel.allocator.buffer(capacity: 512)
        for command in commands {
            command.write(to: &buffer, times)
        }
        return buffer
    }
}
#endif
