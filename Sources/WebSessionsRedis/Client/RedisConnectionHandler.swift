// SPDX-License-Identifier: Apache-2.0

#if Redis
import NIOCore

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Writes commands as they come, and gives replies to those who wait for them, in order.
///
/// Belongs to the event loop of its channel.
final class RedisConnectionHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// Commands that are sent together and answered together.
    struct Request: Sendable {
        let id: Int
        let bytes: ByteBuffer
        let replyCount: Int
        let deadline: NIODeadline
        let promise: EventLoopPromise<[RESPValue]>
    }

    private struct Pending {
        let id: Int
        let replyCount: Int
        let deadline: NIODeadline
        /// Nil when nobody waits any more: the replies still come.
        var promise: EventLoopPromise<[RESPValue]>?
        var replies: [RESPValue] = []
    }

    private let endpoint: RedisEndpoint
    private let maximumPending: Int
    private var parser: RESPParser
    private var pending = CircularBuffer<Pending>()
    private var context: ChannelHandlerContext?
    private var failure: RedisFailure?
    private var isFlushScheduled = false
    private var timer: (deadline: NIODeadline, task: Scheduled<Void>)?

    init(endpoint: RedisEndpoint, maximumReplySize: Int, maximumPending: Int) {
        self.endpoint = endpoint
        self.maximumPending = maximumPending
        parser = RESPParser(maximumSize: maximumReplySize)
    }

    // MARK: Requests

    func send(_ request: Request) {
        guard let context, failure == nil else {
            return request.promise.fail(failure ?? .closed(endpoint))
        }
        guard pending.count < maximumPending else { return request.promise.fail(.overloaded) }
        pending.append(
            Pending(
                id: request.id,
                replyCount: request.replyCount,
                deadline: request.deadline,
                promise: request.promise
            )
        )
        context.write(wrapOutboundOut(request.bytes), promise: nil)
        scheduleFlush(context)
        schedule(request.deadline, context)
    }

    /// Stops waiting for a request.
    func abandon(_ id: Int) {
        guard let index = pending.firstIndex(where: { $0.id == id }) else { return }
        pending[index].promise?.fail(CancellationError())
        pending[index].promise = nil
    }

    /// Ends the connection, and with it every request.
    func close(because failure: RedisFailure) {
        guard self.failure == nil else { return }
        self.failure = failure
        timer?.task.cancel()
        for request in pending {
            request.promise?.fail(failure)
        }
        pending.removeAll()
        guard let context else { return }
        discardUnsentBytes(context.channel)
        context.close(promise: nil)
    }

    /// What was not sent must not arrive later, when the call was already repeated.
    private func discardUnsentBytes(_ channel: any Channel) {
        guard let provider = channel as? any SocketOptionProvider else { return }
        _ = provider.setSoLinger(linger(l_onoff: 1, l_linger: 0))
    }

    /// All that is asked for in one turn of the event loop goes out together.
    private func scheduleFlush(_ context: ChannelHandlerContext) {
        guard !isFlushScheduled else { return }
        isFlushScheduled = true
        let handler = NIOLoopBound(self, eventLoop: context.eventLoop)
        context.eventLoop.execute { handler.value.flush() }
    }

    private func flush() {
        isFlushScheduled = false
        context?.flush()
    }

    // MARK: Deadlines

    private func schedule(_ deadline: NIODeadline, _ context: ChannelHandlerContext) {
        if let timer, timer.deadline <= deadline { return }
        timer?.task.cancel()
        let handler = NIOLoopBound(self, eventLoop: context.eventLoop)
        let task = context.eventLoop.scheduleTask(deadline: deadline) {
            handler.value.checkDeadlines()
        }
        timer = (deadline, task)
    }

    /// When the oldest request gets no reply, nor will the ones behind it.
    private func checkDeadlines() {
        timer = nil
        let now = NIODeadline.now()
        if let first = pending.first, first.deadline <= now {
            return close(because: .timedOut)
        }
        for index in pending.indices where pending[index].deadline <= now {
            pending[index].promise?.fail(RedisFailure.timedOut)
            pending[index].promise = nil
        }
        let next = pending.lazy.map(\.deadline).filter { $0 > now }.min()
        if let next, let context { schedule(next, context) }
    }

    // MARK: The channel

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        close(because: .closed(endpoint))
        self.context = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        parser.append(unwrapInboundIn(data))
        do throws(RedisFailure) {
            while failure == nil, let reply = try parser.next() {
                try take(reply)
            }
        } catch {
            close(because: error)
        }
    }

    private func take(_ reply: RESPValue) throws(RedisFailure) {
        guard !pending.isEmpty else { throw .malformed("a reply that was not asked for") }
        pending[pending.startIndex].replies.append(reply)
        guard pending[pending.startIndex].replies.count == pending[pending.startIndex].replyCount
        else { return }
        let request = pending.removeFirst()
        request.promise?.succeed(request.replies)
    }

    func channelInactive(context: ChannelHandlerContext) {
        close(because: .closed(endpoint))
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        close(because: .unreachable(endpoint, reason: String(describing: error)))
    }
}

extension EventLoopPromise {
    fileprivate func fail(_ failure: RedisFailure) {
        fail(failure as any Error)
    }
}
#endif
