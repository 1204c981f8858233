// SPDX-License-Identifier: Apache-2.0

#if Hummingbird
import HTTPTypes
import Hummingbird
import Talisman
import WebSessions

/// An error whose response depends on the session.
struct VaryingError: HTTPResponseError, ReportedError {
    let original: any HTTPResponseError
    let outcome: SessionOutcome

    var status: HTTPResponse.Status { original.status }
    var reported: any Error { (original as? any ReportedError)?.reported ?? original }
    var message: String? { original.ownMessage }

    func response(from request: Request, context: some RequestContext) throws -> Response {
        var response = try original.response(from: request, context: context)
        outcome.apply(to: &response.headers)
        return response
    }
}

/// The error of a session, with the response that its client gets.
struct FailedSession: HTTPResponseError, ReportedError {
    let head: HTTPResponse
    let reported: any Error

    var status: HTTPResponse.Status { head.status }
    var message: String? { nil }

    func response(from request: Request, context: some RequestContext) -> Response {
        Response(status: head.status, headers: head.headerFields)
    }
}
#endif
