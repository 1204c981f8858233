// SPDX-License-Identifier: Apache-2.0

extension SessionManager {
    /// The sessions of a principal, oldest first: for a page on which the principal sees and
    /// ends them (ASVS 5.0 7.5.2).
    ///
    /// A session whose record cannot be read is left out, logged as a warning and counted:
    /// nobody can use it with this version of the library. It ends with the others.
    ///
    /// - Throws: what prevents the store from answering.
    public func sessions(
        ofPrincipal principal: String
    ) async throws(SessionError) -> [SessionRecord] {
        try await listing(ofPrincipal: principal).records
    }

    /// The locators of the sessions of a principal: first those whose records cannot be read,
    /// then all others, oldest first.
    func locators(
        ofPrincipal principal: String
    ) async throws(SessionError) -> [SessionLocator] {
        try await listing(ofPrincipal: principal).locators
    }

    /// Every session of a principal has its record in the default container; those that cannot
    /// be read are reported.
    private func listing(
        ofPrincipal principal: String
    ) async throws(SessionError) -> SessionRecordPage {
        let page = try await ask("", to: .list) { store in
            let page = try await store.records(ofPrincipal: principal)
            return PlainAnswer(page, "listed", count: page.records.count)
        }.value
        for record in page.unreadable {
            events.record(.unreadable(record.problem), store: containers.default.store.name)
        }
        return page
    }

    /// Ends one session of a principal in all containers.
    ///
    /// - Returns: whether the principal had that session.
    /// - Throws: what prevents a store from answering.
    @discardableResult
    public func endSession(
        _ locator: SessionLocator,
        ofPrincipal principal: String
    ) async throws(SessionError) -> Bool {
        guard try await locators(ofPrincipal: principal).contains(locator) else { return false }
        try await endAndTell([locator])
        return true
    }

    /// Ends all sessions of a principal in all containers, but for one.
    ///
    /// For "log out everywhere", and for the moment when an account is disabled or its
    /// password changes (ASVS 5.0 7.4.2, 7.4.3).
    ///
    /// The default container comes first, whose records are the sessions. What named containers
    /// keep of them is out of reach from then on, and is deleted.
    ///
    /// - Parameters:
    ///   - principal: who was logged in.
    ///   - locator: the session that stays, such as the present one; nil for none.
    /// - Returns: how many sessions were ended.
    /// - Throws: what prevents a store from answering; all sessions that can be ended are, and
    ///   another call does the rest. Where it is that of a named container,
    ///   the sessions are ended, and what it keeps of them stays, out of reach, until it
    ///   expires.
    @discardableResult
    public func endSessions(
        ofPrincipal principal: String,
        except locator: SessionLocator? = nil
    ) async throws(SessionError) -> Int {
        let ended = try await locators(ofPrincipal: principal).filter { $0 != locator }
        try await endAndTell(ended)
        return ended.count
    }

    private func endAndTell(_ locators: [SessionLocator]) async throws(SessionError) {
        var ended: [SessionLocator] = []
        do throws(SessionError) {
            try await end(locators, &ended)
        } catch {
            await tellEnds(of: ended)
            throw error
        }
        await tellEnds(of: ended)
    }

    /// Ends sessions; one that cannot be ended keeps no other alive.
    ///
    /// Whoever calls tells of the ends of those that this call has ended, and notes.
    func end(
        _ locators: [SessionLocator],
        _ ended: inout [SessionLocator]
    ) async throws(SessionError) {
        var failure: SessionError?
        for locator in locators {
            do {
                guard try await revoke(locator, container: "") else { continue }
                events.record(.revoked, store: containers.default.store.name)
                ended.append(locator)
            } catch {
                failure = failure ?? error
            }
        }
        try await clearData(of: locators)
        if let failure { throw failure }
    }

    /// Removes what named containers on the server keep of sessions that are over; one that
    /// fails keeps the others from nothing.
    func clearData(of locators: [SessionLocator]) async throws(SessionError) {
        var failure: SessionError?
        for name in containers.names.dropFirst() where !containers[name].isElsewhere {
            do {
                for locator in locators {
                    _ = try await revoke(locator.derived(forContainer: name), container: name)
                }
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
    }
}

extension SessionRecordPage {
    /// All that are known, of what cannot be read first.
    fileprivate var locators: [SessionLocator] {
        unreadable.compactMap(\.locator) + records.map(\.locator)
    }
}
