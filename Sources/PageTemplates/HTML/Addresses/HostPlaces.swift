// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Follows the name of a host in an address, and its port, from piece to piece.
///
/// Where the template has some of the name, no value ends it but to begin what comes behind the
/// host. Where data are all of it, or all behind a dot, they name the site.
struct HostPlaces {
    /// The last byte that the template has written of it, which no value stands behind; `nil` where
    /// one does, or there is none.
    private var last: UInt8?

    /// Whether the template has written some of it.
    private var hasLiteral = false

    /// Whether data name the site.
    private var isNamedByData = false

    /// Whether the last value is that of a port.
    private var isBehindPort = false

    /// Whether a value stands in it that may have ended it.
    private var hasOpenValue = false

    mutating func read(_ byte: UInt8) {
        last = byte
        hasLiteral = true
        isBehindPort = false
    }

    mutating func filter(before following: FollowingText) -> Result<PlaceFilter, UnsafePlace> {
        let last = last
        self.last = nil
        guard !isNamedByData else { return .success(.addressPart) }
        let ends = following.first.map { !Self.goesOn($0) } ?? true
        guard hasLiteral, last != UInt8(ascii: "@") else { return beginning(following, ends) }
        switch last.map({ UnicodeScalar($0) }) {
        case nil:
            // Right behind another value; only that of a port ends where the host does.
            return isBehindPort && ends ? rest() : .failure(.host)
        case ":":
            isBehindPort = true
            return .success(.hostPart)
        case "[": return .success(.hostPart)
        case "." where ends && !hasOpenValue:
            isNamedByData = true
            return .success(.addressPart)
        case "." where !ends && !following.isBehindValue: return .success(.hostPart)
        case let sign? where (sign == "]" || Self.isOfName(sign)) && ends:
            return following.isBehindValue ? .failure(.host) : rest()
        default:
            return following.isBehindValue || ends ? .failure(.host) : middle(following)
        }
    }

    /// A value that the name begins with.
    private mutating func beginning(
        _ following: FollowingText,
        _ ends: Bool
    ) -> Result<PlaceFilter, UnsafePlace> {
        if ends {
            isNamedByData = true
            return .success(.addressPart)
        }
        return following.isBehindValue ? .failure(.host) : .success(.hostPart)
    }

    private mutating func rest() -> Result<PlaceFilter, UnsafePlace> {
        hasOpenValue = true
        return .success(.hostRest)
    }

    /// A value before more of the name, of which the template must have the site: two names.
    private mutating func middle(
        _ following: FollowingText
    ) -> Result<PlaceFilter, UnsafePlace> {
        let rest = following.literal.prefix { Self.goesOn($0) }
        // It is a part of a password.
        if rest.contains(UInt8(ascii: "@")) { return .success(.hostPart) }
        let name = rest.prefix { $0 != Byte.colon }
        guard name.count(where: { $0 == UInt8(ascii: ".") }) > 1 else { return .failure(.host) }
        hasOpenValue = true
        return .success(.hostMiddle)
    }

    /// Whether the name, or what stands before or behind it, goes on with a sign.
    private static func goesOn(_ byte: UInt8) -> Bool {
        byte >= 0x80 || byte.isLetter || byte.isDigit || "-_.%@:[]".utf8.contains(byte)
    }

    private static func isOfName(_ sign: UnicodeScalar) -> Bool {
        sign.value >= 0x80 || UInt8(sign.value).isLetter || UInt8(sign.value).isDigit
    }
}

extension UnsafePlace {
    static let host = UnsafePlace(
        place: "where the name of a host may have ended",
        remedy:
            "write the '/' that ends the host in the template, or make the whole address in the "
            + "data"
    )
}
