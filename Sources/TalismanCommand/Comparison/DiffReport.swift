// SPDX-License-Identifier: Apache-2.0

/// What a change does to pages, for people.
struct DiffReport {
    let pages: [ComparedPage]

    /// How the revisions are called.
    let base: String
    let head: String

    /// The paths whose pages are not compared, for git does not keep them.
    var leftOut: [String] = []

    /// What is not compared, in a sentence; `nil` where nothing is left out.
    var remark: String? {
        leftOut.isEmpty
            ? nil : "left out, for git does not keep them: \(leftOut.joined(separator: ", "))"
    }

    /// The pages that have something to look at.
    var visible: [ComparedPage] { pages.filter(\.isVisible) }

    /// How many pages there are of each kind, in a sentence.
    var summary: String {
        var parts: [String] = []
        func add(_ text: String, _ isCounted: (ComparedPage) -> Bool) {
            let count = pages.count(where: isCounted)
            if count > 0 { parts.append("\(count) \(text)") }
        }
        add("with visible changes", \.isVisible)
        add("with no visible change") { if case .invisible = $0.verdict { true } else { false } }
        add("the same") { if case .same = $0.verdict { true } else { false } }
        add("not rendered at either revision") {
            if case .unrendered = $0.verdict { true } else { false }
        }
        let all = "\(pages.count) page\(pages.count == 1 ? "" : "s")"
        return "\(all): \(parts.isEmpty ? "nothing to compare" : parts.joined(separator: ", "))"
    }

    /// The pages with the same causes, those with the most pages first.
    var groups: [(causes: [String], pages: [ComparedPage])] {
        Dictionary(grouping: visible, by: \.causes)
            .sorted { ($1.value.count, $0.key.joined()) < ($0.value.count, $1.key.joined()) }
            .map { (causes: $0.key, pages: $0.value) }
    }

    /// The heading of a group.
    static func title(of causes: [String]) -> String {
        causes.isEmpty ? "other causes" : causes.joined(separator: ", ")
    }

    /// Pages of a group that have changed in the same way.
    private struct Row {
        var titles: [String]
        let page: ComparedPage
    }

    private static func rows(_ pages: [ComparedPage]) -> [Row] {
        var rows: [Row] = []
        for page in pages {
            let twin = rows.firstIndex {
                $0.page.summary == page.summary && $0.page.details == page.details
            }
            if let twin, !page.details.isEmpty {
                rows[twin].titles.append(page.title)
            } else {
                rows.append(Row(titles: [page.title], page: page))
            }
        }
        return rows
    }

    // MARK: - Text

    /// How many lines of a page a terminal is shown.
    private static let mostLines = 20

    /// The report for a terminal.
    var text: [String] {
        var lines: [String] = []
        for group in groups {
            lines.append("\(Self.title(of: group.causes)):")
            for row in Self.rows(group.pages) {
                lines.append("  \(row.titles.joined(separator: ", ")): \(row.page.summary)")
                lines += Self.shortened(row.page.details, Self.mostLines).map { "    \($0)" }
                let told = row.page.accessibility
                if !told.isEmpty { lines.append("    for assistive technology:") }
                lines += Self.shortened(told, Self.mostLines).map { "      \($0)" }
            }
        }
        return (lines + [summary] + [remark].compactMap(\.self))
            .map(TerminalText.shownWithTabs)
    }

    /// The first lines, and how many more there are.
    private static func shortened(_ lines: [String], _ most: Int) -> [String] {
        let rest = lines.count - most
        return rest > 0 ? lines.prefix(most) + ["and \(rest) more"] : lines
    }

    // MARK: - Markdown

    /// How many changes of a page, and names of pages, a summary has.
    private static let mostChanges = 10

    /// The report for the description of a change.
    var markdown: String {
        var lines = ["### Pages: \(base) → \(head)", "", summary, ""]
        if let remark { lines += [Self.escaped(remark), ""] }
        for group in groups {
            lines += ["**\(Self.escaped(Self.title(of: group.causes)))**", ""]
            for row in Self.rows(group.pages) {
                let names = row.titles.prefix(Self.mostChanges).map(Self.code)
                let more = row.titles.count - names.count
                let pages = names.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
                lines.append("- \(pages): \(row.page.summary)")
                let details = row.page.details.prefix(Self.mostChanges)
                lines += details.map { "  - \(Self.code($0))" }
                let rest = row.page.details.count - details.count
                if rest > 0 { lines.append("  - and \(rest) more") }
            }
            lines.append("")
        }
        return lines.joined(separator: "\n")
    }

    /// A text between as many backquotes as it needs.
    private static func code(_ text: String) -> String {
        let text = TerminalText.shownWithTabs(text)
        let longest = text.split { $0 != "`" }.map(\.count).max() ?? 0
        let quote = String(repeating: "`", count: longest + 1)
        return longest > 0 ? "\(quote) \(text) \(quote)" : "\(quote)\(text)\(quote)"
    }

    private static func escaped(_ text: String) -> String {
        TerminalText.shown(text).reduce(into: "") { result, character in
            if "\\`*_[]<>#|".contains(character) { result.append("\\") }
            result.append(character)
        }
    }
}
