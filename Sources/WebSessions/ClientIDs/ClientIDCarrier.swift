// SPDX-License-Identifier: Apache-2.0

/// What a page must carry so that the client sends its id with the next request, where no
/// cookie and no header field does.
///
/// It holds a bearer secret: a page or redirection that carries it must not be stored.
/// `Sendable`.
@nonexhaustive public enum ClientIDCarrier: Sendable {
    /// A parameter in the query of each link and form action of the site.
    case query(name: String, token: String)
    /// A hidden field in each POST form of the site.
    case formField(name: String, token: String)
}

extension ClientIDCarrier: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable
{
    /// The kind and name, never the token.
    public var description: String {
        switch self {
        case .query(let name, _): "query parameter \(name)"
        case .formField(let name, _): "form field \(name)"
        }
    }

    /// The same as ``description``.
    public var debugDescription: String { description }
    /// Without children, so that a dump shows no token.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
