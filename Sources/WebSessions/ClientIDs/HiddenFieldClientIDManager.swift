// SPDX-License-Identifier: Apache-2.0

import HTTPTypes

/// Keeps the client id in a hidden field of the site's forms: for a dialogue of POST
/// requests with clients that take no cookies.
///
/// Every page of the dialogue must be the answer to such a form; a link loses the id. A page
/// that carries it is never stored. The server reads the form before it makes the session.
/// `Sendable`.
public struct HiddenFieldClientIDManager: ClientIDManager {
    /// The name of the field.
    public let fieldName: String
    private let token: PassingToken
    private let random: any SessionRandomSource

    /// Makes a manager.
    ///
    /// - Parameters:
    ///   - keys: the keys that sign and are accepted.
    ///   - application: the name of the application, part of every signature.
    ///   - fieldName: the name of the field: letters, digits, `_` and `-`.
    ///   - lifetime: how long a form can be sent; an hour by default.
    ///   - bindsAddress: whether a form only holds for the network address that it was
    ///     made for; the server must tell addresses then. False by default.
    ///   - clock: decides whether a form has ended.
    ///   - random: where locators and secrets come from.
    /// - Throws: ``SessionErrorCode/invalidConfiguration`` for a name that is empty,
    ///   has more than 30 characters or others, and for a lifetime of less than a
    ///   second.
    public init(
        keys: SessionKeyRing,
        application: String,
        fieldName: String = "sid",
        lifetime: Duration = .seconds(3600),
        bindsAddress: Bool = false,
        clock: any SessionClock = SystemSessionClock(),
        random: any SessionRandomSource = SystemRandomSource()
    ) throws(SessionError) {
        try CarrierRules.check(name: fieldName, lifetime: lifetime)
        self.fieldName = fieldName
        self.random = random
        token = PassingToken(
            codec: SessionTokenCodec(
                ring: keys,
                application: application,
                purpose: "session field"
            ),
            lifetime: lifetime,
            bindsAddress: bindsAddress,
            clock: clock
        )
    }

    /// The keys that sign and are accepted.
    public var keys: SessionKeyRing? { token.codec.ring }

    /// Verifies the field of a POST request; several of the name are refused.
    public func clientID(in request: ClientRequest) -> ClientIDReading {
        guard request.head.method == .post else { return .absent }
        let values = request.formFields.filter { $0.name == fieldName }.map(\.value)
        guard let value = values.first else { return .absent }
        guard values.count == 1 else { return .refused(.malformed) }
        return token.read(value, address: request.address)
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

    /// A form field.
    public func carriers(
        of id: ClientID,
        in request: ClientRequest,
        now: SessionInstant
    ) -> [ClientIDCarrier] {
        let text = token.text(for: id, address: request.address, now: now)
        return [.formField(name: fieldName, token: text)]
    }

    /// True.
    public var readsForms: Bool { true }

    /// The name of the field.
    public var formFieldNames: Set<String> { [fieldName] }
}
