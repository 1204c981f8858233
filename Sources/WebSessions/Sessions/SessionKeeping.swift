// SPDX-License-Identifier: Apache-2.0

/// What a login keeps of the session in which it happens.
///
/// `Sendable`.
public enum SessionKeeping: Sendable, Hashable {
    /// Everything that was stored while nobody was logged in, or the same principal; nothing of
    /// another principal's session.
    case automatic
    /// Everything, whoever it belonged to.
    case everything
    /// These packages, whoever they belonged to, and nothing else.
    case packages(Set<String>)

    /// Nothing.
    public static let nothing = SessionKeeping.packages([])

    /// The packages that are taken into a new session; nil where the session goes on.
    func packages(leaving old: String?, for new: String) -> Set<SessionName>? {
        switch self {
        case .everything: nil
        case .packages(let names): Set(names.map { SessionName($0) })
        case .automatic: old.map { $0.hasBytes(of: new) } ?? true ? nil : []
        }
    }
}
