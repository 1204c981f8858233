// SPDX-License-Identifier: Apache-2.0

/// Text that somebody vouches for in data files: a mapping with one key, which says for what.
enum VouchedText {
    static let markupKey = "$markup"

    /// The keys.
    static let keys = [markupKey] + SafeText.Use.allCases.filter { $0 != .author }.map(\.rawValue)

    /// The value of a text under a key; `nil` where the key is none of these.
    static func value(_ text: String, _ key: String) -> TemplateValue? {
        if key == markupKey {
            return .markup(SafeMarkup(unchecked: text, reason: "the data vouches for it"))
        }
        return SafeText.Use(key: key).map { .object(SafeText($0, text)) }
    }

    static func encode(_ text: String, _ key: String, to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: EncodingKey.self)
        try container.encode(text, forKey: EncodingKey(key))
    }
}

extension SafeText {
    func encode(to encoder: any Encoder) throws {
        guard use != .author else { return try text.encode(to: encoder) }
        try VouchedText.encode(text, use.rawValue, to: encoder)
    }
}

extension SafeMarkup: Encodable {
    /// Encodes a mapping with the key `$markup`, as data files have it.
    ///
    /// ``TemplateEncoder`` does not ask: it passes the markup through.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        try VouchedText.encode(text, VouchedText.markupKey, to: encoder)
    }
}

extension SafeURL: Encodable {
    /// Encodes a mapping with the key `$url`, as data files have it.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        try VouchedText.encode(text, SafeText.Use.url.rawValue, to: encoder)
    }
}

extension TrustedScriptURL: Encodable {
    /// Encodes a mapping with the key `$scriptURL`, as data files have it.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        try VouchedText.encode(text, SafeText.Use.scriptURL.rawValue, to: encoder)
    }
}

extension SafeCSS: Encodable {
    /// Encodes a mapping with the key `$style`, as data files have it.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        try VouchedText.encode(text, SafeText.Use.style.rawValue, to: encoder)
    }
}

extension SafeJS: Encodable {
    /// Encodes a mapping with the key `$script`, as data files have it.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        try VouchedText.encode(text, SafeText.Use.script.rawValue, to: encoder)
    }
}

extension JSONData: Encodable {
    /// Encodes a mapping with the key `$json`, as data files have it.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        try VouchedText.encode(text, SafeText.Use.json.rawValue, to: encoder)
    }
}
