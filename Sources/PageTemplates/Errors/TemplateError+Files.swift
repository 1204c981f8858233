// SPDX-License-Identifier: Apache-2.0

extension TemplateError {
    /// Creates an error at a place of a file that is no template.
    ///
    /// - Parameters:
    ///   - code: The kind of failure.
    ///   - message: What is wrong.
    ///   - name: The name of the file, as reports show it.
    ///   - text: What is in it.
    ///   - line: The line, from 1.
    ///   - column: The character of the line, from 1.
    ///   - length: How many characters are wrong.
    ///   - notes: What to do.
    package init(
        _ code: Code,
        _ message: String,
        in name: String,
        _ text: String,
        line: Int,
        column: Int,
        length: Int,
        notes: [Note] = []
    ) {
        let lines = text.unicodeScalars.split(
            separator: "\n",
            maxSplits: line,
            omittingEmptySubsequences: false
        )
        let rest = lines.count >= line ? lines[line - 1] : text.unicodeScalars.suffix(0)
        let start = rest.prefix(max(column - 1, 0)).endIndex
        let end = rest[start...].prefix(max(length, 0)).endIndex
        let all = text.utf8
        let lower = all.distance(from: all.startIndex, to: start)
        let range = lower..<lower + all.distance(from: start, to: end)
        let file = SourceFile(name: name, bytes: Array(all))
        self.init(code, message, in: file, at: range, notes: notes)
    }
}
