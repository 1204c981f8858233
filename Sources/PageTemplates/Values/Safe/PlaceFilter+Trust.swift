// SPDX-License-Identifier: Apache-2.0

extension PlaceFilter {
    /// The uses of text that somebody vouches for which pass here as they are.
    var trusted: Set<SafeText.Use> {
        switch self {
        case .link, .image, .links, .refresh, .refreshTail, .animation:
            [.url, .scriptURL, .author]
        case .vouched: [.scriptURL, .author]
        case .style, .styleValue, .presentation, .selector, .styleSheet: [.style, .author]
        case .json: [.json, .author]
        case .script, .code: [.script, .json, .author]
        case .document: [.author]
        default: [.author]
        }
    }
}
