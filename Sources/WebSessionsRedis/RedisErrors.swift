// SPDX-License-Identifier: Apache-2.0

#if Redis
import WebSessions

extension SessionError {
    /// What a store reports when its servers fail it.
    init(_ failure: RedisFailure, store: String) {
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

    private static func report(_ failure: RedisFailure) -> (SessionErrorCode, String) {
        switch failure {
        case .unreachable, .noMaster:
            (.storeUnavailable, "\(failure)")
        case .refusedCredentials:
            (.storeUnavailable, "\(failure); correct them in the Redis URL")
        case .shutDown:
            (.storeUnavailable, "\(failure)")
        case .closed, .timedOut, .malformed, .tooLarge, .overloaded:
            (.storeFailure, "\(failure)")
        case .uncertain(let cause):
            (report(cause).0, "\(failure)")
        case .refused(let reply):
            refusals[reply.code] ?? (.storeFailure, "the server answered \(reply.message)")
        }
    }

    private static let refusals: [String: (SessionErrorCode, String)] = [
        "READONLY": (
            .storeUnavailable,
            "the server is a replica and takes no writes; put its master into the Redis URL"
        ),
        "OOM": (.storeFull, "the server has as much data as maxmemory allows"),
        "NOPERM": (
            .storeUnavailable,
            "the Redis user lacks a permission; the documentation of the store lists them"
        ),
        "NOAUTH": (.storeUnavailable, "the server wants a password; put it into the Redis URL"),
        "MISCONF": (.storeFailure, "the server cannot write to its disk and refuses changes"),
        "FORGOTTEN": (
            .storeFailure,
            "the reply was lost, and so many commits followed that it is not known any more "
                + "whether the commit was done"
        ),
        "NOREPLICAS": (
            .storeFailure, "the server has fewer replicas than min-replicas-to-write asks for"
        ),
    ]
}
#endif
