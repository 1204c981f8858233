extension SessionCommitter {
    /// Who logs in by this commit; nil where nobody does.
    var newPrincipal: String? { state.changes.principal ?? nil }

    /// Refuses a login over the maximum before anything is stored.
    func checkPrincipalLimit() async throws(SessionError) {
        guard let limit = manager.principalLimit, limit.excess == .isRefused,
            let principal = newPrincipal,
            try await others(of: principal).count >= limit.maximum
        else { return }
        throw tooMany(limit)
    }

    /// Brings the sessions of whoever logged in down to the maximum.
    ///
    /// Another login may have come since the check; then this one gives way and is taken back.
    func enforcePrincipalLimit() async throws(SessionError) {
        guard let limit = manager.principalLimit, let principal = newPrincipal else { return }
        let others = try await others(of: principal)
        let excess = others.count + 1 - limit.maximum
        guard excess > 0 else { return }
        switch limit.excess {
        case .evictsOldest:
            try await manager.end(Array(others.prefix(excess)))
        case .isRefused: throw tooMany(limit)
        }
    }

    private var ownLocator: SessionLocator? { issued?.locator ?? state.locator }

    private func others(of principal: String) async throws(SessionError) -> [SessionLocator] {
        try await manager.locators(ofPrincipal: principal).filter { $0 != ownLocator }
    }

    private func tooMany(_ limit: PrincipalLimit) -> SessionError {
        let message = "the principal has \(limit.maximum) sessions already"
        return SessionError(.tooManySessions, message)
    }
}
