// SPDX-License-Identifier: Apache-2.0

/// Which nodes of two levels are the same, changed or not.
struct NodeAlignment {
    /// A node by its index in the old level, the new one, or both.
    enum Pair {
        case same
        case changed(Int, Int)
        case old(Int)
        case new(Int)
    }

    private let old: [PageNode]
    private let new: [PageNode]

    init(_ old: [PageNode], _ new: [PageNode]) {
        self.old = old
        self.new = new
    }

    /// The nodes in the order of the levels.
    var pairs: [Pair] {
        CommonSubsequence(old.map(\.signature), new.map(\.signature)).gaps.flatMap { gap in
            changed(gap.old, gap.new) + (gap.next == nil ? [] : [.same])
        }
    }

    /// The pairs of nodes between two that are the same: those of one kind are one node that
    /// has changed.
    private func changed(_ oldRange: Range<Int>, _ newRange: Range<Int>) -> [Pair] {
        let (oldStart, newStart) = (oldRange.lowerBound, newRange.lowerBound)
        let kinds = CommonSubsequence(old[oldRange].map(\.kind), new[newRange].map(\.kind))
        return kinds.gaps.flatMap { gap in
            gap.old.map { .old(oldStart + $0) } + gap.new.map { .new(newStart + $0) }
                + (gap.next.map { [.changed(oldStart + $0.old, newStart + $0.new)] } ?? [])
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
