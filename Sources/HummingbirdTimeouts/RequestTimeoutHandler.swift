// SPDX-License-Identifier: Apache-2.0

#if Hummingbird
import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Ends a connection whose client is too slow.
///
/// Belongs to the event loop of its channel.
final class RequestTimeoutHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// What of a request is waited for.
    private enum Wait {
        case head
        case body
    }

    private let timeouts: RequestTimeouts
    private var wait = Wait.head
    /// Requests whose heads came and whose responses are not at their end.
    private var openRequests = 0
    private var hasResponseBegun = false
    private var isCut = false
    private var timer: Scheduled<Void>?
    private var shutdown: Scheduled<Void>?
    private var context: ChannelHandlerContext?

    init(_ timeouts: RequestTimeouts) {
        self.timeouts = timeouts
    }

    // MARK: Parts

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            openRequests += 1
            start(.body)
        case .body: break
        case .end:
            wait = .head
            timer?.cancel()
            // Until the response is at its end it is the client that waits.
            if openRequests == 0 { start(.head) }
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !isCut else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        switch unwrapOutboundIn(data) {
        case .head(let head): hasResponseBegun = head.status.kind != .informational
        case .body: break
        case .end:
            hasResponseBegun = false
            openRequests -= 1
            if openRequests == 0, case .head = wait { start(.head) }
        }
        context.write(data, promise: promise)
    }

    // MARK: Times

    private func start(_ wait: Wait) {
        self.wait = wait
        timer?.cancel()
        guard let context else { return }
        let limit =
            switch wait {
            case .head: timeouts.head
            case .body: timeouts.body
            }
        timer = schedule(limit, on: context) { $0.giveUp() }
    }

    private func schedule(
        _ time: Duration,
        on context: ChannelHandlerContext,
        _ body: @escaping @Sendable (RequestTimeoutHandler) -> Void
    ) -> Scheduled<Void> {
        let handler = NIOLoopBound(self, eventLoop: context.eventLoop)
        return context.eventLoop.scheduleTask(in: TimeAmount(time)) { body(handler.value) }
    }

    private func giveUp() {
        guard let context, !isCut else { return }
        let isAnswerable =
            switch wait {
            case .head: false
            case .body: openRequests == 1 && !hasResponseBegun
            }
        isCut = true
        guard isAnswerable else { return context.close(promise: nil) }
        let head = HTTPResponse(
            status: .requestTimeout,
            headerFields: [.connection: "close", .contentLength: "0"]
        )
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        context.close(promise: nil)
    }

    private func cut() {
        isCut = true
        context?.close(promise: nil)
    }

    // MARK: The channel

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        if context.channel.isActive { start(.head) }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        timer?.cancel()
        shutdown?.cancel()
        self.context = nil
    }

    func channelActive(context: ChannelHandlerContext) {
        start(.head)
        context.fireChannelActive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent, shutdown == nil {
            shutdown = schedule(timeouts.shutdown, on: context) { $0.cut() }
        }
        context.fireUserInboundEventTriggered(event)
    }
}
#endif
