// SPDX-License-Identifier: Apache-2.0

/// The difference of two texts, line by line, as people read it.
///
/// ```
/// --- expected
/// +++ result
///    1    1   <ul>
///    2      - <li>a</li>
///         2 + <li>b</li>
///    3    3   </ul>
/// ```
package struct LineDiff {
    private static let longestSearch = 1_000

    /// What became of a line, by its index in the old text, the new, or both.
    enum Change {
        case same(old: Int, new: Int)
        case removed(Int)
        case inserted(Int)
    }

    let old: [ArraySlice<UInt8>]
    let new: [ArraySlice<UInt8>]

    init(_ old: [UInt8], _ new: [UInt8]) {
        self.old = Self.lines(of: old)
        self.new = Self.lines(of: new)
    }

    package init(_ old: [String], _ new: [String]) {
        self.old = old.map { Array($0.utf8)[...] }
        self.new = new.map { Array($0.utf8)[...] }
    }

    /// The lines that are different, with `-` and `+` before them.
    package var signed: [String] {
        changes.compactMap { change in
            switch change {
            case .same: nil
            case .removed(let line): "- \(String(decoding: old[line], as: UTF8.self))"
            case .inserted(let line): "+ \(String(decoding: new[line], as: UTF8.self))"
            }
        }
    }

    /// The lines, each with its line end.
    private static func lines(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var rest = bytes[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            lines.append(rest[...end])
            rest = rest[(end + 1)...]
        }
        return rest.isEmpty ? lines : lines + [rest]
    }

    /// The changes in the order of the lines.
    var changes: [Change] {
        let start = zip(old, new).prefix { $0 == $1 }.count
        let common = min(old.count, new.count) - start
        let end = zip(old.reversed(), new.reversed()).prefix(common).prefix { $0 == $1 }.count
        let (oldEnd, newEnd) = (old.count - end, new.count - end)
        return (0..<start).map { .same(old: $0, new: $0) }
            + middle(start..<oldEnd, start..<newEnd)
            + (0..<end).map { .same(old: oldEnd + $0, new: newEnd + $0) }
    }

    /// The changes where the texts differ: found by search unless it would take
    /// too long, for its cost grows with the square of the differences.
    private func middle(_ oldRange: Range<Int>, _ newRange: Range<Int>) -> [Change] {
        guard oldRange.count + newRange.count <= Self.longestSearch else {
            return oldRange.map { .removed($0) } + newRange.map { .inserted($0) }
        }
        let difference = new[newRange].difference(from: old[oldRange])
        let removed = Self.lines(of: difference.removals, from: oldRange.lowerBound)
        let inserted = Self.lines(of: difference.insertions, from: newRange.lowerBound)
        return merge(oldRange, newRange, removed, inserted)
    }

    private static func lines(
        of changes: [CollectionDifference<ArraySlice<UInt8>>.Change],
        from start: Int
    ) -> Set<Int> {
        let offsets = changes.map { change in
            switch change {
            case .insert(let offset, _, _), .remove(let offset, _, _): start + offset
            }
        }
        return Set(offsets)
    }

    private func merge(
        _ oldRange: Range<Int>,
        _ newRange: Range<Int>,
        _ removed: Set<Int>,
        _ inserted: Set<Int>
    ) -> [Change] {
        var changes: [Change] = []
        var (oldLine, newLine) = (oldRange.lowerBound, newRange.lowerBound)
        while oldLine < oldRange.upperBound || newLine < newRange.upperBound {
            if removed.contains(oldLine) {
                changes.append(.removed(oldLine))
                oldLine += 1
            } else if inserted.contains(newLine) {
                changes.append(.inserted(newLine))
                newLine += 1
            } else {
                changes.append(.same(old: oldLine, new: newLine))
                oldLine += 1
                newLine += 1
            }
        }
        return changes
    }
}
