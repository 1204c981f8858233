// SPDX-License-Identifier: Apache-2.0

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
            .compactMap { Element(String(decoding: $0, as: UTF8.self)) }
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

    /// A range and its weight: `de-AT;q=0.7`.
    private struct Element {
        let range: String

        /// The weight in thousandths.
        let weight: Int

        init?(_ text: String) {
            let parts = text.split(separator: ";", omittingEmptySubsequences: false)
                .map { $0.trimming }
            guard let range = parts.first, Self.isRange(range) else { return nil }
            self.range = range
            var weight = 1000
            for parameter in parts.dropFirst() {
                let pair = parameter.split(separator: "=", maxSplits: 1).map { $0.trimming }
                guard pair.first?.lowercased() == "q" else { continue }
                guard pair.count == 2, let value = Self.weight(pair[1]) else { return nil }
                weight = value
            }
            self.weight = weight
        }

        /// `*`, or subtags of one to eight letters and digits.
        private static func isRange(_ text: String) -> Bool {
            if text == "*" { return true }
            let subtags = text.utf8.split(
                separator: UInt8(ascii: "-"),
                omittingEmptySubsequences: false
            )
            return subtags.allSatisfy { subtag in
                (1...8).contains(subtag.count) && subtag.allSatisfy { $0.isLetterOrDigit }
            } && subtags.first?.allSatisfy { !$0.isDigit } == true
        }

        /// `0`, `1`, or either with up to three decimals; at most 1.
        private static func weight(_ text: String) -> Int? {
            let parts = text.utf8.split(
                separator: UInt8(ascii: "."),
                omittingEmptySubsequences: false
            )
            guard parts.count <= 2, let whole = parts.first, whole.count == 1,
                let digit = whole.first, digit == UInt8(ascii: "0") || digit == UInt8(ascii: "1")
            else { return nil }
            let decimals = parts.count == 2 ? Array(parts[1]) : []
            guard decimals.count <= 3, decimals.allSatisfy({ $0.isDigit }) else { return nil }
            var weight = digit == UInt8(ascii: "1") ? 1 : 0
            for index in 0..<3 {
                let decimal = index < decimals.count ? decimals[index] - UInt8(ascii: "0") : 0
                weight = weight * 10 + Int(decimal)
            }
            return weight <= 1000 ? weight : nil
        }
    }
}

extension Substring {
    /// The text without white space around it.
    fileprivate var trimming: String {
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
        let start = utf8.firstIndex { !isSpace($0) } ?? endIndex
        let end = utf8.lastIndex { !isSpace($0) }.map { utf8.index(after: $0) } ?? start
        return String(self[start..<end])
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

    fileprivate var isLetterOrDigit: Bool {
        isDigit || (self | 0x20 >= UInt8(ascii: "a") && self | 0x20 <= UInt8(ascii: "z"))
    }
}
