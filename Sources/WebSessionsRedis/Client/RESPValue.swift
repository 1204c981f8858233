// SPDX-License-Identifier: Apache-2.0

#if Redis
/// One reply of the Redis protocol, version 2.
enum RESPValue: Sendable, Hashable {
    case simple(String)
    case failure(RedisReplyFailure)
    case integer(Int64)
    case bulk([UInt8])
    case array([RESPValue])
    case null

    /// The text of a simple or bulk reply.
    var text: String? {
        switch self {
        case .simple(let text): text
        case .bulk(let bytes): String(validating: bytes, as: UTF8.self)
        case .failure, .integer, .array, .null: nil
        }
    }

    /// A number, whether it came as one or as text.
    var number: Int64? {
        switch self {
        case .integer(let number): number
        case .simple, .bulk: text.flatMap { Int64($0) }
        case .failure, .array, .null: nil
        }
    }

    var bytes: [UInt8]? {
        if case .bulk(let bytes) = self { bytes } else { nil }
    }

    var elements: [RESPValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    var failure: RedisReplyFailure? {
        if case .failure(let failure) = self { failure } else { nil }
    }
}

/// An error that a server replied.
struct RedisReplyFailure: Error, Sendable, Hashable {
    /// The whole line.
    let message: String

    /// Leaves out the arguments that a server quotes when it does not know a command: they
    /// may be secret.
    init(message: String) {
        let quoted = message.firstRange(of: " with args beginning with:")
        self.message = String(message[..<(quoted?.lowerBound ?? message.endIndex)])
    }

    /// The first word, such as `MOVED`.
    var code: String {
        String(message.prefix { $0 != " " })
    }

    /// The words after the first one.
    var words: [Substring] {
        Array(message.split(separator: " ").dropFirst())
    }
}
#endif
