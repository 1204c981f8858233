// SPDX-License-Identifier: Apache-2.0

public import HTTPTypes

/// Keeps the client id in a header field that the client sends with each request: for
/// programs without cookies, such as applications on telephones.
///
/// The response gives the id in a field of the same name, empty when the client has to
/// forget it. A web page that keeps it in its storage hands it to every script that runs
/// in it; pages should use ``CookieClientIDManager`` (ASVS 5.0 3.3.4). A field of that name
/// is never sent across sites without the site's consent, so there is no request forgery.
/// `Sendable`.
public struct HeaderClientIDManager: ClientIDManager {
    /// The name of the field in requests and responses.
    public let fieldName: HTTPField.Name
    private let codec: SessionTokenCodec
    private let random: any SessionRandomSource

    /// Makes a manager.
    ///
    /// - Parameters:
    ///   - keys: the keys that sign and are accepted.
    ///   - application: the name of the application, part of every signature.
    ///   - fieldName: the name of the field.
    ///   - random: where locators and secrets come from.
    public init(
        keys: SessionKeyRing,
        application: String,
        fieldName: HTTPField.Name,
        random: any SessionRandomSource = SystemRandomSource()
    ) {
        self.fieldName = fieldName
        self.random = random
        codec = SessionTokenCodec(ring: keys, application: application, purpose: "session header")
    }

    /// The keys that sign and are accepted.
    public var keys: SessionKeyRing? { codec.ring }

    /// Verifies the field.
    ///
    /// Several fields of the name are refused: an intermediary added one.
    public func clientID(in request: ClientRequest) -> ClientIDReading {
        let values = request.head.headerFields[fields: fieldName].map { field in
            field.withUnsafeBytesOfValue { Array($0) }
        }
        guard let value = values.first else { return .absent }
        return values.count == 1 ? codec.read(value) : .refused(.malformed)
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

    /// One field with the token.
    public func fields(
        issuing id: ClientID,
        to request: ClientRequest,
        lifetime: ClientIDLifetime?,
        now: SessionInstant
    ) -> [HTTPField] {
        [field(codec.token(for: id))]
    }

    /// One empty field; none when the request carries none.
    public func fields(removingFor request: ClientRequest) -> [HTTPField] {
        request.head.headerFields.contains(fieldName) ? [field("")] : []
    }

    /// The field.
    public var varyingFields: [HTTPField.Name] { [fieldName] }

    private func field(_ value: String) -> HTTPField {
        var field = HTTPField(name: fieldName, value: value)
        field.indexingStrategy = .disallow
        return field
    }
}
