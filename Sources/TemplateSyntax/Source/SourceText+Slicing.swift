// SPDX-License-Identifier: Apache-2.0

extension SourceText {
    /// The text without white space around it.
    package func trimmingSpace() -> SourceText {
        let start = bytes.firstIndex { !$0.isSpace } ?? bytes.count
        let end = bytes.lastIndex { !$0.isSpace }.map { $0 + 1 } ?? start
        return start == 0 && end == bytes.count ? self : self[start..<end]
    }

    /// The text without white space before it.
    package func trimmingLeadingSpace() -> SourceText {
        let start = bytes.firstIndex { !$0.isSpace } ?? bytes.count
        return start == 0 ? self : self[start..<bytes.count]
    }

    /// The parts between separators, empty ones included.
    package func split(_ separator: UInt8) -> [SourceText] {
        var parts: [SourceText] = []
        var start = 0
        for position in bytes.indices where bytes[position] == separator {
            parts.append(self[start..<position])
            start = position + 1
        }
        parts.append(self[start..<bytes.count])
        return parts
    }
}

extension SourceText {
    /// The parts between single semicolons, in which `;;` has become `;`.
    var clauses: [SourceText] {
        var clauses: [SourceText] = []
        var start = 0
        var doubled: [Int] = []
        var position = 0
        while position < bytes.count {
            if bytes[position] == Byte.semicolon {
                if position + 1 < bytes.count, bytes[position + 1] == Byte.semicolon {
                    doubled.append(position + 1)
                    position += 1
                } else {
                    clauses.append(self[start..<position].removing(doubled, from: start))
                    doubled = []
                    start = position + 1
                }
            }
            position += 1
        }
        let last = start == 0 ? self : self[start..<bytes.count]
        clauses.append(last.removing(doubled, from: start))
        return clauses
    }

    /// The text without the bytes at `offsets`, which count from `start` on.
    private func removing(_ offsets: [Int], from start: Int) -> SourceText {
        guard !offsets.isEmpty else { return self }
        let removed = Set(offsets.map { $0 - start })
        let kept = bytes.indices.filter { !removed.contains($0) }
        let places = kept.map { sourceRange($0..<$0 + 1).lowerBound }
        return SourceText(
            bytes: kept.map { bytes[$0] },
            range: range,
            origins: places + [range.upperBound]
        )
    }
}
