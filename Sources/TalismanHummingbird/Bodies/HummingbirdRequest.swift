// SPDX-License-Identifier: Apache-2.0

#if Hummingbird
import HTTPTypes
import Hummingbird
import Talisman

/// A request of Hummingbird as `Talisman` reads it.
struct HummingbirdRequest: ServerRequest {
    var request: Request

    var head: HTTPRequest { request.head }

    /// Throws `HTTPError` with 413 for a body that is too large, and 400 for what breaks off or
    /// is not properly sent.
    mutating func buffer(upTo limit: Int) async throws -> [UInt8] {
        if let length = head.headerFields[.contentLength].flatMap(Int.init), length > limit {
            throw HTTPError(.contentTooLarge)
        }
        do {
            return Array(try await request.collectBody(upTo: limit).readableBytesView)
        } catch {
            throw BodyFailure.error(for: error)
        }
    }

    mutating func replace(head: HTTPRequest, body: [UInt8]?) {
        if head != self.head { request = Request(head: head, body: request.body) }
        if let body { request.body = RequestBody(buffer: ByteBuffer(bytes: body)) }
    }
}
#endif
