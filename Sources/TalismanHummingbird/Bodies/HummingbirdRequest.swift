// SPDX-License-Identifier: Apache-2.0

#if Hummingbird
import HTTPTypes
import Hummingbird
import Talisman

/// A request of Hummingbird as `Talisman` reads it.
struct HummingbirdRequest: PeekableRequest {
    private(set) var request: Request
    /// The body, where all of it was read, so that it can be read again.
    private var whole: ByteBuffer?

    init(request: Request) {
        self.request = request
    }

    var head: HTTPRequest { request.head }

    /// Throws `HTTPError` with 413 for a body that is too large, and 400 for what breaks off or
    /// is not properly sent.
    mutating func buffer(upTo limit: Int) async throws -> [UInt8] {
        if let length = head.headerFields[.contentLength].flatMap(Int.init), length > limit {
            throw HTTPError(.contentTooLarge)
        }
        do {
            let body = try await request.collectBody(upTo: limit)
            whole = body
            return Array(body.readableBytesView)
        } catch {
            throw BodyFailure.error(for: error)
        }
    }

    mutating func peek(
        upTo limit: Int,
        until isEnough: ([UInt8]) -> Bool
    ) async throws -> BodyStart {
        if let whole { return BodyStart(Array(whole.readableBytesView), isWhole: true) }
        let reader = BodyReader(request.body)
        var start = ByteBuffer()
        var isWhole = false
        // Not asked for each piece: a client may send them byte by byte.
        var next = 1
        do {
            while start.readableBytes < limit, !isWhole {
                if start.readableBytes >= next {
                    if isEnough(Array(start.readableBytesView)) { break }
                    next = 2 * start.readableBytes
                }
                guard var part = try await reader.next() else {
                    isWhole = true
                    break
                }
                start.writeBuffer(&part)
            }
        } catch {
            throw BodyFailure.error(for: error)
        }
        whole = isWhole ? start : nil
        request.body =
            isWhole
            ? RequestBody(buffer: start)
            : RequestBody(asyncSequence: ResumedBody(start: start, rest: reader))
        return BodyStart(Array(start.readableBytesView), isWhole: isWhole)
    }

    mutating func replace(head: HTTPRequest, body: [UInt8]?) {
        if head != self.head { request = Request(head: head, body: request.body) }
        guard let body else { return }
        whole = ByteBuffer(bytes: body)
        request.body = RequestBody(buffer: ByteBuffer(bytes: body))
    }
}
#endif
