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

    /// Every session of a principal has a record in the default container; those of named
    /// containers have another ``SessionOwner``, and are none.
    private func listing(
        ofPrincipal principal: String
    ) async throws(SessionError) -> SessionRecordPage {
        try await records(ofPrincipal: SessionOwner(principal).stored, container: "")
    }

    /// Ends one session of a principal in all containers.
    ///
    /// Data that a client keeps itself is out of reach; ``EncryptedCookieStore`` says what
    /// becomes of it.
    ///
    /// - Returns: whether the principal had that session.
    /// - Throws: what prevents a store from answering.
    @discardableResult
    public func endSession(
        _ locator: SessionLocator,
        ofPrincipal principal: String
    ) async throws(SessionError) -> Bool {
        guard try await locators(ofPrincipal: principal).contains(locator) else { return false }
        try await end([locator])
        return true
    }

    /// Ends all sessions of a principal in all containers, but for one.
    ///
    /// For "log out everywhere", and for the moment when an account is disabled or its
    /// password changes (ASVS 5.0 7.4.2, 7.4.3).
    ///
    /// The default container comes first, which decides who is logged in. What named
    /// containers keep of sessions that were over before is ended too. Data that a client
    /// keeps itself is out of reach; ``EncryptedCookieStore`` says what becomes of it.
    ///
    /// - Parameters:
    ///   - principal: who was logged in.
    ///   - locator: the session that stays, such as the present one; nil for none.
    /// - Returns: how many sessions were ended.
    /// - Throws: what prevents a store from answering. Where it is that of a named container,
    ///   all other stores have done their work; another call does the rest.
    @discardableResult
    public func endSessions(
        ofPrincipal principal: String,
        except locator: SessionLocator? = nil
    ) async throws(SessionError) -> Int {
        let ended = try await locators(ofPrincipal: principal).filter { $0 != locator }
        try await end(ended, remainsOf: principal, except: locator)
        return ended.count
    }

    /// Ends sessions in all containers on the server.
    ///
    /// The default container comes first, and a named one that fails keeps the others from
    /// nothing. Where a principal is named, what named containers keep of that principal's sessions
    /// that were over before ends too, but for what belongs to the session that stays.
    func end(
        _ locators: [SessionLocator],
        remainsOf principal: String? = nil,
        except kept: SessionLocator? = nil
    ) async throws(SessionError) {
        try await end(locators, container: "")
        var failure: SessionError?
        for name in containers.names.dropFirst() where !containers[name].isClientSide {
            do {
                try await end(locators.map { $0.derived(forContainer: name) }, container: name)
                if let principal {
                    let remains = try await remains(of: principal, container: name)
                    let own = kept?.derived(forContainer: name)
                    try await end(remains.filter { $0 != own }, container: name)
                }
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
    }

    /// Ends records of one container.
    private func end(
        _ locators: [SessionLocator],
        container name: String
    ) async throws(SessionError) {
        for locator in locators {
            let wasThere = try await revoke(locator, container: name)
            if wasThere { events.record(.revoked, store: containers[name].store.name) }
        }
    }

    private func remains(
        of principal: String,
        container name: String
    ) async throws(SessionError) -> [SessionLocator] {
        let owner = SessionOwner(principal, container: name)
        return try await records(ofPrincipal: owner.stored, container: name).locators
    }
}

extension SessionRecordPage {
    /// All that are known, of what cannot be read first.
    fileprivate var locators: [SessionLocator] {
        unreadable.compactMap(\.locator) + records.map(\.locator)
    }
}
