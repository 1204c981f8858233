// SPDX-License-Identifier: Apache-2.0

#if Redis
import NIOCore
@testable import WebSessions
@testable import WebSessionsRedis

/// Reads the replies of a server, in pieces of any size.
///
/// The input is a byte that chooses the pieces, and what the server sends.
enum RedisEntry {
    private static let maximumSize = 4096

    static func run(_ input: [UInt8]) throws {
        var rest = input[...]
        let size = Int(rest.takeChoices()) + 1
        let whole = replies(to: Array(rest), inPiecesOf: max(rest.count, 1))
        let cut = replies(to: Array(rest), inPiecesOf: size)
        try require(whole.replies == cut.replies, "other replies where they are cut")
        try require(
            whole.failure?.isTooLarge == cut.failure?.isTooLarge,
            "\(String(describing: whole.failure)) is \(String(describing: cut.failure)) where cut"
        )
        for reply in whole.replies { try look(at: reply) }
    }

    private static func replies(
        to bytes: [UInt8],
        inPiecesOf size: Int
    ) -> (replies: [RESPValue], failure: RedisFailure?) {
        var parser = RESPParser(maximumSize: maximumSize)
        var replies: [RESPValue] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            parser.append(ByteBuffer(bytes: bytes[start..<min(start + size, bytes.count)]))
            do throws(RedisFailure) {
                while let reply = try parser.next() { replies.append(reply) }
            } catch {
                _ = error.description
                return (replies, error)
            }
        }
        return (replies, nil)
    }

    /// What the store makes of replies.
    private static func look(at reply: RESPValue) throws {
        _ = (reply.text, reply.number, reply.bytes)
        let server = RedisEndpoint(host: "localhost", port: 6379)
        do throws(RedisFailure) {
            _ = try ClusterMap.read(reply, askedAt: server)
        } catch {
            _ = error.cause
        }
        if let failure = reply.failure {
            _ = (RedisRemedy(failure), failure.code, failure.words)
        }
    }
}

extension RedisFailure {
    fileprivate var isTooLarge: Bool {
        if case .tooLarge = self { true } else { false }
    }
}
#endif
