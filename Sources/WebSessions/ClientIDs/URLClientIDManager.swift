// SPDX-License-Identifier: Apache-2.0

import HTTPTypes

/// Keeps the client id in the query of the site's links: for clients that take no cookies,
/// and only where a site asks for it.
///
/// A URL is copied, sent to others, kept in histories and logs, and told to other sites as
/// the referrer; whoever gets it has the session. ASVS 5.0 14.2.1 and OWASP forbid tokens in
/// URLs, so no manager does it unless it is made. It lowers the risk as zope.session's
/// documentation proposes, and further: a link ends after 15 minutes, it can be bound to the
/// client's address, pages that carry links are never stored, and no page is named as a
/// referrer to other sites. Handlers and pages get their request without the id, by
/// ``SessionManager/withoutClientIDs(_:)``; never log the query before that. `Sendable`.
public struct URLClientIDManager: ClientIDManager {
    /// The name of the parameter.
    public let parameter: String
    private let token: PassingToken
    private let random: any SessionRandomSource

    /// Makes a manager.
    ///
    /// - Parameters:
    ///   - keys: the keys that sign and are accepted.
    ///   - application: the name of the application, part of every signature.
    ///   - parameter: the name of the parameter: letters, digits, `_` and `-`.
    ///   - lifetime: how long a link can be followed; 15 minutes by default. Each page
    ///     makes new links.
    ///   - bindsAddress: whether a link only holds for the network address that it was
    ///     made for; the server must tell addresses then. False by default.
    ///   - clock: decides whether a link has ended.
    ///   - random: where locators and secrets come from.
    /// - Throws: ``SessionErrorCode/invalidConfiguration`` for a name that is empty,
    ///   has more than 30 characters or others, and for a lifetime of less than a
    ///   second.
    public init(
        keys: SessionKeyRing,
        application: String,
        parameter: String = "sid",
        lifetime: Duration = .seconds(900),
        bindsAddress: Bool = false,
        clock: any SessionClock = SystemSessionClock(),
        random: any SessionRandomSource = SystemRandomSource()
    ) throws(SessionError) {
        try CarrierRules.check(name: parameter, lifetime: lifetime)
        self.parameter = parameter
        self.random = random
        token = PassingToken(
            codec: SessionTokenCodec(ring: keys, application: application, purpose: "session URL"),
            lifetime: lifetime,
            bindsAddress: bindsAddress,
            clock: clock
        )
    }

    /// The keys that sign and are accepted.
    public var keys: SessionKeyRing? { token.codec.ring }

    /// Verifies the parameter; several of the name are refused.
    public func clientID(in request: ClientRequest) -> ClientIDReading {
        let path = (request.head.path ?? "").utf8
        guard let mark = path.firstIndex(of: UInt8(ascii: "?")) else { return .absent }
        let pairs = path[path.index(after: mark)...].split(separator: UInt8(ascii: "&"))
        let name = "\(parameter)=".utf8
        let values = pairs.filter { $0.starts(with: name) }
        guard let value = values.first?.dropFirst(name.count) else { return .absent }
        guard values.count == 1 else { return .refused(.malformed) }
        return token.read(String(decoding: value, as: UTF8.self), address: request.address)
    }

    /// Makes a client id out of 44 random bytes.
    ///
    /// - Throws: nothing.
    public func newClientID(for request: ClientRequest) throws(SessionError) -> ClientID {
        ClientID(random: random)
    }

    /// The same locator with a new secret.
    ///
    /// - Throws: nothing.
    public func rotatedClientID(_ id: ClientID) throws(SessionError) -> ClientID {
        id.rotated(random: random)
    }

    /// A query parameter.
    public func carriers(
        of id: ClientID,
        in request: ClientRequest,
        now: SessionInstant
    ) -> [ClientIDCarrier] {
        let text = token.text(for: id, address: request.address, now: now)
        return [.query(name: parameter, token: text)]
    }

    /// The name of the parameter.
    public var parameterNames: Set<String> { [parameter] }
}
