// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

#if canImport(FoundationInternationalization)
import FoundationEssentials
import FoundationInternationalization
#else
import Foundation
#endif

/// `number:2 cart/total`: a number as readers of the page's language write it.
///
/// Before the value stand words: a number of digits behind the point, 0 to 15; `percent`; a
/// currency by its code, such as `EUR`; `plain` for no signs between thousands; `compact` for
/// thousands and millions in short. Without digits there are as many as the number has, three
/// at most, or those of the currency. The value is a number, or the text of one.
/// Nothing stays nothing.
///
/// Templates have it under the prefix `number`. The language is the first one of the
/// ``TemplateContext``, or English where there is none. `Sendable`.
public struct NumberExpressionType: TemplateExpressionType {
    /// The prefix that templates know it by.
    public static let prefix = "number"

    /// Makes the type.
    public init() {}

    /// Reads the words and the expression behind them.
    ///
    /// - Throws: ``TemplateError`` for a word that is no format, or for the expression.
    public func compile(
        _ source: inout TemplateExpressionSource
    ) throws -> any TemplateExpression {
        let words = try FormatWords(
            &source,
            hint: NumberFormat.hint,
            isKnown: NumberFormat.isKnown
        )
        if let word = NumberFormat.conflict(in: words.words) {
            throw source.error("'\(word)' cannot stand beside the other words", at: word)
        }
        let format = NumberFormat(words.words.map(String.init))
        return NumberExpression(format: format, number: words.value, notes: words.notes)
    }
}

/// A number and how it is written.
private struct NumberExpression: TemplateExpression {
    let format: NumberFormat
    let number: TemplateSubexpression
    let notes: [TemplateError.Note]
    let texts = FormattedTexts()

    func value(in scope: borrowing TemplateExpressionScope) throws -> TemplateValue? {
        let value = try scope.value(of: number)
        if case .nothing = value { return .nothing }
        let languages = scope.languages
        return .string(try texts.text(of: value, languages) { try text(of: value, languages) })
    }

    private func text(of value: TemplateValue, _ languages: [String]) throws -> String {
        guard let number = Self.decimal(value) else {
            throw TemplateError(
                .typeError,
                "\(value.typeName) is no number that can be written",
                notes: [.init("a number is one of the data, or a text as 12.50")] + notes
            )
        }
        return format.text(of: number, Locale(pageLanguages: languages))
    }

    private static func decimal(_ value: TemplateValue) -> Decimal? {
        switch value {
        case .integer(let integer): return Decimal(integer)
        case .double(let double): return decimal("\(double)")
        case .object(let number as ExactNumber): return Decimal(string: number.text)
        default: return value.pythonText.flatMap(decimal)
        }
    }

    /// Reads what `Decimal` would take for a number with a rest.
    private static func decimal(_ text: String) -> Decimal? {
        guard text.utf8.count <= 64, let double = Double(text), double.isFinite,
            text.utf8.allSatisfy({ $0.isDigit || "+-.eE".utf8.contains($0) }),
            let decimal = Decimal(string: text), decimal.isFinite
        else { return nil }
        return decimal
    }
}

/// How a number is written.
private struct NumberFormat {
    private var digits: Int?
    private var currency: String?
    private var isPercent = false
    private var isPlain = false
    private var isCompact = false

    static let hint = "a number of digits, percent, plain, compact, a currency such as EUR"

    static func isKnown(_ word: Substring) -> Bool {
        ["percent", "plain", "compact"].contains(word) || digits(word) != nil || isCurrency(word)
    }

    private static func digits(_ word: Substring) -> Int? {
        guard word.utf8.count <= 2, word.utf8.allSatisfy(\.isDigit), let digits = Int(word),
            digits <= 15
        else { return nil }
        return digits
    }

    private static func isCurrency(_ word: Substring) -> Bool {
        word.utf8.count == 3 && word.utf8.allSatisfy { $0.isLetter && $0 & 0x20 == 0 }
    }

    /// A word that another one leaves without effect: the second of those that say what is
    /// written, or how many digits there are.
    static func conflict(in words: [Substring]) -> Substring? {
        let forms = words.filter { isCurrency($0) || $0 == "percent" || $0 == "compact" }
        return forms.dropFirst().first ?? words.filter { digits($0) != nil }.dropFirst().first
    }

    init(_ words: [String]) {
        for word in words {
            digits = Self.digits(word[...]) ?? digits
            if Self.isCurrency(word[...]) { currency = word }
            isPercent = isPercent || word == "percent"
            isPlain = isPlain || word == "plain"
            isCompact = isCompact || word == "compact"
        }
    }

    func text(of number: Decimal, _ locale: Locale) -> String {
        if let currency {
            var style = Decimal.FormatStyle.Currency(code: currency, locale: locale)
            if let digits { style = style.precision(.fractionLength(digits)) }
            return style.grouping(grouping).format(number)
        }
        if isPercent {
            return Decimal.FormatStyle.Percent(locale: locale).precision(precision)
                .grouping(grouping).format(number)
        }
        let style = Decimal.FormatStyle(locale: locale).grouping(grouping)
        guard isCompact else { return style.precision(precision).format(number) }
        let compact = style.notation(.compactName)
        return digits == nil ? compact.format(number) : compact.precision(precision).format(number)
    }

    private var precision: NumberFormatStyleConfiguration.Precision {
        digits.map { .fractionLength($0) } ?? .fractionLength(0...(isPercent ? 1 : 3))
    }

    private var grouping: NumberFormatStyleConfiguration.Grouping {
        isPlain ? .never : .automatic
    }
}
