// SPDX-License-Identifier: Apache-2.0

/// Dates as cookies want them: `Tue, 19 Jan 2038 00:00:00 GMT` (RFC 9110 section 5.6.7).
///
/// Written out here because Foundation's formatters need a locale's data.
enum HTTPDate {
    private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    /// 9999-12-31T23:59:59Z: the format has four digits for the year.
    private static let latest: Int64 = 253_402_300_799

    static func text(of instant: SessionInstant) -> String {
        let seconds = min(max(instant.millisecondsSince1970 / 1000, 0), latest)
        let day = seconds / 86_400
        let time = seconds % 86_400
        let (year, month, dayOfMonth) = civil(day)
        let clock = [time / 3600, time / 60 % 60, time % 60].map { padded($0, to: 2) }
        let date = "\(padded(dayOfMonth, to: 2)) \(months[Int(month) - 1]) \(padded(year, to: 4))"
        return "\(days[Int(day % 7)]), \(date) \(clock.joined(separator: ":")) GMT"
    }

    /// Days since the epoch to a date of the Gregorian calendar, by eras of 400 years
    /// that begin in March, so that the leap day comes last.
    private static func civil(_ day: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = day + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let leaps = dayOfEra / 1460 - dayOfEra / 36_524 + dayOfEra / 146_096
        let yearOfEra = (dayOfEra - leaps) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    private static func padded(_ number: Int64, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
