// SPDX-License-Identifier: Apache-2.0

/// Which nodes of two levels are the same, changed or not.
struct NodeAlignment {
    /// A node by its index in the old level, the new one, or both.
    enum Pair {
        case both(Int, Int)
        case old(Int)
        case new(Int)
    }

    private let old: [PageNode]
    private let new: [PageNode]

    init(_ old: [PageNode], _ new: [PageNode]) {
        self.old = old
        self.new = new
    }

    /// Levels with more nodes that differ are compared one by one, for a search would take time
    /// that grows with the square of the differences.
    private static let longestSearch = 2_000

    /// The nodes in the order of the levels.
    var pairs: [Pair] {
        let oldSignatures = old.map(\.signature)
        let newSignatures = new.map(\.signature)
        return Self.common(oldSignatures, newSignatures).flatMap { gap, same in
            changed(gap.old, gap.new) + (same.map { [.both($0, $1)] } ?? [])
        }
    }

    /// The pairs of nodes between two that are the same: those of one kind are one node that
    /// has changed.
    private func changed(_ oldRange: Range<Int>, _ newRange: Range<Int>) -> [Pair] {
        let oldKinds = oldRange.map { old[$0].kind }
        let newKinds = newRange.map { new[$0].kind }
        return Self.common(oldKinds, newKinds).flatMap { gap, same in
            gap.old.map { .old(oldRange.lowerBound + $0) }
                + gap.new.map { .new(newRange.lowerBound + $0) }
                + (same.map {
                    [.both(oldRange.lowerBound + $0, newRange.lowerBound + $1)]
                } ?? [])
        }
    }

    private typealias Gap = (old: Range<Int>, new: Range<Int>)

    /// The longest common subsequence of two lists: what differs before each common element,
    /// and the element; behind the last one the rest.
    private static func common<Key: Hashable>(
        _ old: [Key],
        _ new: [Key]
    ) -> [(gap: Gap, same: (Int, Int)?)] {
        let removed: Set<Int>
        let inserted: Set<Int>
        if old.count + new.count > longestSearch {
            let same = zip(old, new).map { $0 == $1 }
            removed = Set(old.indices.filter { $0 >= same.count || !same[$0] })
            inserted = Set(new.indices.filter { $0 >= same.count || !same[$0] })
        } else {
            let difference = new.difference(from: old)
            removed = Set(difference.removals.map(\.offset))
            inserted = Set(difference.insertions.map(\.offset))
        }
        let kept = old.indices.filter { !removed.contains($0) }
        let found = new.indices.filter { !inserted.contains($0) }
        var result: [(gap: Gap, same: (Int, Int)?)] = []
        var (left, right) = (0, 0)
        for (oldIndex, newIndex) in zip(kept, found) {
            result.append(((left..<oldIndex, right..<newIndex), (oldIndex, newIndex)))
            (left, right) = (oldIndex + 1, newIndex + 1)
        }
        return result + [((left..<old.count, right..<new.count), nil)]
    }
}

extension CollectionDifference.Change {
    fileprivate var offset: Int {
        switch self {
        case .insert(let offset, _, _), .remove(let offset, _, _): offset
        }
    }
}

extension PageNode {
    /// What a node keeps when it changes.
    fileprivate var kind: String {
        switch self {
        case .text: "#text"
        case .doctype: "!doctype"
        case .element(let element):
            element.value(of: "id").map { "\(element.name)#\($0)" } ?? element.name
        }
    }
}
