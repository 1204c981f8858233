// SPDX-License-Identifier: Apache-2.0

public import HTTPTypes
import Logging

/// Why a ``SessionTransaction`` has no response: what its handler or its commit threw.
///
/// `Sendable`.
public struct SessionFailure: Error, Sendable {
    /// What was thrown.
    public let error: any Error
    /// What the response must carry all the same: it may depend on the session.
    public let outcome: SessionOutcome

    init(_ error: any Error, outcome: SessionOutcome) {
        self.error = error
        self.outcome = outcome
    }

    /// What the client gets to know of a `SessionError`; nil where the handler threw another
    /// one.
    ///
    /// A response without details, which are in the log, and that nobody stores.
    public var response: HTTPResponse? {
        guard let error = error as? SessionError else { return nil }
        var fields: HTTPFields = [.cacheControl: "no-store"]
        outcome.apply(to: &fields)
        return HTTPResponse(status: error.code.httpStatus, headerFields: fields)
    }

    func log(to logger: Logger) {
        guard let error = error as? SessionError else { return }
        var level: Logger.Level = error.code.httpStatus.code < 500 ? .info : .error
        if error.code.mayBeOfTheProgram { level = .warning }
        logger.log(level: level, "session failed", metadata: error.logMetadata)
    }
}
