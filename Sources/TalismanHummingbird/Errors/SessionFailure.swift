#if Hummingbird
import Hummingbird
import Logging
import WebSessions

/// Decides what the client gets to know of a failure behind ``SessionMiddleware``.
enum SessionFailure {
    /// The error that goes on to the client.
    ///
    /// A failure of the session becomes a response without details, which go to the log.
    static func error(
        for error: any Error,
        outcome: SessionOutcome,
        logger: Logger
    ) -> any Error {
        var error = error
        if let failure = error as? SessionError {
            log(failure, logger)
            error = HTTPError(status(of: failure), headers: [.cacheControl: "no-store"])
        }
        guard outcome.isAccessed || outcome.isInURL,
            let response = error as? any HTTPResponseError
        else { return error }
        return VaryingError(original: response, outcome: outcome)
    }

    /// 409 where another request was faster, 403 where another site started one that logs in,
    /// 503 where the store failed, and 500 for mistakes of the program.
    static func status(of error: SessionError) -> HTTPResponse.Status {
        switch error.code {
        case .conflict, .rotated, .gone, .expired, .staleForm, .tooManySessions: .conflict
        case .notLoggedIn, .loginTooOld: .unauthorized
        case .crossSite: .forbidden
        case .storeFailure, .storeFull, .storeUnavailable: .serviceUnavailable
        default: .internalServerError
        }
    }

    private static func log(_ error: SessionError, _ logger: Logger) {
        let level: Logger.Level = status(of: error) == .conflict ? .info : .error
        logger.log(level: level, "session failed", metadata: error.logMetadata)
    }
}

/// An error whose response depends on the session.
struct VaryingError: HTTPResponseError {
    let original: any HTTPResponseError
    let outcome: SessionOutcome

    var status: HTTPResponse.Status { original.status }

    func response(from request: Request, context: some RequestContext) throws -> Response {
        var response = try original.response(from: request, context: context)
        outcome.apply(to: &response.headers)
        return response
    }
}
#endif
