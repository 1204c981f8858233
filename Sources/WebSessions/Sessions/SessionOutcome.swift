// SPDX-License-Identifier: Apache-2.0

public import HTTPTypes

/// What a response must carry on account of its session.
///
/// `Sendable`.
public struct SessionOutcome: Sendable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// The fields that set or remove the client's id, and data that is kept with the client.
    public let clientIDFields: [HTTPField]
    /// Whether the response may depend on the session, so that caches must vary by the
    /// client id.
    public let isAccessed: Bool
    /// Whether somebody is logged in, as far as the request has looked.
    public let isLoggedIn: Bool
    /// Whether links or forms of the response carry the client's id.
    public let isCarried: Bool
    /// Whether the URL of the request carries an id, or what looks like one.
    public let isInURL: Bool
    /// The request fields that carry the client id.
    public let varyingFields: [HTTPField.Name]

    /// Whether the client's id is set or removed.
    public var setsClientID: Bool { !clientIDFields.isEmpty }

    /// Adds the fields to those of a response, and keeps what is there.
    ///
    /// A response that sets the client's id gets `Cache-Control: no-store` (OWASP Session
    /// Management Cheat Sheet: not `no-cache="Set-Cookie"`, which caches ignore), and so does
    /// one whose links carry the id. One that depends on the session gets `Vary: Cookie` and,
    /// unless it says otherwise itself, `no-store` where somebody is logged in (ASVS 5.0
    /// 14.3.2: a browser shows nothing of it after the logout), `private, no-cache` else. With
    /// these go fields that CDNs obey in front of them, such as `CDN-Cache-Control`. One
    /// that carries an id, or whose own URL does, is not told to other sites as their
    /// referrer: `Referrer-Policy: same-origin`, or `no-referrer` where it is there.
    public func apply(to fields: inout HTTPFields) {
        for field in clientIDFields {
            fields.append(field)
        }
        if setsClientID || isCarried {
            fields[.cacheControl] = "no-store"
            fields.removeSharedCacheFields()
        } else if isAccessed, fields[.cacheControl] == nil {
            fields[.cacheControl] = isLoggedIn ? "no-store" : "private, no-cache"
            fields.removeSharedCacheFields()
        }
        if isCarried || isInURL, let policy = HTTPField.Name("Referrer-Policy"),
            fields[policy]?.lowercased() != "no-referrer"
        {
            fields[policy] = "same-origin"
        }
        for name in isAccessed ? varyingFields : [] {
            vary(by: name, in: &fields)
        }
    }

    /// What kind of fields there are, never their values: they hold the token.
    public var description: String {
        "session outcome (accessed: \(isAccessed), sets the client id: \(setsClientID))"
    }

    /// The same as ``description``.
    public var debugDescription: String { description }

    /// Without children, so that a dump shows no token.
    public var customMirror: Mirror { Mirror(self, children: []) }

    private func vary(by name: HTTPField.Name, in fields: inout HTTPFields) {
        let present = fields[values: .vary].joined(separator: ",").utf8
        let isThere = present.split(separator: UInt8(ascii: ",")).contains { word in
            let bytes = word.lazy.filter { $0 != UInt8(ascii: " ") }.map(ASCII.lowercased)
            return bytes.elementsEqual("*".utf8) || bytes.elementsEqual(name.canonicalName.utf8)
        }
        guard !isThere else { return }
        fields.append(HTTPField(name: .vary, value: name.rawName))
    }
}
