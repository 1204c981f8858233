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

    private func listing(
        ofPrincipal principal: String
    ) async throws(SessionError) -> SessionRecordPage {
        let page = try await records(ofPrincipal: principal, container: "")
        // Containers may share a store; what belongs to another record is no session.
        let derived = Set(page.locators.flatMap { locators(of: $0).dropFirst() })
        return SessionRecordPage(
            records: page.records.filter { !derived.contains($0.locator) },
            unreadable: page.unreadable.filter { $0.locator.map { !derived.contains($0) } ?? true }
        )
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
        try await end(locator)
        return true
    }

    /// Ends all sessions of a principal in all containers, but for one.
    ///
    /// For "log out everywhere", and for the moment when an account is disabled or its
    /// password changes (ASVS 5.0 7.4.2, 7.4.3).
    ///
    /// - Parameters:
    ///   - principal: who was logged in.
    ///   - locator: the session that stays, such as the present one; nil for none.
    /// - Returns: how many sessions were ended.
    /// - Throws: what prevents a store from answering; the stores after it are not asked.
    @discardableResult
    public func endSessions(
        ofPrincipal principal: String,
        except locator: SessionLocator? = nil
    ) async throws(SessionError) -> Int {
        let ended = try await locators(ofPrincipal: principal).filter { $0 != locator }
        for locator in ended {
            try await end(locator)
        }
        try await endRemains(ofPrincipal: principal, except: locator)
        return ended.count
    }

    /// Ends a session in all containers.
    func end(_ locator: SessionLocator) async throws(SessionError) {
        for (name, locator) in zip(containers.names, locators(of: locator)) {
            let wasThere = try await revoke(locator, container: name)
            if wasThere { events.record(.revoked, store: containers[name].store.name) }
        }
    }

    /// Ends records in named containers whose session in the default one is over.
    private func endRemains(
        ofPrincipal principal: String,
        except locator: SessionLocator?
    ) async throws(SessionError) {
        let kept = Set(locator.map(locators) ?? [])
        for name in containers.names.dropFirst() {
            let page = try await records(ofPrincipal: principal, container: name)
            for locator in page.locators where !kept.contains(locator) {
                _ = try await revoke(locator, container: name)
            }
        }
    }

    /// The locators of a session in all containers, in the order of their names.
    private func locators(of locator: SessionLocator) -> [SessionLocator] {
        containers.names.map { locator.derived(forContainer: $0) }
    }
}

extension SessionRecordPage {
    /// All that are known, of what cannot be read first.
    fileprivate var locators: [SessionLocator] {
        unreadable.compactMap(\.locator) + records.map(\.locator)
    }
}
