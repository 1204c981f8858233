// SPDX-License-Identifier: Apache-2.0

import Crypto
public import HTTPTypes

/// Keeps the client id in a cookie: zope.session's `CookieClientIdManager`, with the
/// safe defaults of today.
///
/// | zope.session | here |
/// |---|---|
/// | `namespace` | `namespace`, with `prefix` in front of it |
/// | `secret` | `keys`, several of them |
/// | `cookieLifetime` nil, 0, n | the same: a browser session, as long as possible, n seconds |
/// | `domain`, `path`, `secure`, `httpOnly` | `attributes` |
/// | `postOnly`, `thirdparty` | `postOnly`, `thirdParty` |
///
/// By default the cookie is `__Host-id` with `Secure`, `HttpOnly`, `SameSite=Lax` and
/// `Path=/`. Each of several cookies of that name is verified, and the first valid one
/// counts, whatever stands before it (RFC 6265bis gives their order no meaning).
/// `Sendable`.
public struct CookieClientIDManager: ClientIDManager {
    /// User agents keep a cookie for 400 days at most (RFC 6265bis section 5.5).
    public static let longestLifetime = 34_560_000

    /// The name of the cookie, with its prefix.
    public let cookieName: String
    /// Path, domain and flags of the cookie.
    public let attributes: CookieAttributes
    /// Nil: until the browser closes.
    ///
    /// 0: as long as possible. Otherwise seconds, counted anew whenever the session is
    /// touched.
    public let cookieLifetime: Int?
    /// Whether only a POST request may be given a client id.
    public let postOnly: Bool
    /// Whether somebody else sets the cookie, such as a front-end server.
    ///
    /// It is then neither set nor verified here.
    public let thirdParty: Bool

    private let zopeClientIDs: ZopeClientIDs?
    private let codec: SessionTokenCodec
    private let random: any SessionRandomSource
    private let application: String

    /// Makes a manager.
    ///
    /// - Parameters:
    ///   - keys: the keys that sign and are accepted.
    ///   - application: the name of the application, part of every signature.
    ///   - namespace: the name of the cookie without prefix: 1 to 30 letters, digits or
    ///     `_`, as in zope.session. OWASP asks for a name that says nothing.
    ///   - prefix: the prefix of the name.
    ///   - attributes: path, domain and flags.
    ///   - cookieLifetime: nil, 0 or seconds; see ``cookieLifetime``.
    ///   - postOnly: see ``postOnly``.
    ///   - thirdParty: see ``thirdParty``.
    ///   - zopeClientIDs: accepts, and perhaps writes, ids of a zope.session site; nil, the
    ///     default, for none. The cookie's name and attributes must be that site's too.
    ///   - random: where locators and secrets come from.
    /// - Throws: ``SessionErrorCode/invalidConfiguration`` naming the rule that is broken.
    public init(
        keys: SessionKeyRing,
        application: String,
        namespace: String = "id",
        prefix: CookiePrefix = .host,
        attributes: CookieAttributes = CookieAttributes(),
        cookieLifetime: Int? = nil,
        postOnly: Bool = false,
        thirdParty: Bool = false,
        zopeClientIDs: ZopeClientIDs? = nil,
        random: any SessionRandomSource = SystemRandomSource()
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
        self.postOnly = postOnly
        self.thirdParty = thirdParty
        self.zopeClientIDs = zopeClientIDs
        self.random = random
        codec = SessionTokenCodec(ring: keys, application: application, purpose: "session cookie")
        self.application = application
    }

    /// A configuration for development over plain HTTP: the cookie is `id`, and not
    /// `Secure`.
    ///
    /// Never use it on a network.
    ///
    /// - Throws: nothing: these settings break no rule.
    public static func plainHTTPDevelopment(
        keys: SessionKeyRing = .generated(),
        application: String
    ) throws(SessionError) -> CookieClientIDManager {
        try CookieClientIDManager(
            keys: keys,
            application: application,
            prefix: .none,
            attributes: CookieAttributes(secure: false)
        )
    }

    /// A cookie with a lifetime is sent again when its session is touched.
    public var renewsClientIDs: Bool { !thirdParty && (cookieLifetime ?? 0) > 0 }

    /// `Cookie`.
    public var varyingFields: [HTTPField.Name] { [.cookie] }

    /// The rule of the cookie; without one, `lax`, as browsers take it to be.
    ///
    /// Nil under ``thirdParty``, where nothing is made here.
    public var sameSite: CookieAttributes.SameSite? {
        thirdParty ? nil : attributes.sameSite ?? .lax
    }

    /// The name of the cookie.
    public var cookieNames: Set<String> { [cookieName] }

    /// The keys that sign and are accepted.
    public var keys: SessionKeyRing? { codec.ring }

