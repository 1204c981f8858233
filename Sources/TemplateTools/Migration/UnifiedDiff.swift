// SPDX-License-Identifier: Apache-2.0

/// A patch between two texts with the same number of lines, as `patch -p0` takes it.
package struct UnifiedDiff {
    private let name: String
    private let old: [ArraySlice<UInt8>]
    private let new: [ArraySlice<UInt8>]

    /// How many lines that stay are shown around those that change.
    private static let context = 3

    /// - Parameters:
    ///   - name: The path of the file.
    ///   - old: Its text.
    ///   - new: The text with changes within its lines.
    package init(_ name: String, _ old: [UInt8], _ new: [UInt8]) {
        self.name = name
        let lineEnd = UInt8(ascii: "\n")
        self.old = old.split(separator: lineEnd, omittingEmptySubsequences: false)
        self.new = new.split(separator: lineEnd, omittingEmptySubsequences: false)
        precondition(self.old.count == self.new.count, "the texts differ in their lines")
    }

    /// The patch; empty where nothing changes.
    package var text: String {
        let changed = old.indices.filter { old[$0] != new[$0] }
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

    private func hunk(_ lines: [Int]) -> String {
        let first = max(0, lines[0] - Self.context)
        // What follows the last line end is no line.
        let end = old.last?.isEmpty == true ? old.count - 1 : old.count
        let last = min(end, lines[lines.count - 1] + Self.context + 1)
        var body = ""
        var index = first
        while index < last {
            let start = index
            while index < last, old[index] != new[index] { index += 1 }
            for line in start..<index { body += mark("-", old, line) }
            for line in start..<index { body += mark("+", new, line) }
            if index < last {
                body += mark(" ", old, index)
                index += 1
            }
        }
        let range = "\(first + 1),\(last - first)"
        return "@@ -\(range) +\(range) @@\n\(body)"
    }

    private func mark(_ sign: String, _ lines: [ArraySlice<UInt8>], _ index: Int) -> String {
        let isUnended = index == lines.count - 1
        let line = String(decoding: lines[index], as: UTF8.self)
        return "\(sign)\(line)\n" + (isUnended ? "\\ No newline at end of file\n" : "")
    }
}
