// SPDX-License-Identifier: Apache-2.0

/// An address that its maker vouches for: it goes out where addresses stand, whatever its
/// scheme.
///
/// An address with the scheme `http`, `https`, `mailto` or `tel`, or with none, needs nobody to
/// vouch for it. Where what is loaded runs in the page, as with `<script src>`, a
/// ``TrustedScriptURL`` is needed.
public struct SafeURL: VouchedText {
    /// `$url`.
    public static let dataKey = "$url"

    /// The address.
    public let text: String

    /// Vouches for a constant of the program.
    public init(_ constant: StaticString) {
        text = constant.description
    }

    /// The schemes that need nobody to vouch for them: `http`, `https`, `mailto` and `tel`.
    public static let standardSchemes: Set<String> = ["http", "https", "mailto", "tel"]

    /// Takes an address whose scheme is one of a few, or that has none; `nil` for any other.
    ///
    /// - Parameters:
    ///   - text: The address.
    ///   - schemes: The schemes that it may have, in lower case.
    public init?(
        checking text: String,
        schemes: Set<String> = SafeURL.standardSchemes
    ) {
        guard let checked = AddressFilter(schemes: schemes).address(text.utf8) else { return nil }
        self.text = String(decoding: checked, as: UTF8.self)
    }

    /// Vouches for text that is not a constant.
    ///
    /// - Parameters:
    ///   - text: The address.
    ///   - reason: Why it is safe, for whoever reviews the program.
    public init(unchecked text: String, reason: StaticString) {
        self.text = text
        _ = reason
    }
}

/// The address of something that runs in the page or with its rights, which its maker vouches
/// for: a script, a style sheet, a frame, an object, or the base of all addresses.
public struct TrustedScriptURL: VouchedText {
    /// `$scriptURL`.
    public static let dataKey = "$scriptURL"

    /// The address.
    public let text: String

    /// Vouches for a constant of the program.
    public init(_ constant: StaticString) {
        text = constant.description
    }

    /// Vouches for a place of the own server: a constant beginning, and a path below it.
    ///
    /// ```swift
    /// TrustedScriptURL(below: "/static/", path: manifest["app.js"])
    /// ```
    ///
    /// - Parameters:
    ///   - prefix: What the address begins with; it ends with a slash.
    ///   - path: The rest, of which each byte that means something else in an address than a
    ///     path is encoded. `nil` comes back where a segment of it is `..` or `.`.
    public init?(below prefix: StaticString, path: String) {
        let prefix = prefix.description
        guard prefix.hasSuffix("/"), let rest = AddressFilter.segments(path.utf8) else {
            return nil
        }
        let start = prefix == "/" ? rest.drop { $0 == UInt8(ascii: "/") } : rest[...]
        text = prefix + String(decoding: start, as: UTF8.self)
    }

    /// Vouches for text that is not a constant.
    ///
    /// - Parameters:
    ///   - text: The address.
    ///   - reason: Why it is safe, for whoever reviews the program.
    public init(unchecked text: String, reason: StaticString) {
        self.text = text
        _ = reason
    }
}
