// SPDX-License-Identifier: Apache-2.0

extension PlaceFilter {
    /// Whether text that somebody vouches for passes here as it is.
    func trusts(_ use: SafeText.Use) -> Bool {
        switch (self, use) {
        case (_, .author): true
        case (.link, _), (.image, _), (.links, _), (.refresh, _), (.refreshTail, _),
            (.animation, _):
            use == .url || use == .scriptURL
        case (.vouched, _): use == .scriptURL
        case (.style, _), (.styleValue, _), (.styleVariable, _), (.presentation, _), (.selector, _),
            (.styleSheet, _):
            use == .style
        case (.json, _): use == .json
        case (.script, _), (.scriptMember, _), (.scriptLink, _), (.code, _):
            use == .script || use == .json
        default: false
        }
    }
}
