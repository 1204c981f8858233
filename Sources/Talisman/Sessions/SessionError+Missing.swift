// SPDX-License-Identifier: Apache-2.0

package import WebSessions

extension SessionError {
    /// The error of a handler whose request is in no transaction.
    package static var missing: SessionError {
        SessionError(
            .missingSession,
            "there is no session: the route is outside of the session middleware"
        )
    }
}
