// SPDX-License-Identifier: Apache-2.0

/// Sessions as lines of text.
enum SessionTable {
    private static let head = ["LOCATOR", "CREATED", "LAST ACCESS", "ENDS", "PRINCIPAL", "CLIENT"]

    /// A line for each session; columns are as wide as their widest text.
    static func lines(_ sessions: [SessionSummary], hasHead: Bool) -> [String] {
        let rows = (hasHead ? [head] : []) + sessions.map(row)
        let widths = head.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            zip(row.dropLast(), widths).map { text, width in
                text + String(repeating: " ", count: width + 2 - text.count)
            }.joined() + (row.last ?? "")
        }
    }

    private static func row(_ session: SessionSummary) -> [String] {
        [
            session.locator, session.created, session.lastAccess, session.ends ?? "never",
            session.shownPrincipal,
            session.client.map(TerminalText.shown) ?? "-",
        ]
    }
}
