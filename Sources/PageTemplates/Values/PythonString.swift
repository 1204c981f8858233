// SPDX-License-Identifier: Apache-2.0

/// Writes texts as Python's `repr` does.
enum PythonString {
    /// Appends the text in quotes, escaping what cannot be printed.
    ///
    /// The quotes are `'`, unless the text has some and no `"`.
    static func append(_ string: String, to text: inout String) {
        let scalars = string.unicodeScalars
        let quote: Unicode.Scalar = scalars.contains("'") && !scalars.contains("\"") ? "\"" : "'"
        text.unicodeScalars.append(quote)
        for scalar in scalars {
            append(scalar, quotedBy: quote, to: &text)
        }
        text.unicodeScalars.append(quote)
    }

    private static func append(
        _ scalar: Unicode.Scalar,
        quotedBy quote: Unicode.Scalar,
        to text: inout String
    ) {
        switch scalar {
        case "\\", quote:
            text += "\\"
            text.unicodeScalars.append(scalar)
        case "\n": text += "\\n"
        case "\r": text += "\\r"
        case "\t": text += "\\t"
        case _ where isPrintable(scalar): text.unicodeScalars.append(scalar)
        default: text += escape(scalar.value)
        }
    }

    static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value >= 0x20 && scalar.value != 0x7F }
        return switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned: false
        case .lineSeparator, .paragraphSeparator, .spaceSeparator: false
        default: true
        }
    }

    /// A representation with everything beyond ASCII escaped.
    static func escapingBeyondASCII(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if scalar.isASCII {
                result.unicodeScalars.append(scalar)
            } else {
                result += escape(scalar.value)
            }
        }
        return result
    }

    /// `\xNN`, `\uNNNN` or `\UNNNNNNNN`, whichever is the shortest.
    private static func escape(_ value: UInt32) -> String {
        let (prefix, width) =
            switch value {
            case ...0xFF: ("\\x", 2)
            case ...0xFFFF: ("\\u", 4)
            default: ("\\U", 8)
            }
        let digits = String(value, radix: 16)
        return prefix + String(repeating: "0", count: width - digits.count) + digits
    }
}
