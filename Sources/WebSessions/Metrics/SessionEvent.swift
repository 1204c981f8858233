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
    case refused(RefusalReason)

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
        case .refused(.expired): "expired"
        case .refused: "refused"
        }
    }

    var reason: String? {
        if case .refused(let reason) = self, reason != .expired { reason.rawValue } else { nil }
    }
}
