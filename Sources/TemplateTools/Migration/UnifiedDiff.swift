// SPDX-License-Identifier: Apache-2.0

/// A patch between two texts, as `patch -p0` takes it.
package struct UnifiedDiff {
    private let name: String

    /// The lines of both texts in one order.
    private var lines: [Line] = []

    /// How many lines that stay are shown around those that change.
    private static let context = 3

    /// A line of one text, or of both.
    private struct Line {
        let sign: Sign
        let text: ArraySlice<UInt8>

        /// How many lines of the old and the new text are before it.
        let before: (old: Int, new: Int)

        enum Sign: String {
            case removed = "-"
            case inserted = "+"
            case same = " "
        }

        /// The line in a patch.
        var marked: String {
            let isEnded = text.last == UInt8(ascii: "\n")
            let line = sign.rawValue + String(decoding: text, as: UTF8.self)
            return isEnded ? line : line + "\n\\ No newline at end of file\n"
        }
    }

    /// - Parameters:
    ///   - name: The path of the file.
    ///   - old: Its text.
    ///   - new: The text with changes.
    package init(_ name: String, _ old: [UInt8], _ new: [UInt8]) {
        self.name = name
        guard old != new else { return }
        let (oldLines, newLines) = (Self.lines(of: old), Self.lines(of: new))
        let difference = newLines.difference(from: oldLines)
        var (removed, inserted) = (Set<Int>(), Set<Int>())
        for change in difference {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): inserted.insert(offset)
            }
        }
        var place = (old: 0, new: 0)
        while place.old < oldLines.count || place.new < newLines.count {
            if removed.contains(place.old) {
                lines.append(Line(sign: .removed, text: oldLines[place.old], before: place))
                place.old += 1
            } else if inserted.contains(place.new) {
                lines.append(Line(sign: .inserted, text: newLines[place.new], before: place))
                place.new += 1
            } else {
                lines.append(Line(sign: .same, text: oldLines[place.old], before: place))
                place = (place.old + 1, place.new + 1)
            }
        }
    }

    /// The lines of a text with their ends.
    private static func lines(of text: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var rest = text[...]
        while let newline = rest.firstIndex(of: UInt8(ascii: "\n")) {
            lines.append(rest[...newline])
            rest = rest[(newline + 1)...]
        }
        return rest.isEmpty ? lines : lines + [rest]
    }

    /// The patch; empty where nothing changes.
    package var text: String {
        let changed = lines.indices.filter { lines[$0].sign != .same }
        guard !changed.isEmpty else { return "" }
        return "--- \(name)\n+++ \(name)\n" + groups(of: changed).map(hunk).joined()
    }

    /// The changed lines in groups whose surroundings do not touch.
    private func groups(of changed: [Int]) -> [[Int]] {
        changed.reduce(into: []) { groups, line in
            if let last = groups.last?.last, line - last <= 2 * Self.context {
                groups[groups.count - 1].append(line)
            } else {
                groups.append([line])
            }
        }
    }

    private func hunk(_ changed: [Int]) -> String {
        let first = max(0, changed[0] - Self.context)
        let end = min(lines.count, changed[changed.count - 1] + Self.context + 1)
        let shown = lines[first..<end]
        let before = lines[first].before
        let old = Self.range(before.old, shown.count { $0.sign != .inserted })
        let new = Self.range(before.new, shown.count { $0.sign != .removed })
        return "@@ -\(old) +\(new) @@\n" + shown.map(\.marked).joined()
    }

    /// Lines as patches count them: from 1, but from the line before where there are none.
    private static func range(_ before: Int, _ count: Int) -> String {
        "\(count == 0 ? before : before + 1),\(count)"
    }
}
