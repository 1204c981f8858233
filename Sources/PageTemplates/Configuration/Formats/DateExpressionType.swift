// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationInternationalization)
public import FoundationEssentials
import FoundationInternationalization
#else
public import Foundation
#endif

/// `date:short order/placed`: a date as readers of the page's language write it.
///
/// Before the value stand words: `short`, `medium`, `long` or `full` for the date, `time` or
/// `seconds` for the time of the day, or one of `year`, `month`, `weekday` and `iso`; without
/// any, `medium`. The value is a text of ISO 8601, as ``TemplateEncoder`` writes dates, or
/// seconds since 1970; a text without a time is a day, which is the same in all time zones. Dates
/// before 1582-10-15, where the Gregorian calendar begins, are an error. Nothing stays nothing.
///
/// Templates have it under the prefix `date`, in UTC. Register it again for another time zone:
///
/// ```swift
/// configuration.expressionTypes["date"] = DateExpressionType(timeZone: berlin)
/// ```
///
/// The language is the first one of the ``TemplateContext``, or English where there is none.
/// `Sendable`.
public struct DateExpressionType: TemplateExpressionType {
    /// The prefix that templates know it by.
    public static let prefix = "date"

    /// The time zone that dates are shown in.
    public let timeZone: TimeZone

    /// Makes the type.
    ///
    /// - Parameter timeZone: The time zone that dates are shown in; by default UTC.
    public init(timeZone: TimeZone = .gmt) {
        self.timeZone = timeZone
    }

    /// Reads the words and the expression behind them.
    ///
    /// - Throws: ``TemplateError`` for a word that is no format, or for the expression.
    public func compile(
        _ source: inout TemplateExpressionSource
    ) throws -> any TemplateExpression {
        let words = try FormatWords(&source, hint: DateFormat.hint, isKnown: DateFormat.isKnown)
        if let word = DateFormat.conflict(in: words.words) {
            throw source.error("'\(word)' cannot stand beside the other words", at: word)
        }
        return DateExpression(
            format: DateFormat(words.words.map(String.init)),
            timeZone: timeZone,
            date: words.value,
            notes: words.notes
        )
    }
}

/// A date and how it is written.
private struct DateExpression: TemplateExpression {
    let format: DateFormat
    let timeZone: TimeZone
    let date: TemplateSubexpression
    let notes: [TemplateError.Note]
    let texts = FormattedTexts()

    func value(in scope: borrowing TemplateExpressionScope) throws -> TemplateValue? {
        let value = try scope.value(of: date)
        if case .nothing = value { return .nothing }
        let languages = scope.languages
        // The zone of the system may be another one the next time.
        guard timeZone != .autoupdatingCurrent else {
            return .string(try text(of: value, languages))
        }
        return .string(try texts.text(of: value, languages) { try text(of: value, languages) })
    }

    private func text(of value: TemplateValue, _ languages: [String]) throws -> String {
        guard let (date, isDay) = DateReader(timeZone: timeZone).date(value) else {
            throw TemplateError(
                .typeError,
                "\(value.typeName) is no date",
                notes: [
                    .init(
                        """
                        a date is a text as 2026-11-21T03:50:25Z, or seconds since 1970, \
                        from 1582-10-15 on
                        """
                    )
                ] + self.notes
            )
        }
        let zone = isDay ? .gmt : timeZone
        let locale = Locale(pageLanguages: languages)
        return format.text(of: date, isDay: isDay, zone, locale)
    }
}

extension Locale {
    /// That of a page in languages, the preferred one first; English where there is none.
    init(pageLanguages: [String]) {
        self.init(identifier: pageLanguages.first ?? "en")
    }
}

/// How a date is written.
private struct DateFormat {
    private var date: Date.FormatStyle.DateStyle?
    private var time: Date.FormatStyle.TimeStyle?
    private var other: Other?

    /// What is written instead of a date or a time.
    private enum Other: String {
        case year
        case month
        case weekday
        case iso
    }

    private static let dates: [String: Date.FormatStyle.DateStyle] = [
        "short": .numeric, "medium": .abbreviated, "long": .long, "full": .complete,
    ]

    private static let times: [String: Date.FormatStyle.TimeStyle] = [
        "time": .shortened, "seconds": .standard,
    ]

    static let hint = "short, medium, long, full, time, seconds, year, month, weekday, iso"

    static func isKnown(_ word: Substring) -> Bool {
        let word = String(word)
        return dates[word] != nil || times[word] != nil || Other(rawValue: word) != nil
    }

    /// A word that another one leaves without effect.
    static func conflict(in words: [Substring]) -> Substring? {
        let others = words.filter { Other(rawValue: String($0)) != nil }
        guard others.isEmpty else { return words.count > 1 ? words.last : nil }
        let ofDates = words.filter { dates[String($0)] != nil }
        let ofTimes = words.filter { times[String($0)] != nil }
        return ofDates.dropFirst().first ?? ofTimes.dropFirst().first
    }

    init(_ words: [String]) {
        for word in words {
            date = Self.dates[word] ?? date
            time = Self.times[word] ?? time
            other = Other(rawValue: word) ?? other
        }
        if date == nil, time == nil { date = .abbreviated }
    }

    func text(
        of value: Date,
        isDay: Bool,
        _ timeZone: TimeZone,
        _ locale: Locale
    ) -> String {
        if other == .iso {
            let style = Date.ISO8601FormatStyle(timeZone: timeZone)
            return value.formatted(isDay ? style.year().month().day() : style)
        }
        var calendar = locale.calendar
        calendar.timeZone = timeZone
        let style = Date.FormatStyle(
            date: other == nil ? date ?? .omitted : nil,
            time: other == nil ? time ?? .omitted : nil,
            locale: locale,
            calendar: calendar,
            timeZone: timeZone
        )
        switch other {
        case .year: return value.formatted(style.year())
        case .month: return value.formatted(style.month(.wide).year())
        case .weekday: return value.formatted(style.weekday(.wide))
        case .iso, nil: return value.formatted(style)
        }
    }
}
