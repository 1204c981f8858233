// SPDX-License-Identifier: Apache-2.0

#if Redis
/// What went wrong between this process and the servers.
///
/// Holds no password, no command and no value: it may be logged as it is.
enum RedisFailure: Error, Sendable, Hashable {
    /// No connection can be made.
    case unreachable(RedisEndpoint, reason: String)
    /// The connection ended while replies were waited for.
    case closed(RedisEndpoint?)
    /// There was no reply in time.
    case timedOut
    /// The server speaks something else.
    case malformed(String)
    /// A reply is larger than is allowed.
    case tooLarge(maximum: Int)
    /// The server refused user name and password, or wants some.
    case refusedCredentials(RedisEndpoint, code: String)
    /// What should be the master is none.
    case noMaster(String)
    /// More calls are waiting on one connection than are allowed.
    case overloaded
    /// The store was closed.
    case shutDown
    /// A server's error that no repetition helps against.
    case refused(RedisReplyFailure)
    /// In the end it was that, but an earlier attempt got no reply: it may have been done.
    indirect case uncertain(RedisFailure)

    /// Whether the same call may succeed on another connection.
    var isTransient: Bool {
        switch self {
        case .unreachable, .closed, .timedOut, .malformed, .noMaster: true
        case .tooLarge, .refusedCredentials, .overloaded, .shutDown, .refused, .uncertain: false
        }
    }
}

extension RedisFailure {
    /// Whether no server did its work until the time was over, so that the next call would
    /// wait for nothing as well.
    var isAbsence: Bool {
        switch self {
        case .unreachable, .closed, .timedOut, .malformed, .noMaster: true
        case .refused(let reply): Self.absences.contains(reply.code)
        case .uncertain(let failure): failure.isAbsence
        case .tooLarge, .refusedCredentials, .overloaded, .shutDown: false
        }
    }

    private static let absences: Set<String> = ["LOADING", "BUSY", "CLUSTERDOWN", "MASTERDOWN"]

    /// What a log may be told: of what a server replied the code alone, because the rest may
    /// name a key.
    var cause: String {
        switch self {
        case .refused(let reply): "the server answered \(reply.code)"
        case .uncertain(let failure): "\(failure.cause); what was asked may have been done"
        default: description
        }
    }
}

extension RedisFailure: CustomStringConvertible {
    var description: String {
        switch self {
        case .unreachable(let endpoint, let reason): "\(endpoint) cannot be reached: \(reason)"
        case .closed(let endpoint?): "\(endpoint) closed the connection"
        case .closed(nil): "the connection was closed"
        case .timedOut: "there was no reply in time"
        case .malformed(let problem): "the reply is malformed: \(problem)"
        case .tooLarge(let maximum): "a reply has more than \(maximum) bytes"
        case .refusedCredentials(let endpoint, let code):
            "\(endpoint) refused the user name and password (\(code))"
        case .noMaster(let problem): problem
        case .overloaded: "too many calls are waiting for replies"
        case .shutDown: "the store was closed"
        case .refused(let failure): "the server answered \(failure.message)"
        case .uncertain(let failure): "\(failure); what was asked may have been done"
        }
    }
}
#endif
