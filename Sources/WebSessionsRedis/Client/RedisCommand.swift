// SPDX-License-Identifier: Apache-2.0

#if Redis
import NIOCore

/// A command with its arguments.
struct RedisCommand: Sendable {
    enum Argument: Sendable {
        case bytes([UInt8])
        /// The time by the server's clock, in milliseconds since 1970, at which the caller
        /// stops waiting; the connection knows it.
        case deadline
        /// The time by the server's clock since when the command may have been done; empty
        /// where it is sent for the first time.
        case firstSent
    }

    /// What the connection knows of the times of a command, in milliseconds since 1970.
    struct Times {
        let deadline: Int64
        let firstSent: Int64?
    }

    var arguments: [Argument]

    init(_ words: String..., arguments: [[UInt8]] = []) {
        self.arguments = words.map { .bytes(Array($0.utf8)) } + arguments.map { .bytes($0) }
    }

    init(arguments: [Argument]) {
        self.arguments = arguments
    }

    /// Writes the command as an array of strings.
    func write(to buffer: inout ByteBuffer, _ times: Times) {
        buffer.writeLength("*", arguments.count)
        for argument in arguments {
            switch argument {
            case .bytes(let bytes):
                buffer.writeLength("$", bytes.count)
                buffer.writeBytes(bytes)
            case .deadline: buffer.writeText(String(times.deadline))
            case .firstSent: buffer.writeText(times.firstSent.map { String($0) } ?? "")
            }
            buffer.writeStaticString("\r\n")
        }
    }
}

extension ByteBuffer {
    fileprivate mutating func writeText(_ text: String) {
        writeLength("$", text.utf8.count)
        writeString(text)
    }

    fileprivate mutating func writeLength(_ mark: StaticString, _ length: Int) {
        writeStaticString(mark)
        writeString(String(length))
        writeStaticString("\r\n")
    }
}
#endif
