// SPDX-License-Identifier: Apache-2.0

public import HTTPTypes

/// Several managers, of which the first one that finds a client id decides.
///
/// A client whose id one of them accepts keeps it that way. A new id is given in all ways at
/// once, so that a client without cookies goes on by links, and one with cookies by its
/// cookie. `Sendable`.
///
/// ```swift
/// CombinedClientIDManager(cookies, [links])
/// ```
public struct CombinedClientIDManager: ClientIDManager {
    private let first: any ClientIDManager
    private let managers: [any ClientIDManager]

    /// Makes a manager out of others, in the order in which they are asked.
    ///
    /// - Parameters:
    ///   - first: is asked first, and makes new client ids.
    ///   - others: are asked in their order.
    public init(_ first: any ClientIDManager, _ others: [any ClientIDManager]) {
        self.first = first
        managers = [first] + others
    }

    /// What the first manager that accepts one finds; else the first refusal.
    public func clientID(in request: ClientRequest) -> ClientIDReading {
        var refusal: ClientIDReading?
        for manager in managers {
            let reading = manager.clientID(in: request)
            switch reading {
            case .accepted: return reading
            case .refused: refusal = refusal ?? reading
            case .absent: break
            }
        }
        return refusal ?? .absent
    }

    /// All further ones that any of the managers accepts.
    public func otherClientIDs(in request: ClientRequest) -> [ClientID] {
        let accepted = managers.compactMap { $0.clientID(in: request).clientID }.dropFirst()
        return accepted + managers.flatMap { $0.otherClientIDs(in: request) }
    }

    /// Asks the first manager.
    ///
    /// - Throws: what the first manager throws.
    public func newClientID(for request: ClientRequest) throws(SessionError) -> ClientID {
        try first.newClientID(for: request)
    }

    /// Asks the first manager.
    ///
    /// - Throws: what the first manager throws.
    public func rotatedClientID(_ id: ClientID) throws(SessionError) -> ClientID {
        try first.rotatedClientID(id)
    }

    /// The fields of the manager that accepts the request's id, else those of all.
    public func fields(
        issuing id: ClientID,
        to request: ClientRequest,
        lifetime: ClientIDLifetime?,
        now: SessionInstant
    ) -> [HTTPField] {
        responsible(for: request).flatMap { manager in
            manager.fields(issuing: id, to: request, lifetime: lifetime, now: now)
        }
    }

    /// The fields of all managers.
    public func fields(removingFor request: ClientRequest) -> [HTTPField] {
        managers.flatMap { $0.fields(removingFor: request) }
    }

    /// The carriers of the manager that accepts the request's id, else those of all.
    public func carriers(
        of id: ClientID,
        in request: ClientRequest,
        now: SessionInstant
    ) -> [ClientIDCarrier] {
        responsible(for: request).flatMap { $0.carriers(of: id, in: request, now: now) }
    }

    /// The keys of the first manager that has some.
    public var keys: SessionKeyRing? { managers.lazy.compactMap(\.keys).first }
    /// Whether any of them does.
    public var renewsClientIDs: Bool { managers.contains(where: \.renewsClientIDs) }
    /// The fields of all managers.
    public var varyingFields: [HTTPField.Name] { managers.flatMap(\.varyingFields) }
    /// Whether any of them does.
    public var readsForms: Bool { managers.contains(where: \.readsForms) }
    /// The strictest rule of all.
    public var sameSite: CookieAttributes.SameSite? {
        let rules = Set(managers.compactMap(\.sameSite))
        let order: [CookieAttributes.SameSite] = [.strict, .lax, .none]
        return order.first(where: rules.contains)
    }
    /// The names of all managers.
    public var cookieNames: Set<String> {
        managers.reduce(into: []) { $0.formUnion($1.cookieNames) }
    }
    /// The names of all managers.
    public var parameterNames: Set<String> {
        managers.reduce(into: []) { $0.formUnion($1.parameterNames) }
    }
    /// The names of all managers.
    public var formFieldNames: Set<String> {
        managers.reduce(into: []) { $0.formUnion($1.formFieldNames) }
    }

    private func responsible(for request: ClientRequest) -> [any ClientIDManager] {
        let manager = managers.first { $0.clientID(in: request).clientID != nil }
        return manager.map { [$0] } ?? managers
    }
}