    /// Verifies each cookie of the name; the first valid one is the client's id.
    public func clientID(in request: ClientRequest) -> ClientIDReading {
        let values = values(in: request)
        guard !thirdParty else { return foreignClientID(values.first) }
        let readings = values.map(read)
        return readings.first { $0.clientID != nil } ?? readings.first ?? .absent
    }

    /// The valid ones of further cookies of the name.
    public func otherClientIDs(in request: ClientRequest) -> [ClientID] {
        guard !thirdParty else { return [] }
        return Array(values(in: request).compactMap { read($0).clientID }.dropFirst())
    }

    private func values(in request: ClientRequest) -> [[UInt8]] {
        RequestCookies(named: cookieName, in: request.head.headerFields).values
    }

    private func read(_ value: [UInt8]) -> ClientIDReading {
        if let zopeClientIDs, let id = zopeClientIDs.read(value) {
            return .accepted(id, isOutdated: zopeClientIDs.use == .reading)
        }
        return codec.read(value)
    }

    /// An id that came from zope.session stays one where such ids are written.
    private func text(for id: ClientID) -> String {
        guard let zopeClientIDs, zopeClientIDs.use == .writing,
            id.secret.count == ZopeClientIDs.secretByteCount
        else { return codec.token(for: id) }
        return zopeClientIDs.text(for: id)
    }

    /// Makes a client id out of 44 random bytes.
    ///
    /// - Throws: ``SessionErrorCode/missingClientID`` under ``thirdParty`` when the request
    ///   has none, and under ``postOnly`` when the request is no POST.
    public func newClientID(for request: ClientRequest) throws(SessionError) -> ClientID {
        if thirdParty {
            if let id = clientID(in: request).clientID { return id }
            let message = "the client id comes from a third party and this request has none"
            throw SessionError(.missingClientID, message)
        }
        if postOnly && request.head.method != .post {
            let message = "a client id is only given in answer to a POST request"
            throw SessionError(.missingClientID, message)
        }
        if let zopeClientIDs, zopeClientIDs.use == .writing {
            return zopeClientIDs.newClientID(random)
        }
        return ClientID(random: random)
    }

    /// The same locator with a new secret.
    ///
    /// - Throws: ``SessionErrorCode/foreignClientID`` under ``thirdParty``.
    public func rotatedClientID(_ id: ClientID) throws(SessionError) -> ClientID {
        guard !thirdParty else {
            let message = "a client id of a third party cannot be rotated"
            throw SessionError(.foreignClientID, message)
        }
        return id.rotated(random: random)
    }

    /// One `Set-Cookie` field; none under ``thirdParty``.
    public func fields(
        issuing id: ClientID,
        to request: ClientRequest,
        lifetime: ClientIDLifetime?,
        now: SessionInstant
    ) -> [HTTPField] {
        guard !thirdParty else { return [] }
        let seconds: Int? =
            switch lifetime {
            case .browserSession: nil
            case .seconds(let seconds): seconds
            case nil: cookieLifetime == 0 ? Self.longestLifetime : cookieLifetime
            }
        let age = seconds.map { min(max($0, 0), Self.longestLifetime) }
        let expires = age.map { now.advanced(by: .seconds($0)) }
        return [field(value: text(for: id), maxAge: age, expires: expires)]
    }

    /// A `Set-Cookie` field in the past, with the attributes that the cookie was set
    /// with; none when the request carries no such cookie, or under ``thirdParty``.
    public func fields(removingFor request: ClientRequest) -> [HTTPField] {
        guard !thirdParty, !values(in: request).isEmpty else { return [] }
        let epoch = SessionInstant(millisecondsSince1970: 0)
        return [field(value: "", maxAge: 0, expires: epoch)]
    }

    private func field(value: String, maxAge: Int?, expires: SessionInstant?) -> HTTPField {
        let cookie = SetCookie(
            name: cookieName,
            value: value,
            attributes: attributes,
            maxAge: maxAge,
            expires: expires
        )
        var field = HTTPField(name: .setCookie, value: cookie.headerValue)
        field.indexingStrategy = .disallow
        return field
    }

    /// Any text will do as a foreign id; its hash gives the locator.
    ///
    /// The keys have no part in it: their rotation must not lose the sessions.
    private func foreignClientID(_ value: [UInt8]?) -> ClientIDReading {
        guard let value, !value.isEmpty else { return .absent }
        guard value.count <= 4096 else { return .refused(.tooLong) }
        let digest = SHA256.hash(data: Array("third party\0\(application)\0".utf8) + value)
        let id = ClientID(locator: SessionLocator(prefixOf: digest), secret: value)
        return .accepted(id, isOutdated: false)
    }
}
