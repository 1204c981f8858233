// SPDX-License-Identifier: Apache-2.0

/// Text that somebody vouches for at one kind of place, as a value of templates.
///
/// At any other place it is no more than text.
final class SafeText: TemplateObject {
    let use: Use
    let text: String

    /// The places that a text is safe at, by the keys of data files.
    enum Use: String, Sendable, Hashable, CaseIterable {
        case url = "$url"
        case scriptURL = "$scriptURL"
        case style = "$style"
        case script = "$script"
        case json = "$json"

        /// The template's own text, at the one place that it is written at.
        case author = ""

        /// The use of a key.
        init?(key: String) {
            guard !key.isEmpty else { return nil }
            self.init(rawValue: key)
        }
    }

    init(_ use: Use, _ text: String) {
        self.use = use
        self.text = text
    }

    var isAddress: Bool { use == .url || use == .scriptURL }

    func member(_ name: String) -> TemplateValue? { nil }
    var memberNames: [String] { [] }
    var isTrue: Bool { !text.isEmpty }
}

extension SafeText: ObjectOfKind {
    var kind: String { "text that is vouched for" }
}

// Data files: a mapping with one key, which says for what somebody vouches.
extension SafeText {
    /// The keys.
    static let keys =
        [SafeMarkup.dataKey] + Use.allCases.filter { $0 != .author }.map(\.rawValue)

    /// The value of a text under a key; `nil` where the key is none of these.
    static func value(_ text: String, _ key: String) -> TemplateValue? {
        if key == SafeMarkup.dataKey {
            return .markup(SafeMarkup(unchecked: text, reason: "the data vouches for it"))
        }
        return Use(key: key).map { .object(SafeText($0, text)) }
    }

    static func encode(_ text: String, _ key: String, to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: EncodingKey.self)
        try container.encode(text, forKey: EncodingKey(key))
    }

    func encode(to encoder: any Encoder) throws {
        guard use != .author else { return try text.encode(to: encoder) }
        try Self.encode(text, use.rawValue, to: encoder)
    }
}

extension TemplateValue {
    /// An address that somebody vouches for.
    public static func url(_ url: SafeURL) -> TemplateValue { .object(SafeText(.url, url.text)) }

    /// The address of a script that somebody vouches for.
    public static func scriptURL(_ url: TrustedScriptURL) -> TemplateValue {
        .object(SafeText(.scriptURL, url.text))
    }

    /// Declarations of CSS that somebody vouches for.
    public static func style(_ style: SafeCSS) -> TemplateValue {
        .object(SafeText(.style, style.text))
    }

    /// Code that somebody vouches for.
    public static func script(_ script: SafeJS) -> TemplateValue {
        .object(SafeText(.script, script.text))
    }

    /// Data as text of JSON.
    public static func json(_ data: JSONData) -> TemplateValue {
        .object(SafeText(.json, data.text))
    }
}
