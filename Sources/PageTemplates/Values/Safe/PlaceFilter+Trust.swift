// SPDX-License-Identifier: Apache-2.0

extension PlaceFilter {
    /// The uses of text that somebody vouches for which pass here as they are.
    var trusted: Set<SafeText.Use> {
        switch self {
        case .link, .image, .links, .refresh, .refreshTail, .animation, .styleAddress:
            [.url, .scriptURL, .author]
        case .vouched: [.scriptURL, .author]
        case .style, .styleValue, .presentation, .selector, .styleSheet: [.style, .author]
        case .json: [.json, .author]
        case .script, .code: [.script, .json, .author]
        case .document: [.author]
        default: [.author]
        }
    }

    /// The same for code that only what somebody vouches for may go into.
    var vouchedOnly: PlaceFilter { self == .script || self == .json ? .code : self }

    /// Whether nothing passes but what somebody vouches for.
    var isForVouched: Bool { self == .vouched || self == .code || self == .styleSheet }

    /// Whether a value is written as its text, and so must have one.
    var takesText: Bool { !isForVouched && self != .script && self != .json }

    /// Whether the pieces of a text can be written one by one.
    var takesPieces: Bool { self == .none || self == .textOnly }
}
