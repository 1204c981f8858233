// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
/// An error of a server: its code, and its message without details.
struct PostgresReplyFailure: Error, Sendable, Hashable {
    let state: String
    let message: String
}

/// What went wrong between this process and the servers.
///
/// Holds no password, no statement and no value: it may be logged as it is.
enum PostgresFailure: Error, Sendable, Hashable {
    /// No connection can be made.
    case unreachable(PostgresEndpoint, reason: String)
    /// The connection ended while replies were waited for.
    case closed(PostgresEndpoint)
    /// There was no reply in time.
    case timedOut
    /// The reply is not understood.
    case malformed(String)
    /// The server refused user name and password, or wants some.
    case refusedCredentials(PostgresEndpoint, state: String)
    /// More calls are waiting on one connection than are allowed.
    case overloaded
    /// The store was closed.
    case shutDown
    /// A server's error that no repetition helps against, or helped against in time.
    case refused(PostgresReplyFailure)
    /// In the end it was that, but an earlier attempt got no reply: it may have been done.
    indirect case uncertain(PostgresFailure)

    /// Whether the same call may succeed on another connection.
    var isTransient: Bool {
        switch self {
        case .unreachable, .closed, .timedOut: true
        case .refused(let failure): PostgresState.remedy(for: failure.state) != nil
        case .malformed, .refusedCredentials, .overloaded, .shutDown, .uncertain: false
        }
    }

    /// Whether no server did its work until the time was over, so that the next call would
    /// wait for nothing as well.
    var isAbsence: Bool {
        switch self {
        case .unreachable, .closed, .timedOut: true
        case .refused(let reply): PostgresState.absences.contains(reply.state)
        case .uncertain(let failure): failure.isAbsence
        case .malformed, .refusedCredentials, .overloaded, .shutDown: false
        }
    }

    /// The code of the server, where it answered with one.
    var state: String? {
        switch self {
        case .refused(let reply): reply.state
        case .uncertain(let failure): failure.state
        default: nil
        }
    }

    /// What a log may be told: of what a server replied the code alone, because the rest may
    /// name a value.
    var cause: String {
        switch self {
        case .refused(let reply): "the server answered \(reply.state)"
        case .uncertain(let failure): "\(failure.cause); what was asked may have been done"
        default: description
        }
    }
}

extension PostgresFailure: CustomStringConvertible {
    var description: String {
        switch self {
        case .unreachable(let endpoint, let reason): "\(endpoint) cannot be reached: \(reason)"
        case .closed(let endpoint): "\(endpoint) closed the connection"
        case .timedOut: "there was no reply in time"
        case .malformed(let problem): "the reply is malformed: \(problem)"
        case .refusedCredentials(let endpoint, let state):
            "\(endpoint) refused the user name and password (\(state))"
        case .overloaded: "too many calls are waiting for replies"
        case .shutDown: "the store was closed"
        case .refused(let failure): "the server answered \(failure.state): \(failure.message)"
        case .uncertain(let failure): "\(failure); what was asked may have been done"
        }
    }
}
#endif
