// SPDX-License-Identifier: Apache-2.0

import Crypto
import Synchronization

/// How often a token of a form is accepted.
///
/// `Sendable`.
public enum CSRFUse: Sendable {
    /// Any number of times, without stored state.
    case repeated
    /// Once: the commit notes it in the session. The last 100 are noted.
    case once
}

extension Session {
    /// The package in which used tokens are noted.
    public static let csrfPackage = "web.csrf"

    /// A token by which a form proves that it comes from a page of this session (ASVS 5.0
    /// 3.5.1); nil where the client has no session, so that there is nothing to protect.
    ///
    /// Each call gives another one, so that compressed pages leak nothing of it. It needs no
    /// stored state, is worth nothing in another session, and lives as long as the session: a
    /// login, a rotation and a renewal leave forms alone that are open in other tabs. It ends
    /// with a logout, and where another principal logs in. Where the client id manager has no
    /// ``ClientIDManager/keys``, it ends with the client's secret.
    ///
    /// A site with form tokens puts one into each form by itself.
    ///
    /// That it outlives a login is safe as long as nobody can plant a session of his own in a
    /// browser, which the prefix `__Host-` of the cookie prevents.
    ///
    /// - Throws: what ``carriers()`` throws.
    public func csrfToken() async throws(SessionError) -> String? {
        guard let id = try await nextClientID() else { return nil }
        let nonce = SystemRandomSource().bytes(CSRFToken.nonceByteCount)
        return CSRFToken(id, manager.clientIDs.keys).text(nonce)
    }

    /// Whether a token was made for this session.
    ///
    /// - Parameters:
    ///   - text: the token that the form brought; nil for none.
    ///   - use: how often it is accepted.
    /// - Returns: whether the form comes from a page of this session.
    /// - Throws: for ``CSRFUse/once`` what ``SessionPackage/value(_:as:ifUnreadable:)`` and
    ///   ``SessionPackage/set(_:for:)`` throw; otherwise nothing.
    public func verifyCSRFToken(
        _ text: String?,
        use: CSRFUse = .repeated
    ) async throws(SessionError) -> Bool {
        guard let text, let id = state.withLock(\.client.clientID),
            let nonce = CSRFToken(id, manager.clientIDs.keys).nonce(of: text)
        else { return false }
        guard case .once = use else { return true }
        let package = self[Self.csrfPackage]
        var used = try await package.value("used", as: [String].self) ?? []
        let mark = Base64URL.encode(nonce)
        guard !used.contains(mark) else { return false }
        used.append(mark)
        try package.set(Array(used.suffix(100)), for: "used")
        return true
    }
}

/// The form of a token: base64url of a nonce and a MAC of it and of the session's locator.
private struct CSRFToken {
    static let nonceByteCount = 16

    private let locator: SessionLocator
    /// The first one signs.
    private let keys: [SymmetricKey]

    init(_ id: ClientID, _ ring: SessionKeyRing?) {
        locator = id.locator
        keys =
            ring.map { ring in
                [ring.current.key] + ring.accepted.filter { $0.id != ring.current.id }.map(\.key)
            } ?? [SymmetricKey(data: id.secret)]
    }

    func text(_ nonce: [UInt8]) -> String {
        let mac = HMAC<SHA256>.authenticationCode(for: message(nonce), using: keys[0])
        return Base64URL.encode(nonce + Array(mac))
    }

    func nonce(of text: String) -> [UInt8]? {
        let count = Self.nonceByteCount + SHA256.byteCount
        guard let bytes = Base64URL.decode(text.utf8, count: count) else { return nil }
        let nonce = Array(bytes.prefix(Self.nonceByteCount))
        let isValid = keys.contains { key in
            HMAC<SHA256>.isValidAuthenticationCode(
                bytes.suffix(SHA256.byteCount),
                authenticating: message(nonce),
                using: key
            )
        }
        return isValid ? nonce : nil
    }

    private func message(_ nonce: [UInt8]) -> [UInt8] {
        Array("csrf token\0".utf8) + locator.bytes + nonce
    }
}
