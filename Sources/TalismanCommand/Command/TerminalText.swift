// SPDX-License-Identifier: Apache-2.0

/// Text of unknown origin for a terminal.
enum TerminalText {
    /// The text with everything escaped that a terminal could obey, or that turns the line
    /// around.
    static func shown(_ text: String) -> String {
        text.split(separator: "\t", omittingEmptySubsequences: false)
            .map { shownWithTabs(String($0)) }.joined(separator: "\\u{9}")
    }

    /// The same with tabs as they are, where no columns depend on them.
    static func shownWithTabs(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            scalar == "\t" || isShown(scalar)
                ? String(scalar) : "\\u{\(String(scalar.value, radix: 16))}"
        }.joined()
    }

    private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate: false
        // Those that join letters and parts of pictures only change how these look.
        case .format: scalar == "\u{200C}" || scalar == "\u{200D}"
        default: true
        }
    }
}
