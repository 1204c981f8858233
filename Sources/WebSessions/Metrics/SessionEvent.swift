import Logging

/// What happens to sessions, each counted once where it is decided.
enum SessionEvent {
    case created
    case loaded
    /// The secret was replaced without a login.
    case renewed
    case rotated
    case revoked
    case conflict
    /// A handler is run again after a conflict.
    case retried
    /// A store did not answer, or failed.
    case unavailable
    /// A listing found a record that cannot be read.
    case unreadable(UnreadableSessionRecord.Problem)
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
        case .conflict: "conflict"
        case .retried: "retried"
        case .unavailable: "unavailable"
        case .unreadable: "unreadable"
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
        case .dropped: "cross-site"
        default: nil
        }
    }

    /// Of most events nobody has to hear; a record that cannot be read stays until somebody acts,
    /// and whoever misses what was dropped looks for it in the log.
    var level: Logger.Level {
        switch self {
        case .unreadable: .warning
        case .dropped: .notice
        default: .debug
        }
    }
}
