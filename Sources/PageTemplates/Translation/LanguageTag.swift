// SPDX-License-Identifier: Apache-2.0

/// The tag of a language, as RFC 5646 has it: `de-AT`.
struct LanguageTag: Hashable {
    /// The tag with its subtags in their usual case: `zh-Hant-TW`.
    let text: String

    /// The most subtags that are looked at.
    private static let subtagLimit = 8

    /// Reads a tag, or the name that gettext has for a locale: `de_AT.UTF-8`,
    /// `sr@latin`.
    init(_ text: String) {
        let parts = text.split(separator: "@", maxSplits: 1)
        let locale = parts.first?.prefix { $0 != "." } ?? ""
        var subtags = locale.split { $0 == "-" || $0 == "_" }.prefix(Self.subtagLimit)
            .map(String.init)
        if parts.count == 2, let script = Self.scripts[parts[1].lowercased()], !subtags.isEmpty {
            subtags.insert(script, at: 1)
        }
        self.text = subtags.enumerated().map { Self.usualCase($1, isFirst: $0 == 0) }
            .joined(separator: "-")
    }

    private init(usual text: String) {
        self.text = text
    }

    /// The tag and the more general ones, as the lookup of RFC 4647 tries them.
    var lookupChain: [LanguageTag] {
        var chain: [LanguageTag] = []
        var rest = text.split(separator: "-")
        while !rest.isEmpty {
            chain.append(LanguageTag(usual: rest.joined(separator: "-")))
            rest.removeLast()
            // A single letter introduces what has just been removed.
            if rest.last?.utf8.count == 1 { rest.removeLast() }
        }
        return chain
    }

    /// The scripts that gettext writes as modifiers.
    private static let scripts = [
        "arabic": "Arab", "cyrillic": "Cyrl", "devanagari": "Deva", "latin": "Latn",
    ]

    private static func usualCase(_ subtag: String, isFirst: Bool) -> String {
        switch subtag.utf8.count {
        case 2 where !isFirst: subtag.uppercased()
        case 4 where !isFirst: subtag.prefix(1).uppercased() + subtag.dropFirst().lowercased()
        default: subtag.lowercased()
        }
    }
}
