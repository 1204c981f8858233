// SPDX-License-Identifier: Apache-2.0

/// Finds texts in texts, in linear time whatever they are.
enum PythonSearch {
    /// The steps of a search, which looks at each byte for itself.
    static func steps(_ part: String, in text: String) -> Int {
        4 * (part.steps + text.steps)
    }

    /// The offset of the first place in bytes from `start` on.
    static func first(
        _ part: [UInt8],
        in text: [UInt8],
        from start: Int,
        _ borders: [Int]
    ) -> Int? {
        guard !part.isEmpty else { return start <= text.count ? start : nil }
        var matched = 0
        var position = start
        while position < text.count {
            while matched > 0, text[position] != part[matched] { matched = borders[matched - 1] }
            if text[position] == part[matched] { matched += 1 }
            position += 1
            if matched == part.count { return position - matched }
        }
        return nil
    }

    /// For each prefix the length of the longest one that also ends it, as Knuth,
    /// Morris and Pratt have it.
    static func borders(of part: [UInt8]) -> [Int] {
        var borders = [Int](repeating: 0, count: part.count)
        var matched = 0
        for position in part.indices.dropFirst() {
            while matched > 0, part[position] != part[matched] { matched = borders[matched - 1] }
            if part[position] == part[matched] { matched += 1 }
            borders[position] = matched
        }
        return borders
    }

    static func first(_ part: String, in text: String) -> Int? {
        let part = Array(part.utf8)
        return first(part, in: Array(text.utf8), from: 0, borders(of: part))
    }

    /// The offsets of all places that do not overlap, at most `limit`.
    static func all(_ part: String, in text: String, limit: Int = .max) -> [Int] {
        let part = Array(part.utf8)
        let text = Array(text.utf8)
        let borders = borders(of: part)
        var places: [Int] = []
        var position = 0
        while places.count < limit,
            let place = first(part, in: text, from: position, borders)
        {
            places.append(place)
            position = place + max(1, part.count)
        }
        return places
    }
}
