/// What happens to sessions, each counted once where it is decided.
enum SessionEvent {
    case created
    case loaded
    case rotated
    case revoked
    case conflict
    /// A handler is run again after a conflict.
    case retried
    case refused(RefusalReason)

    var label: String {
        switch self {
        case .created: "created"
        case .loaded: "loaded"
        case .rotated: "rotated"
        case .revoked: "revoked"
        case .conflict: "conflict"
        case .retried: "retried"
        case .refused(.expired): "expired"
        case .refused: "refused"
        }
    }

    var reason: String? {
        if case .refused(let reason) = self, reason != .expired { reason.rawValue } else { nil }
    }
}
