// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// The words between the prefix of a format and the expression of its value.
struct FormatWords {
    /// The words, each known to the type.
    let words: [Substring]

    /// The value that is formatted.
    let value: TemplateSubexpression

    /// What to say of a value that cannot be formatted, beside what can.
    let notes: [TemplateError.Note]

    /// Reads the text behind a prefix, as `short time order/placed`.
    ///
    /// - Parameters:
    ///   - source: The text.
    ///   - hint: The words that there are, for the error of another one.
    ///   - isKnown: Whether a word is one of the type.
    /// - Throws: `TemplateError` with its place in the template.
    init(
        _ source: inout TemplateExpressionSource,
        hint: String,
        isKnown: (Substring) -> Bool
    ) throws(TemplateError) {
        let text = source.text
        var words: [Substring] = []
        var rest = text.drop(while: \.isWhitespace)
        while true {
            let word = rest.prefix { !$0.isWhitespace }
            let behind = rest.dropFirst(word.count).drop(while: \.isWhitespace)
            // The last word is a variable, and so is one with an alternative.
            guard let next = behind.first, next != "|" else { break }
            if isKnown(word) {
                words.append(word)
                rest = behind
            } else if word.utf8.allSatisfy(\.isNameByte) || Self.isPattern(word) {
                throw source.error(
                    "'\(word)' is no format of '\(source.prefix):' (\(hint))",
                    at: word
                )
            } else {
                break
            }
        }
        self.words = words
        value = try source.expression(rest)
        let note = "what stands behind '|' is a value of '\(source.prefix):' too, as 'nothing' is"
        notes = rest.contains("|") ? [.init(note)] : []
    }

    /// Whether a word is a pattern of other languages, as `dd.MM.yyyy`, `%d.%m.%Y` or `#,##0.00`.
    private static func isPattern(_ word: Substring) -> Bool {
        if word.contains("%") || word.contains("#") { return true }
        let letters = Set("yYMLdDEeaHhKkmsSzZ".utf8)
        let signs = Set("0.,-/:'\"".utf8)
        return word.utf8.allSatisfy { letters.contains($0) || signs.contains($0) }
            && word.utf8.contains(where: signs.contains)
    }
}
