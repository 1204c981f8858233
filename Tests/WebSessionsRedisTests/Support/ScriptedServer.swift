// SPDX-License-Identifier: Apache-2.0

#if Redis
import NIOCore
import NIOPosix
import Synchronization

@testable import WebSessionsRedis

/// Answers commands as a test says.
final class ScriptedServer: Sendable {
    /// The bytes to answer a command with; nil for no answer.
    typealias Answer = @Sendable (_ words: [String]) -> String?

    private struct State {
        var commands: [[String]] = []
        var connections = 0
    }

    static let time = "*2\r\n$10\r\n1780000000\r\n$1\r\n0\r\n"

    private let listener: any Channel
    private let log: Log

    fileprivate final class Log: Sendable {
        private let state = Mutex(State())
        func connected() { state.withLock { $0.connections += 1 } }
        func add(_ words: [String]) { state.withLock { $0.commands.append(words) } }
        var commands: [[String]] { state.withLock(\.commands) }
        var connections: Int { state.withLock(\.connections) }
    }

    /// Starts a server that knows `TIME`, and everything else from `answer`.
    init(_ answer: @escaping Answer) async throws {
        let log = Log()
        self.log = log
        listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handler = AnswerHandler(log: log, answer: answer)
                    try channel.pipeline.syncOperations.addHandler(handler)
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    var port: Int { listener.localAddress?.port ?? 0 }
    var url: String { "redis://127.0.0.1:\(port)" }
    /// How many connections were made.
    var connections: Int { log.connections }

    /// The commands that came, the name of each in capitals.
    var commands: [[String]] { log.commands }

    func count(_ name: String) -> Int {
        commands.count { $0.first == name }
    }

    func close() async throws {
        try await listener.close()
    }
}

private final class AnswerHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer
    private let log: ScriptedServer.Log
    private let answer: ScriptedServer.Answer
    private var parser = RESPParser(maximumSize: 1_000_000)

    init(log: ScriptedServer.Log, answer: @escaping ScriptedServer.Answer) {
        self.log = log
        self.answer = answer
    }

    func channelActive(context: ChannelHandlerContext) {
        log.connected()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        parser.append(unwrapInboundIn(data))
        while let command = try? parser.next() {
            let words = (command.elements ?? []).map { $0.text ?? "" }
            log.add(words)
            guard let text = answer(words) ?? (words.first == "TIME" ? ScriptedServer.time : nil)
            else { continue }
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
#endif
