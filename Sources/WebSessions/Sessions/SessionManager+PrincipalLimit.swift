// SPDX-License-Identifier: Apache-2.0

/// How many sessions a principal may have.
extension SessionManager {
    /// Refuses a login over the maximum before anything is stored; its own session does not
    /// count, and a principal of nil is nobody's login.
    func checkLimit(
        of principal: String?,
        besides own: SessionLocator?
    ) async throws(SessionError) {
        guard let limit = principalLimit, limit.excess == .isRefused, let principal,
            try await others(of: principal, besides: own).count >= limit.maximum
        else { return }
        throw tooMany(limit)
    }

    /// Brings the sessions of whoever logged in down to the maximum.
    ///
    /// Another login may have come since the check; then this one gives way and is taken back.
    func enforceLimit(
        of principal: String?,
        besides own: SessionLocator?,
        _ ended: inout [SessionLocator]
    ) async throws(SessionError) {
        guard let limit = principalLimit, let principal else { return }
        let others = try await others(of: principal, besides: own)
        let excess = others.count + 1 - limit.maximum
        guard excess > 0 else { return }
        switch limit.excess {
        case .evictsOldest: try await end(Array(others.prefix(excess)), &ended)
        case .isRefused: throw tooMany(limit)
        }
    }

    private func others(
        of principal: String,
        besides own: SessionLocator?
    ) async throws(SessionError) -> [SessionLocator] {
        try await locators(ofPrincipal: principal).filter { $0 != own }
    }

    private func tooMany(_ limit: PrincipalLimit) -> SessionError {
        let message = "the principal has \(limit.maximum) sessions already"
        return SessionError(.tooManySessions, message)
    }
}
