// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import WebSessions

extension SessionError {
    /// What a store reports when its servers fail it.
    init(_ failure: PostgresFailure, store: String) {
        let (code, message) = Self.report(failure)
        self.init(
            code,
            message,
            store: store,
            underlying: failure,
            cause: failure.cause,
            isStoreAway: failure.isAbsence
        )
    }

    private static func report(_ failure: PostgresFailure) -> (SessionErrorCode, String) {
        switch failure {
        case .unreachable, .shutDown:
            (.storeUnavailable, "\(failure)")
        case .refusedCredentials:
            (
                .storeUnavailable,
                "\(failure); correct them in the PostgreSQL URL, the password file or the "
                    + "environment"
            )
        case .closed, .timedOut, .malformed, .overloaded:
            (.storeFailure, "\(failure)")
        case .uncertain(let cause):
            (report(cause).0, "\(failure)")
        case .refused(let reply):
            refusals[reply.state] ?? (.storeFailure, "\(failure)")
        }
    }

    private static let refusals: [String: (SessionErrorCode, String)] = [
        PostgresState.diskFull: (.storeFull, "the server's disk is full"),
        PostgresState.undefinedTable: missing,
        PostgresState.undefinedSchema: missing,
        PostgresState.undefinedFunction: missing,
        "42501": (
            .storeUnavailable,
            "the PostgreSQL role lacks a permission; the documentation of the store lists them"
        ),
        "25006": (
            .storeUnavailable,
            "the server takes no writes; name its primary in the PostgreSQL URL"
        ),
        "53300": (
            .storeUnavailable,
            "the server has as many connections as max_connections allows"
        ),
        "55P03": (.storeFailure, "another transaction kept the session locked for too long"),
        "57014": (.storeFailure, "the server took too long, and gave the statement up"),
    ]

    private static let missing: (SessionErrorCode, String) = (
        .storeUnavailable,
        "the schema has no tables of sessions, or those of an older version; migrate() makes "
            + "them, which the store does itself unless it was told not to"
    )
}
#endif
