// SPDX-License-Identifier: Apache-2.0

import PageTemplates

// The report for a terminal.
extension CoverageReport {
    /// What the columns of a table have, the name of the template first.
    package static let columns = ["template", "statements", "branches", "alternatives", "all"]

    /// A table of the files, and behind it what was never reached, as
    /// `file:line:column: what never happened`.
    package var text: [String] {
        let rows = files.map { [$0.name] + $0.cells }
        let total = ["all"] + Self.cells(ratio(of:))
        let table = Self.aligned([Self.columns] + rows + [total])
        let missing = files.flatMap(\.absences)
        return missing.isEmpty ? table : table + [""] + missing
    }

    fileprivate static func cells(
        _ ratio: (CoveragePoint.Aspect?) -> CoverageRatio
    ) -> [String] {
        let aspects: [CoveragePoint.Aspect?] = CoveragePoint.Aspect.allCases + [nil]
        return aspects.map { aspect in
            let ratio = ratio(aspect)
            guard ratio.total > 0 else { return "-" }
            return aspect == nil
                ? ratio.percent : "\(ratio.reached)/\(ratio.total) \(Self.padded(ratio.percent))"
        }
    }

    private static func padded(_ percent: String) -> String {
        String(repeating: " ", count: max(0, "100.0 %".count - percent.count)) + percent
    }

    /// Lines of columns, the first one to the left and the others to the right.
    private static func aligned(_ rows: [[String]]) -> [String] {
        let widths = (rows.first ?? []).indices.map { column in
            rows.map { $0[column].count }.max() ?? 0
        }
        return rows.map { row in
            zip(row, widths).enumerated().map { column, cell in
                let space = String(repeating: " ", count: cell.1 - cell.0.count)
                return column == 0 ? cell.0 + space : space + cell.0
            }.joined(separator: "  ")
        }
    }
}

extension CoveredFile {
    /// The cells of its row behind its name.
    package var cells: [String] { CoverageReport.cells(ratio(of:)) }

    /// What was never reached, as `file:line:column: what never happened`.
    package var absences: [String] {
        missing.map { "\(name):\($0.key.line):\($0.key.column): \($0.absence)" }
    }
}
