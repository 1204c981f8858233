// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Who may go on, and how recently they have shown who they are.
extension Session {
    /// The package in which the time of the login is noted.
    static let loginPackage = "web.login"

    /// The packages that the library keeps for itself; ``packages()`` and digests of forms leave
    /// them out.
    static let ownPackages = Set(
        [csrfPackage, loginPackage, SessionFlash.package].map { SessionName($0) }
    )

    /// Who is logged in.
    ///
    /// ```swift
    /// router.get("orders") { request, context in
    ///     let customer = try await context.session.requirePrincipal()
    /// ```
    ///
    /// - Returns: the principal.
    /// - Throws: ``SessionErrorCode/notLoggedIn`` where nobody is; what
    ///   ``load(_:)-(SessionReads)`` throws.
    @discardableResult
    public func requirePrincipal() async throws(SessionError) -> String {
        guard let principal = try await principal() else {
            throw SessionError(.notLoggedIn, "nobody is logged in")
        }
        return principal
    }

    /// When whoever is logged in has shown that, by the clock of the machine; nil where nobody
    /// is.
    ///
    /// - Throws: what ``load(_:)-(SessionReads)`` throws.
    public func loginTime() async throws(SessionError) -> SessionInstant? {
        guard try await principal() != nil else { return nil }
        let isNew = state.withLock { ($0.changes.principal ?? nil) != nil }
        guard !isNew else { return manager.clock.now }
        let time = try await self[Self.loginPackage].value("at", as: Int64.self)
        return time.map { SessionInstant(millisecondsSince1970: $0) }
    }

    /// Who is logged in since a short time, for what asks for the password once more (ASVS 5.0
    /// 7.5.3).
    ///
    /// A login of the same principal begins the time anew and leaves the forms alone that are
    /// open in other tabs; a renewal does not.
    ///
    /// - Parameter time: how long ago the login may have been.
    /// - Returns: the principal.
    /// - Throws: ``SessionErrorCode/notLoggedIn`` where nobody is,
    ///   ``SessionErrorCode/loginTooOld`` where that was longer ago, or nobody knows when; what
    ///   ``load(_:)-(SessionReads)`` throws.
    @discardableResult
    public func requireRecentLogin(within time: Duration) async throws(SessionError) -> String {
        let principal = try await requirePrincipal()
        guard let login = try await loginTime(), login.duration(to: manager.clock.now) <= time
        else {
            throw SessionError(.loginTooOld, "the login was more than \(time) ago")
        }
        return principal
    }
}

extension SessionCommitter {
    /// The note of a login; nothing where nobody logs in.
    var loginNote: [SessionOperation] {
        guard state.changes.needsRecord,
            let field = try? SessionField(package: Session.loginPackage, key: "at")
        else { return [] }
        return [.set(field, .integer(manager.clock.now.millisecondsSince1970))]
    }
}
