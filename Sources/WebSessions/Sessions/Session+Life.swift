// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Who has the session, and how it goes on and ends.
extension Session {
    /// Whether this request looked into its session or changed it.
    public var isAccessed: Bool { state.withLock(\.isAccessed) }

    /// Whether there is something to commit.
    public var isModified: Bool { state.withLock { !$0.isReading } }

    /// The locator of the client id that the request brought, or of the session that the
    /// application opened; nil where none was accepted.
    ///
    /// It is not secret and may be logged.
    public var locator: SessionLocator? { state.withLock(\.locator) }

    /// Whether the client may have a session that it did not show, because another site started
    /// the request.
    ///
    /// Reading finds nothing then, and what is written is dropped, as
    /// ``CrossSiteSessions/areNotMade`` says: answer with a redirection to a page of this site.
    public var isWithheld: Bool { state.withLock(\.isWithheld) }

    /// Who is logged in.
    ///
    /// Reads the record where nothing was loaded yet.
    ///
    /// - Throws: what ``load(_:)-(SessionReads)`` throws.
    public func principal() async throws(SessionError) -> String? {
        if state.withLock({ !$0[container: ""].isAlive }) {
            try await loadRecord()
        }
        return loadedPrincipal
    }

    /// Who is logged in, as far as it is known without asking a store.
    public var loadedPrincipal: String? {
        state.withLock { state in
            state.changes.principal ?? state.storedPrincipal
        }
    }

    /// Replaces the secret at the commit and keeps the data: for a change of rights
    /// (ASVS 5.0 7.2.4).
    ///
    /// The old cookie is refused from then on; of several concurrent rotations exactly
    /// one is committed, the others fail with ``SessionErrorCode/rotated``, as
    /// <doc:Overlapping> says. Does nothing where there is no session.
    ///
    /// - Throws: ``SessionErrorCode/finished`` after the commit or an abort, and where the links
    ///   of the response carry the client's id already.
    public func rotate() throws(SessionError) {
        try requireReplaceable()
        try change { $0.rotates = true }
    }

    /// Rotates, and stores who logged in.
    ///
    /// Makes the session where there is none, but not beside one whose cookie another
    /// request has just replaced: that fails as ``rotate()`` does.
    ///
    /// What was stored while nobody was logged in is kept, and so is what the same principal
    /// stored. The session of another principal is ended, and a new one begins, with an expiry of
    /// its own: nobody gets the cart of whoever was there before. What this request wrote out of
    /// that session's values goes with it.
    ///
    /// - Parameters:
    ///   - principal: who it is, without control characters.
    ///   - clientHint: what lists of sessions call the client, such as `Firefox on Linux`;
    ///     cut after 200 characters, control characters left out. Nil leaves it as it is.
    ///   - keeping: what is kept otherwise.
    /// - Throws: ``SessionErrorCode/invalidName`` for a principal that cannot be one;
    ///   ``SessionErrorCode/finished`` after the commit or an abort, and where the links of the
    ///   response carry the client's id already; ``SessionErrorCode/crossSite`` where
    ///   ``isWithheld`` says so; ``SessionErrorCode/unsupported`` in a session that is opened by
    ///   its locator.
    public func login(
        principal: String,
        clientHint: String? = nil,
        keeping: SessionKeeping = .automatic
    ) throws(SessionError) {
        guard !principal.unicodeScalars.contains(where: Self.isControl) else {
            throw SessionError(.invalidName, "a principal cannot contain control characters")
        }
        guard !isWithheld else { throw .crossSiteLogin }
        try requireReplaceable()
        try change {
            $0.rotates = true
            $0.principal = .some(principal)
            $0.keeping = keeping
            $0.clientHint = clientHint.map(Self.cleaned)
        }
        state.withLock { $0.leaveIfAnother(hasSeen: true) }
    }

    /// Ends the session at the commit: its record is deleted and the cookie is removed (ASVS 5.0
    /// 7.4.1).
    ///
    /// What named containers keep of it is out of reach from then on, and is deleted where they
    /// answer.
    ///
    /// It ends also where another request rotated its secret meanwhile, but not by a cookie that
    /// was replaced more than ``SessionSecrets/memory`` ago. What was recorded before is dropped.
    /// What is written afterwards in this request goes to a new session; where that cannot be
    /// stored, the logout is done nevertheless, and the failure is counted.
    ///
    /// - Throws: ``SessionErrorCode/finished`` after the commit or an abort.
    public func logout() throws(SessionError) {
        try change { $0 = AdministrativeChanges(revokes: true) }
        state.withLock { state in
            for name in manager.containers.names {
                state.containers[name] = ContainerState(isAbsent: true)
            }
            // Nothing of a session that was left is taken any more.
            state.left?.expectations = []
        }
    }

    /// Gives this session an expiry of its own, and its cookie a lifetime to match.
    ///
    /// - Throws: ``SessionErrorCode/finished`` after the commit or an abort.
    public func setExpiry(_ expiry: SessionExpiry) throws(SessionError) {
        try change { $0.expiry = expiry }
    }

    /// Refuses to replace a secret that nobody could be given, or that a link holds already.
    private func requireReplaceable() throws(SessionError) {
        guard !state.withLock(\.isOpened) else {
            let message = "a session that is opened by its locator has no client to log in"
            throw SessionError(.unsupported, message)
        }
        guard state.withLock(\.isCarried) else { return }
        let message = "links of the response carry the client's id already; log in before they do"
        throw SessionError(.finished, message)
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control
    }

    private static func cleaned(_ hint: String) -> String {
        let scalars = hint.unicodeScalars.filter { !isControl($0) }
        return String(String.UnicodeScalarView(scalars.prefix(200)))
    }

    private func change(
        _ body: (inout AdministrativeChanges) -> Void
    ) throws(SessionError) {
        try state.withLock { (state) throws(SessionError) in
            try state.requireOpen()
            body(&state.changes)
        }
    }
}
