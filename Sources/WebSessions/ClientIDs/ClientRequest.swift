// SPDX-License-Identifier: Apache-2.0

public import HTTPTypes

/// What a ``ClientIDManager`` may know of a request.
///
/// `Sendable`.
public struct ClientRequest: Sendable {
    /// The head of the request.
    public let head: HTTPRequest
    /// The network address of the client, where the server tells it.
    ///
    /// It is never an identity: many clients share one behind a proxy, one client changes it
    /// with its network, and who shares it would share the session. An id can be bound to
    /// it in addition.
    public let address: String?
    /// The network address of the other end of the connection, that of a proxy where there is
    /// one; `unix:` for a socket in the file system, nil where the server does not tell it.
    ///
    /// What ``TrustedProxies`` are asked about.
    public let peer: String?
    /// The fields of the form in the body, where the server read one.
    public let formFields: [(name: String, value: String)]

    /// Makes the description of a request.
    public init(
        _ head: HTTPRequest,
        address: String? = nil,
        peer: String? = nil,
        formFields: [(name: String, value: String)] = []
    ) {
        self.head = head
        self.address = address
        self.peer = peer
        self.formFields = formFields
    }
}
