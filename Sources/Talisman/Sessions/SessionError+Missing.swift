// SPDX-License-Identifier: Apache-2.0

package import Logging
package import WebSessions

extension SessionError {
    /// The error of a handler whose request is in no transaction.
    package static var missing: SessionError {
        SessionError(
            .missingSession,
            "there is no session: the route is outside of the session middleware"
        )
    }

    /// Tells a log that there is no session, and what to do about it.
    package func tellMissing(to logger: Logger) {
        var metadata = logMetadata
        metadata["remedy"] = code.advice.map { "\($0)" }
        logger.error("session missing", metadata: metadata)
    }
}
