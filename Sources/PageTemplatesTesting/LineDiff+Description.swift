// SPDX-License-Identifier: Apache-2.0

extension LineDiff: CustomStringConvertible {
    private static let context = 3
    private static let mostLines = 100

    /// The changed lines with some around them, and with their numbers.
    package var description: String {
        let changes = changes
        let shown = indicesToShow(changes)
        var lines = ["--- expected", "+++ result"]
        var previous = -1
        for index in shown.prefix(Self.mostLines) {
            if index != previous + 1 { lines.append("...") }
            lines.append(line(changes[index]))
            previous = index
        }
        if shown.count > Self.mostLines {
            lines.append("... and \(shown.count - Self.mostLines) more lines")
        }
        return lines.joined(separator: "\n")
    }

    private func indicesToShow(_ changes: [Change]) -> [Int] {
        var shown: Set<Int> = []
        for (index, change) in changes.enumerated() {
            if case .same = change { continue }
            let start = max(0, index - Self.context)
            shown.formUnion(start...min(changes.count - 1, index + Self.context))
        }
        return shown.sorted()
    }

    private func line(_ change: Change) -> String {
        switch change {
        case .same(let oldLine, let newLine):
            Self.row(oldLine, newLine, " ", VisibleText.unmarked(old[oldLine]))
        case .removed(let line): Self.row(line, nil, "-", VisibleText.marked(old[line]))
        case .inserted(let line): Self.row(nil, line, "+", VisibleText.marked(new[line]))
        }
    }

    private static func row(_ old: Int?, _ new: Int?, _ sign: String, _ text: String) -> String {
        "\(column(old)) \(column(new)) \(sign) \(text)"
    }

    private static func column(_ line: Int?) -> String {
        let number = line.map { "\($0 + 1)" } ?? ""
        return String(repeating: " ", count: max(0, 4 - number.count)) + number
    }
}
