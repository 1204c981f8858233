// SPDX-License-Identifier: Apache-2.0

import Crypto

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A text that must not be guessed or shown, such as a password or a token.
///
/// Comparing takes a time that says nothing of where two texts differ, and a description, in a log
/// or a debugger, is `***`.
///
/// ```swift
/// let expected = SecretText("a long token")
/// guard SecretText(form["token"] ?? "") == expected else { throw HTTPError(.forbidden) }
/// ```
///
/// It is not the hash that passwords of accounts are stored as: that must be slow and salted.
/// `Sendable`.
public struct SecretText: Sendable, Equatable {
    /// The text itself.
    public let text: String

    /// Makes a secret of a text.
    public init(_ text: String) {
        self.text = text
    }

    /// Compares bytes, of texts of any length, in a time that depends on their lengths alone.
    public static func == (left: SecretText, right: SecretText) -> Bool {
        // swift-crypto compares digests in constant time.
        SHA256.hash(data: Data(left.text.utf8)) == SHA256.hash(data: Data(right.text.utf8))
    }
}

extension SecretText: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// `***`.
    public var description: String { "***" }

    /// `***`.
    public var debugDescription: String { description }

    /// Nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
