// SPDX-License-Identifier: Apache-2.0

/// The elements that two lists have in common, in the order of both.
///
/// As many as there can be where the lists are short, and many where they are long: a full search
/// takes time that grows with the square of what differs.
struct CommonSubsequence {
    /// A common element, by its index in either list.
    struct Pair {
        let old: Int
        let new: Int
    }

    /// What each list has for itself before a common element; behind the last one the rest.
    struct Gap {
        let old: Range<Int>
        let new: Range<Int>

        /// The element behind it; `nil` at the end.
        let next: Pair?
    }

    /// The common elements in order.
    private(set) var pairs: [Pair] = []
    private let ends: Pair

    init<Element: Hashable>(_ old: [Element], _ new: [Element]) {
        ends = Pair(old: old.count, new: new.count)
        add(old[...], new[...])
    }

    /// What stands between the common elements, empty gaps too.
    var gaps: [Gap] {
        var gaps: [Gap] = []
        var (old, new) = (0, 0)
        for pair in pairs {
            gaps.append(Gap(old: old..<pair.old, new: new..<pair.new, next: pair))
            (old, new) = (pair.old + 1, pair.new + 1)
        }
        return gaps + [Gap(old: old..<ends.old, new: new..<ends.new, next: nil)]
    }

    /// How many elements a full search may have.
    private static let longestSearch = 2_000

    private mutating func add<Element: Hashable>(
        _ old: ArraySlice<Element>,
        _ new: ArraySlice<Element>
    ) {
        let start = zip(old, new).prefix { $0 == $1 }.count
        let most = min(old.count, new.count) - start
        let end = zip(old.reversed(), new.reversed()).prefix(most).prefix { $0 == $1 }.count
        addRun(of: start, from: old.startIndex, new.startIndex)
        let (oldRest, newRest) = (
            old.dropFirst(start).dropLast(end), new.dropFirst(start).dropLast(end)
        )
        if !oldRest.isEmpty, !newRest.isEmpty { addBetween(oldRest, newRest) }
        addRun(of: end, from: old.endIndex - end, new.endIndex - end)
    }

    private mutating func addRun(of count: Int, from old: Int, _ new: Int) {
        pairs += (0..<count).map { Pair(old: old + $0, new: new + $0) }
    }

    /// Adds what lists have in common that begin and end differently.
    private mutating func addBetween<Element: Hashable>(
        _ old: ArraySlice<Element>,
        _ new: ArraySlice<Element>
    ) {
        let shared = Set(old).intersection(new)
        let oldIndices = old.indices.filter { shared.contains(old[$0]) }
        let newIndices = new.indices.filter { shared.contains(new[$0]) }
        if oldIndices.count + newIndices.count <= Self.longestSearch {
            let found = newIndices.map { new[$0] }.difference(from: oldIndices.map { old[$0] })
            let removed = Set(found.removals.map(\.offset))
            let inserted = Set(found.insertions.map(\.offset))
            let oldKept = oldIndices.indices.filter { !removed.contains($0) }
            let newKept = newIndices.indices.filter { !inserted.contains($0) }
            pairs += zip(oldKept, newKept).map {
                Pair(old: oldIndices[$0], new: newIndices[$1])
            }
            return
        }
        let anchors = Self.anchors(old, new)
        guard !anchors.isEmpty else {
            // One by one: nothing stands out that could be looked for.
            pairs += zip(old.indices, new.indices).filter { old[$0] == new[$1] }
                .map { Pair(old: $0, new: $1) }
            return
        }
        var (oldStart, newStart) = (old.startIndex, new.startIndex)
        for anchor in anchors {
            add(old[oldStart..<anchor.old], new[newStart..<anchor.new])
            pairs.append(anchor)
            (oldStart, newStart) = (anchor.old + 1, anchor.new + 1)
        }
        add(old[oldStart...], new[newStart...])
    }

    // MARK: - Anchors

    /// The elements that are once in either list, the longest series of them that is in the order
    /// of both: what patience sorting finds.
    private static func anchors<Element: Hashable>(
        _ old: ArraySlice<Element>,
        _ new: ArraySlice<Element>
    ) -> [Pair] {
        let newPlaces = places(new)
        let single = places(old).compactMap { element, place -> Pair? in
            guard let place, case let other?? = newPlaces[element] else { return nil }
            return Pair(old: place, new: other)
        }
        return increasing(single.sorted { $0.old < $1.old })
    }

    /// Where each element is; `nil` for one that is there more than once.
    private static func places<Element: Hashable>(
        _ list: ArraySlice<Element>
    ) -> [Element: Int?] {
        Dictionary(zip(list, list.indices.map(Optional.some))) { _, _ in nil }
    }

    /// The longest series whose new indices increase, of pairs in the order of the old ones.
    private static func increasing(_ pairs: [Pair]) -> [Pair] {
        // The last pair of the best series of each length, and what is before each pair in its own.
        var lasts: [Int] = []
        var before: [Int?] = []
        for (index, pair) in pairs.enumerated() {
            let length = lasts.partitioningIndex { pairs[$0].new >= pair.new }
            before.append(length > 0 ? lasts[length - 1] : nil)
            if length < lasts.count { lasts[length] = index } else { lasts.append(index) }
        }
        var series: [Pair] = []
        var next = lasts.last
        while let index = next {
            series.append(pairs[index])
            next = before[index]
        }
        return series.reversed()
    }
}

extension [Int] {
    /// The first index whose element belongs to the second part, of a list that is parted so.
    fileprivate func partitioningIndex(_ belongsToSecond: (Int) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if belongsToSecond(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

extension CollectionDifference.Change {
    fileprivate var offset: Int {
        switch self {
        case .insert(let offset, _, _), .remove(let offset, _, _): offset
        }
    }
}
