// SPDX-License-Identifier: Apache-2.0

import Logging

/// What happens to sessions, each counted once where it is decided.
enum SessionEvent {
    case created
    case loaded
    /// The secret was replaced without a login.
    case renewed
    case rotated
    case revoked
    /// An observer was told of the end of a session.
    case ended(SessionEndCause)
    /// An observer could not be told: it threw an error of a type, or took too long.
    case untold(error: String?)
    case conflict
    /// A handler is run again after a conflict.
    case retried
    /// A store did not answer, or failed.
    case unavailable
    /// There is a record that cannot be read.
    case unreadable(UnreadableSessionRecord.Problem)
    /// There is a value that cannot be read as a type.
    case undecodable(String)
    /// Messages were over the limits.
    case flashLost(FlashLoss)
    /// The circuit breaker of a store has another state.
    case circuit(CircuitBreaker.State)
    /// A store that was asked whether it answers again did not, so that its breaker is open.
    case stillAway
    case refused(RefusalReason)
    /// A request that another site started wrote, and was to make no session.
    case dropped

    var label: String {
        switch self {
        case .created: "created"
        case .loaded: "loaded"
        case .renewed: "renewed"
        case .rotated: "rotated"
        case .revoked: "revoked"
        case .ended: "ended"
        case .untold: "untold"
        case .conflict: "conflict"
        case .retried: "retried"
        case .unavailable: "unavailable"
        case .unreadable: "unreadable"
        case .undecodable: "undecodable"
        case .flashLost: "flash.lost"
        case .circuit, .stillAway: "circuit"
        case .refused(.expired): "expired"
        case .refused: "refused"
        case .dropped: "dropped"
        }
    }

    var reason: String? {
        switch self {
        case .refused(.expired): nil
        case .refused(let reason): reason.rawValue
        case .unreadable(let problem): problem.rawValue
        case .flashLost(let loss): loss.rawValue
        case .dropped: "cross-site"
        case .ended(let cause): cause.rawValue
        case .untold(let error): error == nil ? "late" : "failed"
        default: nil
        }
    }

    /// The name of the type concerned.
    var type: String? {
        switch self {
        case .undecodable(let type): type
        case .untold(let type): type
        default: nil
        }
    }

    /// The state of a circuit breaker.
    var state: String? {
        switch self {
        case .circuit(let state): state.rawValue
        case .stillAway: CircuitBreaker.State.open.rawValue
        default: nil
        }
    }

    /// What the log says.
    var message: String {
        switch self {
        case .circuit(.open): "the session store does not answer; calls are refused until it does"
        case .circuit(.halfOpen): "the session store is asked whether it answers again"
        case .circuit(.closed): "the session store answers again"
        case .stillAway: "the session store still does not answer"
        case .untold:
            "an observer of ends of sessions failed, or took too long; it will be told again"
        default: "session \(label)"
        }
    }

    /// Of most events nobody has to hear; what cannot be read stays until somebody acts, and
    /// whoever misses what was dropped looks for it in the log.
    var level: Logger.Level {
        switch self {
        case .unreadable, .undecodable, .untold, .circuit(.open): .warning
        case .circuit(.closed), .dropped: .notice
        case .flashLost: .info
        default: .debug
        }
    }
}
