// SPDX-License-Identifier: Apache-2.0

extension TemplateError: CustomStringConvertible {
    /// The full report, without a line end after its last line.
    ///
    /// Nothing in it is a line of its own or moves the cursor of a terminal, whatever stands in
    /// the template or in the data: other signs take the places of control characters.
    public var description: String {
        let place = location.map { "\($0): " } ?? ""
        var lines = ["\(place)error: \(message) [\(code.rawValue)]".inOneLine]
        if let excerpt {
            lines += excerpt.lines
        }
        lines += remarks.map(\.line.inOneLine)
        return lines.map(\.printable).joined(separator: "\n")
    }

    /// The notes, and the cause where it may be told.
    package var remarks: [Note] {
        guard let cause, !hidesCause else { return notes }
        return notes + [Note("caused by: \(cause)")]
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

    /// The same with a sign in the place of each control character but tabs, of each line end,
    /// and of those characters that turn the direction of text around.
    var printable: String {
        guard unicodeScalars.contains(where: \.isUnprintable) else { return self }
        var text = UnicodeScalarView()
        for scalar in unicodeScalars { text.append(scalar.isUnprintable ? "\u{FFFD}" : scalar) }
        return String(text)
    }
}

extension Unicode.Scalar {
    fileprivate var isUnprintable: Bool {
        switch value {
        case 0x20..<0x7F, 0x09: return false
        case 0x202A...0x202E, 0x2066...0x2069: return true
        default: break
        }
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: return true
        default: return false
        }
    }
}
