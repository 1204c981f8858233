// SPDX-License-Identifier: Apache-2.0

#if Hummingbird
import Hummingbird

/// A body whose failures are the client's: what is not properly sent becomes a 400, whoever
/// reads it.
struct CheckedBody: AsyncSequence, Sendable {
    let body: RequestBody

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(base: body.makeAsyncIterator())
    }

    struct AsyncIterator: AsyncIteratorProtocol {
        var base: RequestBody.AsyncIterator

        mutating func next() async throws -> ByteBuffer? {
            do {
                return try await base.next()
            } catch {
                throw BodyFailure.error(for: error)
            }
        }
    }
}

extension Request {
    /// The same request, whose body fails as the client's failure.
    func checkingBody() -> Request {
        var request = self
        request.body = RequestBody(asyncSequence: CheckedBody(body: body))
        return request
    }
}

/// What the client gets to know of a body that could not be read.
enum BodyFailure {
    /// The error that goes on to the client: 400 unless it has a status or was cancelled.
    static func error(for error: any Error) -> any Error {
        if let error = error as? any HTTPResponseError { return HTTPError(error.status) }
        return error is CancellationError ? error : HTTPError(.badRequest)
    }
}
#endif
