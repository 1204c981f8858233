// SPDX-License-Identifier: Apache-2.0

#if Hummingbird
import Hummingbird

/// A body whose start was read already; it can be read once.
struct ResumedBody: AsyncSequence, Sendable {
    let start: ByteBuffer
    let rest: BodyReader

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(start: start, rest: rest)
    }

    struct AsyncIterator: AsyncIteratorProtocol {
        var start: ByteBuffer?
        let rest: BodyReader

        mutating func next() async throws -> ByteBuffer? {
            if let part = start {
                start = nil
                if part.readableBytes > 0 { return part }
            }
            return try await rest.next()
        }
    }
}

/// Reads a body piece by piece, for one reader after another.
actor BodyReader {
    private var iterator: RequestBody.AsyncIterator

    init(_ body: RequestBody) {
        iterator = body.makeAsyncIterator()
    }

    func next() async throws -> ByteBuffer? {
        var iterator = iterator
        defer { self.iterator = iterator }
        return try await iterator.next(isolation: self)
    }
}
#endif
