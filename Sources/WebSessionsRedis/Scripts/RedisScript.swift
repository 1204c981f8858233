// SPDX-License-Identifier: Apache-2.0

#if Redis
import Crypto

/// A Lua script, which the server knows by the SHA-1 of its text.
struct RedisScript: Sendable {
    let source: [UInt8]
    let digest: [UInt8]

    init(_ parts: String...) {
        source = Array(parts.joined(separator: "\n").utf8)
        let hash = Insecure.SHA1.hash(data: source)
        digest = hash.flatMap { byte in
            let digits = String(byte, radix: 16)
            return Array((byte < 16 ? "0" + digits : digits).utf8)
        }
    }

    /// The command that runs the script where the server has it.
    func byDigest(
        _ keys: [[UInt8]],
        _ arguments: [RedisCommand.Argument]
    ) -> RedisCommand {
        command("EVALSHA", digest, keys, arguments)
    }

    /// The command that runs the script and leaves it at the server.
    func bySource(
        _ keys: [[UInt8]],
        _ arguments: [RedisCommand.Argument]
    ) -> RedisCommand {
        command("EVAL", source, keys, arguments)
    }

    private func command(
        _ name: String,
        _ script: [UInt8],
        _ keys: [[UInt8]],
        _ arguments: [RedisCommand.Argument]
    ) -> RedisCommand {
        let head = [Array(name.utf8), script, Array(String(keys.count).utf8)] + keys
        return RedisCommand(arguments: head.map { .bytes($0) } + arguments)
    }
}
#endif
