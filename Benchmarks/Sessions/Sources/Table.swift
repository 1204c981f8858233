// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && PostgreSQL && Redis && SQLite
/// Lines of cells in columns: the first to the left, the others to the right.
struct Table {
    private var lines: [[String]]

    init(_ titles: String...) {
        lines = [titles]
    }

    mutating func add(_ cells: [String]) {
        lines.append(cells)
    }

    var text: String {
        let widths = lines[0].indices.map { column in
            lines.map { $0[column].count }.max() ?? 0
        }
        return lines.map { line in
            zip(line, widths).enumerated().map { column, cell in
                let space = String(repeating: " ", count: cell.1 - cell.0.count)
                return column == 0 ? cell.0 + space : space + cell.0
            }
            .joined(separator: "  ")
        }
        .joined(separator: "\n")
    }
}
#endif
