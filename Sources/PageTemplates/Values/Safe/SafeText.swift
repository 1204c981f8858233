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
