extension TemplateError: CustomStringConvertible {
    /// The full report, without a line end after its last line.
    public var description: String {
        var lines = [prefix(of: location) + "error: \(message) [\(code.rawValue)]"]
        if let excerpt {
            lines += excerpt.lines
        }
        for note in notes {
            lines.append(prefix(of: note.location) + "note: \(note.message)")
        }
        if let cause {
            lines.append("note: caused by: \(cause)")
        }
        return lines.joined(separator: "\n")
    }

    private func prefix(of location: SourceLocation?) -> String {
        location.map { "\($0): " } ?? ""
    }
}
