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
        CommonSubsequence(old, new).gaps.flatMap { gap in
            gap.old.map(Change.removed) + gap.new.map(Change.inserted)
                + (gap.next.map { [.same(old: $0.old, new: $0.new)] } ?? [])
        }
    }
}
