// SPDX-License-Identifier: Apache-2.0

/// The names that somebody may have meant.
package enum NearestNames {
    /// The longest name that is compared: longer ones are data, not typing
    /// mistakes, and the comparison is quadratic.
    package static let longest = 64

    /// The names that are compared at the most.
    package static let most = 1_000

    /// At most three of `candidates`, the nearest first.
    ///
    /// The distance counts inserted, removed, replaced and swapped letters, case
    /// aside; one mistake is allowed for each three letters of `name`.
    package static func of(_ name: String, among candidates: some Sequence<String>) -> [String] {
        let wanted = Array(name.lowercased().unicodeScalars)
        guard !wanted.isEmpty, wanted.count <= longest else { return [] }
        let allowed = max(1, (wanted.count + 1) / 3)
        var found: [(distance: Int, name: String)] = []
        for candidate in candidates.prefix(most) where candidate != name {
            // No text has more scalars than bytes.
            guard candidate.utf8.count + allowed >= wanted.count else { continue }
            let scalars = Array(candidate.lowercased().unicodeScalars.prefix(longest + 1))
            guard abs(scalars.count - wanted.count) <= allowed else { continue }
            let distance = distance(from: wanted, to: scalars, limit: allowed)
            if distance <= allowed, distance < wanted.count {
                found.append((distance, candidate))
            }
        }
        return found.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
            .prefix(3)
            .map(\.name)
    }

    /// A question that offers the nearest names; `nil` where none is near.
    package static func question(
        _ name: String,
        among candidates: some Sequence<String>
    ) -> String? {
        let names = of(name, among: candidates)
        guard !names.isEmpty else { return nil }
        return "did you mean \(names.map { "'\($0)'" }.joined(separator: ", "))?"
    }

    /// Whether a name is another one but for a letter too much, too little or wrong, or two
    /// letters in the wrong order.
    static func isSlip(_ name: String, of other: String) -> Bool {
        guard name != other, name.utf8.count <= longest,
            abs(name.utf8.count - other.utf8.count) <= 2
        else { return false }
        let (old, new) = (Array(name.unicodeScalars), Array(other.unicodeScalars))
        return distance(from: old, to: new, limit: 1) == 1
    }

    /// The Damerau-Levenshtein distance with adjacent swaps; where it is above the limit,
    /// something above the limit.
    private static func distance(
        from old: [Unicode.Scalar],
        to new: [Unicode.Scalar],
        limit: Int
    ) -> Int {
        var beforeLast = [Int](repeating: 0, count: new.count + 1)
        var last = Array(0...new.count)
        var current = last
        for row in old.indices {
            current[0] = row + 1
            for column in new.indices {
                let cost = old[row] == new[column] ? 0 : 1
                var best = min(last[column + 1] + 1, current[column] + 1, last[column] + cost)
                let isSwap =
                    row > 0 && column > 0
                    && old[row] == new[column - 1] && old[row - 1] == new[column]
                if isSwap {
                    best = min(best, beforeLast[column - 1] + 1)
                }
                current[column + 1] = best
            }
            // A row of these leads to none that is nearer, but for a swap.
            if let nearest = current.min(), nearest > limit + 1 { return nearest }
            swap(&beforeLast, &last)
            swap(&last, &current)
        }
        return last[new.count]
    }
}
