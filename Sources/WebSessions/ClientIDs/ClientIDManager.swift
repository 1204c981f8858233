// SPDX-License-Identifier: Apache-2.0

public import HTTPTypes

/// Gives each client an id that stays the same over its requests: zope.session's
/// `IClientIdManager`.
///
/// The contract:
/// - ``clientID(in:)`` looks at the request only. It accepts nothing that this site did
///   not issue, unless the manager is documented to trust somebody else, and it never
///   fails: what it cannot accept it refuses, with a reason.
/// - ``newClientID(for:)`` is called for the first write of a client without a session. It
///   throws ``SessionErrorCode/missingClientID`` where this request cannot be given one.
/// - ``fields(issuing:to:lifetime:now:)`` and ``fields(removingFor:)`` say what the response
///   must carry. They are called at most once for a response.
/// - ``carriers(of:in:now:)`` says what its links and forms must carry.
///
/// Nothing has a default implementation: each answer is a decision about security.
public protocol ClientIDManager: Sendable {
    /// Reads and verifies the client id of a request.
    func clientID(in request: ClientRequest) -> ClientIDReading

    /// Further valid client ids of the request, which a logout ends too.
    ///
    /// A request can carry several cookies of one name.
    func otherClientIDs(in request: ClientRequest) -> [ClientID]

    /// Makes the client id under which the first write of a request is stored.
    ///
    /// - Throws: ``SessionErrorCode/missingClientID`` where this request cannot be
    ///   given one.
    func newClientID(for request: ClientRequest) throws(SessionError) -> ClientID

    /// The same session with a new secret, for a login.
    ///
    /// - Throws: ``SessionErrorCode/foreignClientID`` when somebody else issues the ids.
    func rotatedClientID(_ id: ClientID) throws(SessionError) -> ClientID

    /// The response fields that give the client its id.
    ///
    /// - Parameters:
    ///   - id: the client id.
    ///   - request: the request that is answered.
    ///   - lifetime: how long the client is to keep it, where the session has an expiry of
    ///     its own; nil for the configured one.
    ///   - now: the present time.
    /// - Returns: the fields, none where the client has its id from somebody else.
    func fields(
        issuing id: ClientID,
        to request: ClientRequest,
        lifetime: ClientIDLifetime?,
        now: SessionInstant
    ) -> [HTTPField]

    /// The response fields that make the client forget its id.
    func fields(removingFor request: ClientRequest) -> [HTTPField]

    /// What the links and forms of the response must carry; nothing where the client keeps
    /// its id by itself.
    func carriers(
        of id: ClientID,
        in request: ClientRequest,
        now: SessionInstant
    ) -> [ClientIDCarrier]

    /// The keys that sign the ids, for what pages carry beside them, such as form tokens; nil
    /// where there are none.
    var keys: SessionKeyRing? { get }

    /// Whether the client is to be given its id again when its session is touched,
    /// because what it holds has an end.
    var renewsClientIDs: Bool { get }

    /// The request fields that responses depend on, for `Vary`.
    var varyingFields: [HTTPField.Name] { get }

    /// Whether ``clientID(in:)`` looks at ``ClientRequest/formFields``, so that a server must
    /// read a form before it makes the session.
    var readsForms: Bool { get }

    /// By which rule clients keep their id back from requests that other sites start; nil where
    /// they always send it.
    ///
    /// ``CrossSiteSessions`` go by it.
    var sameSite: CookieAttributes.SameSite? { get }

    /// The names of the cookies that hold ids, which no page may show.
    var cookieNames: Set<String> { get }

    /// The names of the parameters in URLs that hold ids, which neither pages nor handlers
    /// see.
    var parameterNames: Set<String> { get }

    /// The names of the form fields that hold ids, which neither pages nor handlers see.
    var formFieldNames: Set<String> { get }
}

/// How long a client keeps its id.
///
/// `Sendable`.
public enum ClientIDLifetime: Sendable, Hashable {
    /// Until the browser ends its session.
    case browserSession
    /// For so many seconds.
    case seconds(Int)
}
