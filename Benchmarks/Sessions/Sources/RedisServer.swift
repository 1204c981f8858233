// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && PostgreSQL && Redis && SQLite
import Foundation
import NIOCore
import NIOPosix

/// What a Redis server says about itself.
struct RedisServer: Sendable {
    /// It does not say what was asked.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private let url: URLComponents

    init(url: String) throws {
        guard let url = URLComponents(string: url) else {
            throw Failure(description: "\(url) is no URL")
        }
        self.url = url
    }

    /// One of the numbers of `INFO`.
    func fact(_ name: String) async throws -> Int {
        let lines = try await reply(to: "INFO").split(whereSeparator: \.isNewline)
        let line = lines.first { $0.hasPrefix("\(name):") }
        guard let number = line.flatMap({ Int($0.dropFirst(name.count + 1)) }) else {
            throw Failure(description: "the server does not tell its \(name)")
        }
        return number
    }

    /// Writes a dump, and waits for it.
    func save() async throws {
        let reply = try await reply(to: "SAVE")
        guard reply == "+OK" else { throw Failure(description: "SAVE: \(reply)") }
    }

    /// Sends one command on a connection of its own.
    private func reply(to command: String) async throws -> String {
        let host = url.host ?? "127.0.0.1"
        let login = "AUTH \(url.user ?? "default") \(url.password ?? "")"
        let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(host: host, port: url.port ?? 6379) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel
                    )
                }
            }
        let text = try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: "\(login)\r\n\(command)\r\nQUIT\r\n"))
            var text = ""
            for try await part in inbound {
                text += String(buffer: part)
            }
            return text
        }
        let done = "+OK\r\n"
        guard text.hasPrefix(done), text.hasSuffix(done), text.count > 2 * done.count else {
            throw Failure(description: "the server answered \(text)")
        }
        return text.dropFirst(done.count).dropLast(done.count)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
#endif
