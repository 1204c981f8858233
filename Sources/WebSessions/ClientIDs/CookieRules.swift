// SPDX-License-Identifier: Apache-2.0

/// The rules that a session cookie's configuration must keep, each with its message.
enum CookieRules {
    static func check(
        namespace: String,
        prefix: CookiePrefix,
        lifetime: Int?,
        attributes: CookieAttributes
    ) throws(SessionError) {
        for (holds, message) in rules(namespace, prefix, lifetime, attributes) where !holds {
            throw SessionError(.invalidConfiguration, message)
        }
    }

    private static func rules(
        _ namespace: String,
        _ prefix: CookiePrefix,
        _ lifetime: Int?,
        _ attributes: CookieAttributes
    ) -> [(holds: Bool, message: String)] {
        let isHost = prefix == .host
        return [
            (isNamespace(namespace), "a cookie namespace has 1 to 30 letters, digits or '_'"),
            (lifetime ?? 0 >= 0, "a cookie lifetime cannot be negative"),
            (prefix == .none || attributes.secure, "a \(prefix.rawValue) cookie must be secure"),
            (!isHost || attributes.path == "/", "a __Host- cookie must have the path /"),
            (!isHost || attributes.domain == nil, "a __Host- cookie cannot have a domain"),
            (
                attributes.sameSite != CookieAttributes.SameSite.none || attributes.secure,
                "a cookie with SameSite=None must be secure"
            ),
            (!attributes.partitioned || attributes.secure, "a partitioned cookie must be secure"),
            (isPath(attributes.path), "a cookie path starts with '/' and has no ';' or controls"),
            (attributes.domain.map(isDomain) ?? true, "a cookie domain is a host name"),
        ]
    }

    /// zope.session: `^[\d\w_]+$`, ASCII, at most 30 characters.
    private static func isNamespace(_ name: String) -> Bool {
        (1...30).contains(name.utf8.count)
            && name.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "_") }
    }

    private static func isPath(_ path: String) -> Bool {
        path.utf8.first == UInt8(ascii: "/")
            && path.utf8.allSatisfy { (0x20...0x7E).contains($0) && $0 != UInt8(ascii: ";") }
    }

    private static func isDomain(_ domain: String) -> Bool {
        let name = domain.utf8.first == UInt8(ascii: ".") ? domain.dropFirst() : domain[...]
        let labels = name.utf8.split(
            separator: UInt8(ascii: "."),
            omittingEmptySubsequences: false
        )
        return labels.allSatisfy { label in
            (1...63).contains(label.count)
                && label.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
        }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }
}
