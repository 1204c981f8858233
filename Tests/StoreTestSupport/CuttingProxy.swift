// SPDX-License-Identifier: Apache-2.0

#if Redis || PostgreSQL
import NIOCore
import NIOPosix
import Synchronization

/// Passes bytes on to a server and back, and cuts each connection somewhere in the replies:
/// the server has done then what nobody hears of.
package final class CuttingProxy: Sendable {
    private let listener: any Channel
    package let cuts: CutCounter

    /// How many connections were cut.
    package final class CutCounter: Sendable {
        private let value = Atomic<Int>(0)
        package var count: Int { value.load(ordering: .relaxed) }
        func add() { value.add(1, ordering: .relaxed) }
    }

    /// Starts a proxy.
    ///
    /// - Parameters:
    ///   - port: of the server.
    ///   - budget: after how many bytes of replies a connection is cut.
    /// - Throws: what keeps the proxy from listening.
    package init(port: Int, budget: @escaping @Sendable () -> Int) async throws {
        let cuts = CutCounter()
        self.cuts = cuts
        listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.autoRead, value: false)
            .childChannelInitializer { front in
                ClientBootstrap(group: front.eventLoop)
                    .channelInitializer { back in
                        back.eventLoop.makeCompletedFuture {
                            let replies = ReplyCutter(front: front, budget: budget(), cuts: cuts)
                            try back.pipeline.syncOperations.addHandler(replies)
                        }
                    }
                    .connect(host: "127.0.0.1", port: port)
                    .flatMapThrowing { back in
                        try front.pipeline.syncOperations.addHandler(RequestForwarder(back: back))
                    }
                    .flatMap { front.setOption(.autoRead, value: true) }
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    /// The port on loopback that the proxy listens on.
    package var port: Int { listener.localAddress?.port ?? 0 }

    package func close() async throws {
        try await listener.close()
    }
}

private final class RequestForwarder: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let back: any Channel

    init(back: any Channel) {
        self.back = back
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        back.writeAndFlush(unwrapInboundIn(data), promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        back.close(promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}

private final class ReplyCutter: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let front: any Channel
    private let cuts: CuttingProxy.CutCounter
    private var budget: Int

    init(front: any Channel, budget: Int, cuts: CuttingProxy.CutCounter) {
        self.front = front
        self.budget = budget
        self.cuts = cuts
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        guard budget > 0 else { return }
        let part = bytes.readSlice(length: min(budget, bytes.readableBytes)) ?? ByteBuffer()
        budget -= part.readableBytes
        front.writeAndFlush(part, promise: nil)
        guard budget == 0 else { return }
        cuts.add()
        front.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        front.close(promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
#endif
