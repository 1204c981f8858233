#if Hummingbird
import Hummingbird

extension Request {
    /// Reads the body as a whole.
    ///
    /// Throws `HTTPError` with 413 for one that is too large, and 400 for what breaks off or is
    /// not properly sent.
    mutating func buffer(upTo limit: Int) async throws -> ByteBuffer {
        if let length = headers[.contentLength].flatMap(Int.init), length > limit {
            throw HTTPError(.contentTooLarge)
        }
        do {
            return try await collectBody(upTo: limit)
        } catch {
            throw BodyFailure.error(for: error)
        }
    }

    /// Whether the head says that the body is at most so long.
    ///
    /// Over HTTP/2 a request without a length may still have a body, but for methods that
    /// give it no meaning (RFC 9110 section 9.3).
    func hasBody(upTo limit: Int) -> Bool {
        guard headers[.transferEncoding] == nil else { return false }
        guard let text = headers[.contentLength] else {
            return [.get, .head, .options, .delete].contains(method)
        }
        return Int(text).map { $0 <= limit } ?? false
    }

    /// The same request, whose body fails as the client's failure.
    func checkingBody() -> Request {
        var request = self
        request.body = RequestBody(asyncSequence: CheckedBody(body: body))
        return request
    }
}
#endif
