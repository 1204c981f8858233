// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// A document of the repository, by what tests read of it: code and tables.
package struct MarkdownDocument: Sendable {
    /// A block of code between two lines of backticks.
    package struct Fence: Sendable {
        /// What stands behind the first backticks: `html`, `swift manifest`, or nothing.
        package let language: String
        /// The number of the line with the first backticks.
        package let line: Int
        /// Its lines, without the indentation of the backticks and the last line end.
        package let text: String
    }

    /// A row of a table, heads included.
    package struct Row: Sendable {
        package let line: Int
        package let cells: [String]

        /// The cells that are nothing but code, `nil` for the others.
        package var code: [String?] {
            cells.map { cell in
                let isCode = cell.count > 2 && cell.hasPrefix("`") && cell.hasSuffix("`")
                return isCode ? String(cell.dropFirst().dropLast()) : nil
            }
        }
    }

    /// The path from the root of the repository.
    package let path: String
    package let fences: [Fence]
    package let rows: [Row]

    /// Reads a document of the repository.
    package init(_ path: String) throws {
        let file = Self.root.appending(path: path)
        self.init(path: path, text: try String(contentsOf: file, encoding: .utf8))
    }

    package init(path: String, text: String) {
        var fences: [Fence] = []
        var rows: [Row] = []
        var open: (language: String, line: Int, indent: Int, lines: [String])?
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (line, text) in zip(1..., lines) {
            let mark = text.drop { $0 == " " }
            if let fence = open, mark == "```" {
                let text = fence.lines.joined(separator: "\n")
                fences.append(Fence(language: fence.language, line: fence.line, text: text))
                open = nil
            } else if let fence = open {
                let indent = min(fence.indent, text.count - mark.count)
                open?.lines.append(String(text.dropFirst(indent)))
            } else if mark.hasPrefix("```") {
                open = (String(mark.dropFirst(3)), line, text.count - mark.count, [])
            } else if text.hasPrefix("|") {
                rows.append(Row(line: line, cells: Self.cells(of: text)))
            }
        }
        self.path = path
        self.fences = fences
        self.rows = rows
    }

    /// The root of the repository.
    package static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// README and the articles of all modules, by path.
    package static var all: [MarkdownDocument] {
        get throws {
            let sources = root.appending(path: "Sources").path
            let paths = try FileManager.default.subpathsOfDirectory(atPath: sources)
            let articles = paths.filter { $0.contains(".docc/") && $0.hasSuffix(".md") }.sorted()
            return try (["README.md"] + articles.map { "Sources/\($0)" }).map { path in
                try MarkdownDocument(path)
            }
        }
    }

    /// What stands between the bars; `\|` is no bar.
    private static func cells(of line: Substring) -> [String] {
        var cells = [""]
        var isEscaped = false
        for character in line.dropFirst() {
            if character == "|" && !isEscaped {
                cells.append("")
            } else {
                if character == "|" { cells[cells.count - 1].removeLast() }
                cells[cells.count - 1].append(character)
            }
            isEscaped = character == "\\"
        }
        return cells.dropLast().map { $0.trimmingCharacters(in: .whitespaces) }
    }
}
