// SPDX-License-Identifier: Apache-2.0

#if FlyingFox
public import FlyingFox
public import Foundation
import Logging
public import Talisman
public import WebSessions

/// What a ``WebSessionHTTPHandler`` tells the handlers inside of it.
struct CurrentRequest: Sendable {
    @TaskLocal static var value: CurrentRequest?

    let session: RequestSession
    let logger: Logger
}

extension FlyingFox.HTTPRequest {
    /// The session of the request that the present task handles.
    ///
    /// - Throws: `SessionError` with `missingSession` outside of a ``WebSessionHTTPHandler``, and
    ///   in a detached task.
    public var session: Session {
        get throws(SessionError) {
            guard let current = CurrentRequest.value else { throw .missing }
            return current.session.session
        }
    }

    /// Reads the body as a form (`application/x-www-form-urlencoded`).
    ///
    /// A body over the size that the server shares can be read only once.
    ///
    /// - Parameter limits: what a form may have; 64 KiB and 1,000 fields by default.
    /// - Returns: the fields; none where the body is empty.
    /// - Throws: `StatusError` with 415 for another media type, 413 for what is too large, and
    ///   400 for what is not properly encoded or breaks off.
    public func readForm(limits: FormLimits = FormLimits()) async throws -> FormFields {
        var request = FlyingFoxRequest(self)
        return try await request.readForm(limits: limits)
    }

    /// Reads the body as a whole.
    ///
    /// - Parameter limit: the most bytes that it may have.
    /// - Returns: the body.
    /// - Throws: `StatusError` with 413 for a body that is too large, and 400 for one that breaks
    ///   off or is not properly sent, which an error of `bodyData` does not tell.
    public func body(upTo limit: Int) async throws -> Data {
        var request = FlyingFoxRequest(self)
        return Data(try await request.buffer(upTo: limit))
    }

    /// The address of the other end of the connection, as `SameOriginPolicy` wants it; nil where
    /// the server does not tell it.
    var peerAddress: String? {
        switch remoteAddress {
        case .ip4(let address, _), .ip6(let address, _): address
        case .unix: "unix:"
        case nil: nil
        }
    }
}
#endif
