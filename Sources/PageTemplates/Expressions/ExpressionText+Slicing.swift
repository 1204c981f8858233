extension ExpressionText {
    /// The text without white space around it.
    func trimmingSpace() -> ExpressionText {
        let start = bytes.firstIndex { !$0.isSpace } ?? bytes.count
        let end = bytes.lastIndex { !$0.isSpace }.map { $0 + 1 } ?? start
        return start == 0 && end == bytes.count ? self : self[start..<end]
    }

    /// The text without white space before it.
    func trimmingLeadingSpace() -> ExpressionText {
        let start = bytes.firstIndex { !$0.isSpace } ?? bytes.count
        return start == 0 ? self : self[start..<bytes.count]
    }

    /// The parts between separators, empty ones included.
    func split(_ separator: UInt8) -> [ExpressionText] {
        var parts: [ExpressionText] = []
        var start = 0
        for position in bytes.indices where bytes[position] == separator {
            parts.append(self[start..<position])
            start = position + 1
        }
        parts.append(self[start..<bytes.count])
        return parts
    }
}
