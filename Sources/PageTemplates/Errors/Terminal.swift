// SPDX-License-Identifier: Apache-2.0

/// How many columns of a terminal a text takes.
enum Terminal {
    /// White space that ends below the end of a text: a tab stays one, whatever its width.
    static func margin(below text: some Sequence<Unicode.Scalar>) -> String {
        text.reduce(into: "") { margin, scalar in
            margin += scalar == "\t" ? "\t" : String(repeating: " ", count: width(of: scalar))
        }
    }

    static func width(of text: some Sequence<Unicode.Scalar>) -> Int {
        text.reduce(0) { $0 + width(of: $1) }
    }

    /// Two for the wide characters of East Asia and for emoji, none for marks that join the
    /// character before them.
    private static func width(of scalar: Unicode.Scalar) -> Int {
        guard scalar.value >= 0x300 else { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        if scalar.properties.isEmojiPresentation { return 2 }
        return wide.contains { $0.contains(scalar.value) } ? 2 : 1
    }

    /// The blocks whose characters are wide.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
        0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1B000...0x1B2FF,
        0x20000...0x3FFFD,
    ]
}
