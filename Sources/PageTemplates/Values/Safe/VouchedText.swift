// SPDX-License-Identifier: Apache-2.0

/// Text that its maker vouches for at one kind of place.
///
/// The types are ``SafeMarkup``, ``SafeURL``, ``TrustedScriptURL``, ``SafeCSS``, ``SafeJS`` and
/// ``JSONData``.
public protocol VouchedText: Sendable, Hashable, Encodable {
    /// The key of data files: `$url` for a ``SafeURL``.
    static var dataKey: String { get }

    /// The text.
    var text: String { get }
}

extension VouchedText {
    /// Encodes a mapping with the key of the type, as data files have it.
    ///
    /// ``TemplateEncoder`` does not ask: it passes the text through.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        try SafeText.encode(text, Self.dataKey, to: encoder)
    }
}
