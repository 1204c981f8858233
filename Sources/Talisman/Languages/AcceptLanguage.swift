// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// The languages that a request asks for: the header `Accept-Language`.
///
/// What does not have the form of RFC 9110 is left out, and so is what comes
/// behind the first 4 KiB or the first 64 ranges; the rest counts. `Sendable`.
public struct AcceptLanguage: Sendable, Hashable {
    /// The ranges in the order of preference: `de-AT`, `de`, `*`.
    public let ranges: [String]

    /// The ranges with weight zero: languages that must not be chosen.
    public let refused: [String]

    private static let lengthLimit = 4096
    private static let rangeLimit = 64

    /// Reads the header's value, or several values joined by commas.
    public init(_ value: String) {
        let elements = value.utf8.prefix(Self.lengthLimit)
            .split(separator: UInt8(ascii: ","))
            .prefix(Self.rangeLimit)
            .compactMap { WeightedRange(String(decoding: $0, as: UTF8.self)) }
            .filter { Self.isRange($0.range) }
        let wanted = elements.enumerated().filter { $0.element.weight > 0 }
        ranges =
            wanted
            .sorted { left, right in
                left.element.weight == right.element.weight
                    ? left.offset < right.offset : left.element.weight > right.element.weight
            }
            .map(\.element.range)
        refused = elements.filter { $0.weight == 0 }.map(\.range)
    }

    /// `*`, or subtags of one to eight letters and digits.
    private static func isRange(_ text: String) -> Bool {
        if text == "*" { return true }
        let subtags = text.utf8.split(
            separator: UInt8(ascii: "-"),
            omittingEmptySubsequences: false
        )
        return subtags.allSatisfy { subtag in
            (1...8).contains(subtag.count) && subtag.allSatisfy { $0.isLetter || $0.isDigit }
        } && subtags.first?.allSatisfy { !$0.isDigit } == true
    }
}
