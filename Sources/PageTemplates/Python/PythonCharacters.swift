// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// What kind of character a scalar is, as Python's methods of texts see it.
enum PythonCharacters {
    static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09...0x0D, 0x1C...0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029,
            0x202F, 0x205F, 0x3000:
            true
        default: false
        }
    }

    static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0A...0x0D, 0x1C...0x1E, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }

    static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter,
            .otherLetter:
            true
        default: false
        }
    }

    static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.numericType {
        case .decimal, .digit: true
        default: false
        }
    }

    static func isAlphanumeric(_ scalar: Unicode.Scalar) -> Bool {
        isLetter(scalar) || scalar.properties.numericType != nil
    }

    static func isUpper(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isUppercase }

    static func isLower(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isLowercase }

    static func isTitle(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .titlecaseLetter
    }

    static func isCased(_ scalar: Unicode.Scalar) -> Bool {
        isUpper(scalar) || isLower(scalar) || isTitle(scalar)
    }

    /// Whether a text is a name, by the rules of Unicode.
    static func isIdentifier(_ scalars: String.UnicodeScalarView) -> Bool {
        guard let first = scalars.first, first == "_" || first.properties.isXIDStart else {
            return false
        }
        return scalars.dropFirst().allSatisfy(\.properties.isXIDContinue)
    }

    /// Whether each word of a text has a capital first, and no other, and there
    /// is a word.
    static func isTitle(_ scalars: String.UnicodeScalarView) -> Bool {
        var isInside = false
        var hasWord = false
        for scalar in scalars {
            let isCapital = isUpper(scalar) || isTitle(scalar)
            if isCapital ? isInside : isLower(scalar) && !isInside { return false }
            isInside = isCapital || isLower(scalar)
            hasWord = hasWord || isInside
        }
        return hasWord
    }

    /// The value of a decimal digit of any script.
    static func decimalDigit(_ scalar: Unicode.Scalar) -> Int? {
        guard scalar.properties.numericType == .decimal else { return nil }
        return scalar.properties.numericValue.map { Int($0) }
    }

    /// A text without white space around it.
    static func trimmed(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard let start = scalars.firstIndex(where: { !isSpace($0) }),
            let end = scalars.lastIndex(where: { !isSpace($0) })
        else {
            return ""
        }
        return String(scalars[start...end])
    }
}

/// Changes the case of texts as Python does.
enum PythonCase {
    static func upper(_ text: String) -> String {
        mapped(text) { scalar, _ in scalar.properties.uppercaseMapping }
    }

    static func lower(_ text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        return mapped(text) { _, index in lower(scalars, index) }
    }

    /// The lower case of one scalar; a sigma at the end of a word has its own.
    private static func lower(_ scalars: [Unicode.Scalar], _ index: Int) -> String {
        guard scalars[index] == "Σ" else { return scalars[index].properties.lowercaseMapping }
        let before = scalars[..<index].last { !$0.properties.isCaseIgnorable }
        let behind = scalars[(index + 1)...].first { !$0.properties.isCaseIgnorable }
        let isFinal = before?.properties.isCased == true && behind?.properties.isCased != true
        return isFinal ? "ς" : "σ"
    }

    static func capitalized(_ text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        return mapped(text) { scalar, index in
            index == 0 ? scalar.properties.titlecaseMapping : lower(scalars, index)
        }
    }

    static func title(_ text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        return mapped(text) { scalar, index in
            let isInside = index > 0 && PythonCharacters.isCased(scalars[index - 1])
            return isInside ? lower(scalars, index) : scalar.properties.titlecaseMapping
        }
    }

    static func swapped(_ text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        return mapped(text) { scalar, index in
            if PythonCharacters.isUpper(scalar) { return lower(scalars, index) }
            return PythonCharacters.isLower(scalar)
                ? scalar.properties.uppercaseMapping : String(scalar)
        }
    }

    /// Texts without regard to case.
    ///
    /// Unicode's folding is the lower case of the upper case but for Cherokee,
    /// whose small letters are the younger ones, and two letters more.
    static func folded(_ text: String) -> String {
        mapped(text) { scalar, _ in
            switch scalar.value {
            case 0x13A0...0x13F5: return String(scalar)
            case 0x13F8...0x13FD, 0xAB70...0xABBF: return scalar.properties.uppercaseMapping
            case 0x0131: return String(scalar)
            case 0x1E9E: return "ss"
            default: break
            }
            var result = ""
            for upper in scalar.properties.uppercaseMapping.unicodeScalars {
                result += upper.properties.lowercaseMapping
            }
            return result
        }
    }

    private static func mapped(
        _ text: String,
        _ change: (Unicode.Scalar, Int) -> String
    ) -> String {
        var result = ""
        for (index, scalar) in text.unicodeScalars.enumerated() {
            result += change(scalar, index)
        }
        return result
    }
}
