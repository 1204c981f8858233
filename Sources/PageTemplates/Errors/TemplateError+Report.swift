// SPDX-License-Identifier: Apache-2.0

extension TemplateError: CustomStringConvertible {
    /// The full report, without a line end after its last line.
    public var description: String {
        let place = location.map { "\($0): " } ?? ""
        var lines = ["\(place)error: \(message.inOneLine) [\(code.rawValue)]"]
        if let excerpt {
            lines += excerpt.lines
        }
        lines += notes.map(\.line)
        if let cause {
            lines.append("note: caused by: \(cause)")
        }
        return lines.joined(separator: "\n")
    }
}

extension TemplateError.Note {
    /// The remark as a line of a report.
    var line: String {
        (location.map { "\($0): " } ?? "") + "note: \(message)"
    }
}

extension String {
    /// The same without line ends, as a message may quote an expression of several lines.
    var inOneLine: String {
        guard contains(where: \.isNewline) else { return self }
        return split(whereSeparator: \.isNewline)
            .map { $0.drop(while: \.isWhitespace) }
            .joined(separator: " ")
    }
}
