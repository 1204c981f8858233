// SPDX-License-Identifier: Apache-2.0

import HTTPTypes

/// Keeps the data of a session with its client, encrypted: for data that changes with every
/// request and is small.
///
/// The record is one cookie, sealed with AES-GCM under the first key of a ring and bound to the
/// application, the cookie's name and the session. The client can neither read nor change it,
/// nor use it for another session. Name and value of the cookie have at most 4,096 bytes; a
/// commit that would need more is refused and names the key. The cookie says when it expires,
/// by the server's clock.
///
/// What no server keeps, no server can take back. Know the limits before you choose it:
/// - A copy of an older cookie, with the client id of its time, is accepted until it expires:
///   a client can go back to an earlier state. Keep nothing in it that may count only once,
///   such as a credit, and give it a lifetime.
/// - A logout and a login remove and replace the cookie in the client; a copy that was made
///   before lives until it expires (ASVS 5.0 7.4.1 asks for more). Keep logins in the default
///   container, in a store on the server, and only other packages here.
/// - Of concurrent requests the last response wins; merges reach only what one request does.
/// - Sessions cannot be listed, ended from elsewhere, or counted for a principal where this is
///   the default container. Beside one on the server, where all of this is done, the data opens
///   only while that has the session.
///
/// ```swift
/// SessionContainers(
///     default: SessionContainer(store: sqlite),
///     named: ["shop.view": SessionContainer(store: try EncryptedCookieStore(
///         keys: keys, application: "shop"
///     ))]
/// )
/// ```
///
/// `Sendable`.
public struct EncryptedCookieStore: SessionStore {
    /// The most bytes of name and value (RFC 6265bis section 5.6; ASVS 5.0 3.3.5).
    public static let maximumCookieLength = 4096

    /// The name of the store.
    public let name = "cookie"
    /// The name of the cookie, with its prefix.
    public let cookieName: String
    let attributes: CookieAttributes
    let cookieLifetime: Int?
    let sealer: RecordSealer
    let clock: any SessionClock

    /// Makes a store.
    ///
    /// - Parameters:
    ///   - keys: the first one encrypts; the others are accepted, and what they encrypted is
    ///     encrypted anew.
    ///   - application: the name of the application; records of others are refused.
    ///   - namespace: the name of the cookie without prefix; another one for each container.
    ///   - prefix: the prefix of the name.
    ///   - attributes: path, domain and flags.
    ///   - cookieLifetime: seconds; nil, the default, until the browser closes.
    ///   - clock: decides about expiry.
    /// - Throws: ``SessionErrorCode/invalidConfiguration`` naming the rule that is broken.
    public init(
        keys: SessionKeyRing,
        application: String,
        namespace: String = "data",
        prefix: CookiePrefix = .host,
        attributes: CookieAttributes = CookieAttributes(),
        cookieLifetime: Int? = nil,
        clock: any SessionClock = SystemSessionClock()
    ) throws(SessionError) {
        try CookieRules.check(
            namespace: namespace,
            prefix: prefix,
            lifetime: cookieLifetime,
            attributes: attributes
        )
        cookieName = prefix.rawValue + namespace
        self.attributes = attributes
        self.cookieLifetime = cookieLifetime
        self.clock = clock
        sealer = RecordSealer(ring: keys, application: application, cookieName: cookieName)
    }

    // MARK: SessionStore

    /// Not possible: records are made in a request.
    ///
    /// - Throws: ``SessionErrorCode/unsupported``, always.
    public func create(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash,
        commit: SessionCommit
    ) async throws -> SessionRecord {
        throw unreachable
    }

    /// Not possible: records are read in a request.
    ///
    /// - Throws: ``SessionErrorCode/unsupported``, always.
    public func read(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash?,
        reads: SessionReads,
        touch: SessionPolicy?
    ) async throws -> SessionReadResult {
        throw unreachable
    }

    /// Not possible: records are changed in a request.
    ///
    /// - Throws: ``SessionErrorCode/unsupported``, always.
    public func commit(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash?,
        _ commit: SessionCommit
    ) async throws -> SessionCommitResult {
        throw unreachable
    }

    /// Not possible: a record that is elsewhere cannot be removed.
    ///
    /// - Throws: ``SessionErrorCode/unsupported``, always.
    public func revoke(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash?,
        cause: SessionEndCause
    ) async throws -> Bool {
        throw unreachable
    }

    /// Not possible: nobody knows the records.
    ///
    /// - Throws: ``SessionErrorCode/unsupported``, always.
    public func records(ofPrincipal principal: String) async throws -> SessionRecordPage {
        throw unreachable
    }

    /// Not possible: nobody knows the records.
    ///
    /// - Throws: ``SessionErrorCode/unsupported``, always.
    public func revokeAll(
        ofPrincipal principal: String,
        except locator: SessionLocator?
    ) async throws -> Int {
        throw unreachable
    }

    /// Not possible: nobody knows the records.
    ///
    /// - Throws: ``SessionErrorCode/unsupported``, always.
    public func records(
        after cursor: SessionPageCursor?,
        limit: Int
    ) async throws -> SessionRecordPage {
        throw unreachable
    }

    /// Not possible: nobody knows the records.
    ///
    /// - Throws: ``SessionErrorCode/unsupported``, always.
    public func inspect(_ locator: SessionLocator) async throws -> SessionSnapshot? {
        throw unreachable
    }

    /// Zero: clients drop their cookies themselves.
    ///
    /// - Throws: nothing.
    public func sweep(limit: Int) async throws -> Int { 0 }

    private var unreachable: SessionError {
        let message = "the data of these sessions is with their clients"
        return SessionError(.unsupported, message, store: name)
    }
}

extension EncryptedCookieStore: ClientSideStore {
    var cookieNames: Set<String> { [cookieName] }

    func bound(to request: ClientRequest) -> any BoundStore {
        BoundCookieStore(self, request: request)
    }
}
