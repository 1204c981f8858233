// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Reads dates from values of templates.
struct DateReader {
    /// The time zone of texts that name none.
    let timeZone: TimeZone

    /// From the first day of the Gregorian calendar, 1582-10-15, to the year 9999, in seconds
    /// since 1970: days before have other names in Foundation's calendars.
    private static let range = -12_219_292_800.0..<253_402_300_800

    /// The date of a value, and whether it is a day without a time; `nil` where the value is
    /// no date.
    func date(_ value: TemplateValue) -> (Date, isDay: Bool)? {
        switch value {
        case .integer(let seconds): return date(since1970: Double(seconds))
        case .double(let seconds): return date(since1970: seconds)
        default: return value.pythonText.flatMap(date(ofText:))
        }
    }

    private func date(since1970 seconds: Double) -> (Date, isDay: Bool)? {
        guard Self.range.contains(seconds) else { return nil }
        return (Date(timeIntervalSince1970: seconds), false)
    }

    /// Reads `2026-11-21`, `2026-11-21T03:50`, `2026-11-21 03:50:25.5+01:00` and their like.
    private func date(ofText text: String) -> (Date, isDay: Bool)? {
        var scanner = DigitScanner(text)
        guard let year = scanner.number(4), scanner.take("-"), let month = scanner.number(2),
            scanner.take("-"), let day = scanner.number(2),
            let days = Self.days(year, month, day)
        else { return nil }
        let start = Double(days) * 86_400
        if scanner.isAtEnd { return date(since1970: start).map { ($0.0, true) } }
        guard scanner.take("T") || scanner.take("t") || scanner.take(" "),
            let time = scanner.time()
        else { return nil }
        guard let offset = scanner.offset() else {
            guard scanner.isAtEnd else { return nil }
            return date(since1970: local(start + time))
        }
        guard scanner.isAtEnd else { return nil }
        return date(since1970: start + time - offset)
    }

    /// The seconds since 1970 of a time on the clocks of the time zone.
    private func local(_ seconds: Double) -> Double {
        let guess = Double(timeZone.secondsFromGMT(for: Date(timeIntervalSince1970: seconds)))
        let date = Date(timeIntervalSince1970: seconds - guess)
        return seconds - Double(timeZone.secondsFromGMT(for: date))
    }

    /// The days from 1970 on of a day of the Gregorian calendar; `nil` where there is none.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int? {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard year > 0, (1...12).contains(month), (1...lengths[month - 1]).contains(day) else {
            return nil
        }
        let before = year - 1
        let leapDays = before / 4 - before / 100 + before / 400
        return before * 365 + leapDays + lengths[..<(month - 1)].reduce(0, +) + day - 1 - 719_162
    }
}

/// Reads the parts of a date.
private struct DigitScanner {
    private var rest: Substring.UTF8View

    init(_ text: String) {
        rest = Substring(text).utf8
    }

    var isAtEnd: Bool { rest.isEmpty }

    /// A number of so many digits.
    mutating func number(_ digits: Int) -> Int? {
        let found = rest.prefix(digits)
        guard found.count == digits, found.allSatisfy(\.isDigit) else { return nil }
        rest = rest.dropFirst(digits)
        return found.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    mutating func take(_ sign: Unicode.Scalar) -> Bool {
        guard let first = rest.first, UInt32(first) == sign.value else { return false }
        rest = rest.dropFirst()
        return true
    }

    /// The seconds of `03:50`, `03:50:25` or `03:50:25.123`.
    mutating func time() -> Double? {
        guard let hour = number(2), hour < 24, take(":"), let minute = number(2), minute < 60
        else { return nil }
        var seconds = Double(hour * 3600 + minute * 60)
        guard take(":") else { return seconds }
        guard let second = number(2), second <= 60 else { return nil }
        seconds += Double(second)
        guard take(".") || take(",") else { return seconds }
        let digits = rest.prefix(while: \.isDigit)
        guard let fraction = Double("0." + String(decoding: digits, as: UTF8.self)) else {
            return nil
        }
        rest = rest.dropFirst(digits.count)
        return seconds + fraction
    }

    /// The seconds of `Z`, `+01:00` or `-0130`; `nil` where there is none of them.
    mutating func offset() -> Double? {
        if take("Z") || take("z") { return 0 }
        let sign: Double
        if take("+") { sign = 1 } else if take("-") { sign = -1 } else { return nil }
        guard let hours = number(2), hours < 24 else { return nil }
        _ = take(":")
        return sign * Double(hours * 3600 + (number(2) ?? 0) * 60)
    }
}
