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
    /// stored state, is worth nothing in another session, and ends with the secret: at a
    /// login, a logout and a renewal.
    ///
    /// - Throws: what ``carriers()`` throws.
    public func csrfToken() async throws(SessionError) -> String? {
        guard let id = try await nextClientID() else { return nil }
        let nonce = SystemRandomSource().bytes(CSRFToken.nonceByteCount)
        return CSRFToken.text(nonce, secret: id.secret)
    }

    /// Whether a token was made for this session.
    ///
    /// - Parameters:
    ///   - text: the token that the form brought; nil for none.
    ///   - use: how often it is accepted.
    /// - Returns: whether the form comes from a page of this session.
    /// - Throws: for ``CSRFUse/once`` what ``SessionPackage/value(_:as:)`` and
    ///   ``SessionPackage/set(_:for:)`` throw; otherwise nothing.
    public func verifyCSRFToken(
        _ text: String?,
        use: CSRFUse = .repeated
    ) async throws(SessionError) -> Bool {
        guard let text, let id = state.withLock(\.client.clientID),
            let nonce = CSRFToken.nonce(of: text, secret: id.secret)
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

/// The form of a token: base64url of a nonce and its MAC under the client's secret.
private enum CSRFToken {
    static let nonceByteCount = 16

    static func text(_ nonce: [UInt8], secret: [UInt8]) -> String {
        let mac = HMAC<SHA256>.authenticationCode(for: message(nonce), using: key(secret))
        return Base64URL.encode(nonce + Array(mac))
    }

    static func nonce(of text: String, secret: [UInt8]) -> [UInt8]? {
        let count = nonceByteCount + SHA256.byteCount
        guard let bytes = Base64URL.decode(text.utf8, count: count) else { return nil }
        let nonce = Array(bytes.prefix(nonceByteCount))
        let isValid = HMAC<SHA256>.isValidAuthenticationCode(
            bytes.suffix(SHA256.byteCount),
            authenticating: message(nonce),
            using: key(secret)
        )
        return isValid ? nonce : nil
    }

    private static func message(_ nonce: [UInt8]) -> [UInt8] { Array("csrf token\0".utf8) + nonce }
    private static func key(_ secret: [UInt8]) -> SymmetricKey { SymmetricKey(data: secret) }
}
