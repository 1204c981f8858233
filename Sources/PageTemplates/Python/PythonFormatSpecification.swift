// SPDX-License-Identifier: Apache-2.0

/// What stands behind the colon of a format:
/// `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`.
struct PythonFormatSpecification: Sendable {
    var fill: Unicode.Scalar = " "
    var alignment: Alignment?
    var sign: Sign?
    var isAlternative = false
    var width = 0
    var grouping: Unicode.Scalar?
    var precision: Int?
    var type: Unicode.Scalar?

    /// Whether a zero in front of the width asks for zeros.
    var hasZero = false

    enum Alignment: Unicode.Scalar, Sendable {
        case left = "<"
        case right = ">"
        case center = "^"
        case afterSign = "="
    }

    enum Sign: Unicode.Scalar, Sendable {
        case always = "+"
        case negative = "-"
        case space = " "
    }

    init() {}

    /// Reads a specification; `nil` where it has another form.
    init?(_ text: String) {
        var rest = Array(text.unicodeScalars)[...]
        var hasFill = false
        if let second = rest.dropFirst().first, let alignment = Alignment(rawValue: second) {
            fill = rest.removeFirst()
            hasFill = true
            self.alignment = alignment
            rest.removeFirst()
        } else if let first = rest.first, let alignment = Alignment(rawValue: first) {
            self.alignment = alignment
            rest.removeFirst()
        }
        if let first = rest.first, let sign = Sign(rawValue: first) {
            self.sign = sign
            rest.removeFirst()
        }
        isAlternative = Self.take("#", from: &rest)
        hasZero = Self.take("0", from: &rest)
        guard let width = Self.number(from: &rest) else { return nil }
        self.width = width ?? 0
        for separator: Unicode.Scalar in [",", "_"] where Self.take(separator, from: &rest) {
            guard grouping == nil else { return nil }
            grouping = separator
        }
        if Self.take(".", from: &rest) {
            guard let number = Self.number(from: &rest), let number else { return nil }
            precision = number
        }
        type = rest.popFirst()
        guard rest.isEmpty else { return nil }
        if hasZero, !hasFill {
            fill = "0"
            alignment = alignment ?? .afterSign
        }
    }

    private static func take(
        _ scalar: Unicode.Scalar,
        from rest: inout ArraySlice<Unicode.Scalar>
    ) -> Bool {
        guard rest.first == scalar else { return false }
        rest.removeFirst()
        return true
    }

    /// A number, or `.some(nil)` where none stands there; `nil` where it is too
    /// large.
    private static func number(from rest: inout ArraySlice<Unicode.Scalar>) -> Int?? {
        let digits = rest.prefix { ("0"..."9").contains($0) }
        guard !digits.isEmpty else { return .some(nil) }
        rest = rest.dropFirst(digits.count)
        let number = Int(String(String.UnicodeScalarView(digits)))
        guard let number, number <= Int32.max else { return nil }
        return number
    }

    /// Text filled up to the width.
    func padded(
        _ text: String,
        signLength: Int = 0,
        default alignment: Alignment,
        _ budget: inout Budget
    ) throws(TemplateError) -> String {
        let missing = width - text.scalarCount
        guard missing > 0 else { return text }
        let fillText = String(fill)
        try budget.take(textSize: text.utf8.count + missing * fillText.utf8.count)
        func filling(_ count: Int) -> String { String(repeating: fillText, count: count) }
        switch self.alignment ?? alignment {
        case .left: return text + filling(missing)
        case .right: return filling(missing) + text
        case .center: return filling(missing / 2) + text + filling(missing - missing / 2)
        case .afterSign:
            return text.prefix(signLength) + filling(missing) + text.dropFirst(signLength)
        }
    }
}
