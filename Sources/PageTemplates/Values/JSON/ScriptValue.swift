// SPDX-License-Identifier: Apache-2.0

/// A value as JavaScript or JSON, as ``ScriptWriter`` writes text.
struct ScriptValue {
    /// The text in UTF-8, on one line.
    ///
    /// Words and numbers have blanks around them, and lists one behind them, so that they never
    /// join what stands beside them. Negative numbers stand in parentheses in JavaScript: in
    /// `x-${n}` the value -1 makes no `--`, and `${n}.toFixed(2)` is called on it.
    let bytes: [UInt8]

    /// What the notation cannot hold.
    ///
    /// `null` stands in its place, so that keys and positions stay.
    let omissions: [JSONText.Omission]

    /// Where a value is written.
    enum Language: Sendable {
        case javaScript
        case json
    }

    /// Writes a value.
    ///
    /// Markup and messages are texts, what can be repeated is a list. What cannot be written are
    /// other objects, numbers that are none or endless, dictionaries whose keys are no texts, and
    /// what is nested deeper than 512 levels. Integers are exact, though a browser keeps only 53
    /// bits of them.
    ///
    /// - Parameters:
    ///   - value: The value.
    ///   - language: What it is written as.
    ///   - longest: The bytes behind which no more is written, though brackets are closed: the
    ///     same list can stand in a value more often than anything could hold.
    init(_ value: TemplateValue, in language: Language, longest: Int = .max) {
        var writer = ScriptValueWriter(language, longest: longest)
        writer.writeAll(value)
        bytes = writer.bytes
        omissions = writer.omissions
    }

    /// Writes a value within the limits of a page.
    init(
        _ value: TemplateValue,
        in language: Language,
        _ budget: inout Budget
    ) throws(TemplateError) {
        try budget.take(through: value)
        self.init(value, in: language, longest: budget.longestText)
        try budget.take(textSize: bytes.count)
    }
}
