// SPDX-License-Identifier: Apache-2.0

public import HTTPTypes

/// What most managers have nothing for.
extension ClientIDManager {
    /// None.
    public func otherClientIDs(in request: ClientRequest) -> [ClientID] { [] }

    /// None.
    public func fields(
        issuing id: ClientID,
        to request: ClientRequest,
        lifetime: ClientIDLifetime?,
        now: SessionInstant
    ) -> [HTTPField] { [] }

    /// None.
    public func fields(removingFor request: ClientRequest) -> [HTTPField] { [] }

    /// None.
    public func carriers(
        of id: ClientID,
        in request: ClientRequest,
        now: SessionInstant
    ) -> [ClientIDCarrier] { [] }

    /// Nil: tokens of forms end with the client's secret then.
    public var keys: SessionKeyRing? { nil }

    /// False: what the client holds has no end, or each page renews it.
    public var renewsClientIDs: Bool { false }

    /// None.
    public var varyingFields: [HTTPField.Name] { [] }

    /// False.
    public var readsForms: Bool { false }

    /// Nil: what stands in a page or a field of a program's own is always sent.
    public var sameSite: CookieAttributes.SameSite? { nil }

    /// None.
    public var cookieNames: Set<String> { [] }

    /// None.
    public var parameterNames: Set<String> { [] }

    /// None.
    public var formFieldNames: Set<String> { [] }
}
