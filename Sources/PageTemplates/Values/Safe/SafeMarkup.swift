// SPDX-License-Identifier: Apache-2.0

/// Markup that its maker vouches for, inserted by `structure` as it stands.
///
/// Whoever makes one from text that a user could have written opens the page to
/// that user's scripts. Make it from constants, or let a ``MarkupSanitizer`` clean
/// what users write: see <doc:Sanitizing>.
public struct SafeMarkup: VouchedText {
    /// `$markup`.
    public static let dataKey = "$markup"

    /// The markup.
    public let text: String

    /// Vouches for a constant of the program.
    public init(_ constant: StaticString) {
        text = constant.description
    }

    /// Vouches for text that is not a constant.
    ///
    /// - Parameters:
    ///   - text: The markup.
    ///   - reason: Why it is safe, for whoever reviews the program.
    public init(unchecked text: String, reason: StaticString) {
        self.text = text
        _ = reason
    }
}
