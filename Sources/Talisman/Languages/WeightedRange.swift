// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// A range of a header field and its weight: `de-AT;q=0.7`, `text/html` (RFC 9110 section 12.4.2).
struct WeightedRange {
    /// As it is written.
    let range: String

    /// The weight in thousandths; all of them where none is given.
    let weight: Int

    /// Reads one element of a list; nil where its weight is none.
    init?(_ text: String) {
        let parts = text.split(separator: ";", omittingEmptySubsequences: false)
            .map { $0.trimming }
        range = parts.first ?? ""
        var weight = 1000
        for parameter in parts.dropFirst() {
            let pair = parameter.split(separator: "=", maxSplits: 1).map { $0.trimming }
            guard pair.first?.lowercased() == "q" else { continue }
            guard pair.count == 2, let value = Self.weight(pair[1]) else { return nil }
            weight = value
        }
        self.weight = weight
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

extension Substring {
    /// The text without white space around it.
    fileprivate var trimming: String {
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
        let start = utf8.firstIndex { !isSpace($0) } ?? endIndex
        let end = utf8.lastIndex { !isSpace($0) }.map { utf8.index(after: $0) } ?? start
        return String(self[start..<end])
    }
}
