// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import Testing

private struct Other: TemplateExpressionType, TemplateExpression {
    func compile(_ source: inout TemplateExpressionSource) -> any TemplateExpression {
        self
    }

    func value(in scope: borrowing TemplateExpressionScope) -> TemplateValue? {
        "other"
    }
}

/// `date:` in time zones, and what is a date.
@Suite struct DateExpressionTests {
    private func page(
        _ template: String,
        _ value: TemplateValue,
        in zone: String? = nil,
        _ languages: [String] = ["en"]
    ) throws -> String {
        var configuration = TemplateConfiguration()
        if let zone {
            let zone = try #require(TimeZone(identifier: zone))
            configuration.expressionTypes["date"] = DateExpressionType(timeZone: zone)
        }
        var context = TemplateContext(["d": value])
        context.languages = languages
        return try Template(named: "page", template, configuration: configuration).render(context)
    }

    /// More values than are kept, in two languages, each twice.
    @Test func whatWasWrittenBeforeIsWrittenTheSameAgain() throws {
        let source = "${number:EUR d} ${date:iso d}"
        let template = try Template(named: "page", source, configuration: .init())
        for language in ["en", "de", "en"] {
            for number in 0..<300 {
                var context = TemplateContext(["d": .integer(number)])
                context.languages = [language]
                let time = String(format: "%02d:%02d", number / 60, number % 60)
                let price = language == "de" ? "\(number),00\u{A0}€" : "€\(number).00"
                #expect(try template.render(context) == "\(price) 1970-01-01T00:\(time)Z")
            }
        }
    }

    @Test func datesAreShownInTheTimeZoneOfTheApplication() throws {
        let late: TemplateValue = "2026-11-21T23:30:00Z"
        #expect(try page("${date:iso d}", late) == "2026-11-21T23:30:00Z")
        #expect(try page("${date:short d}", late) == "11/21/2026")
        #expect(try page("${date:short d}", late, in: "Asia/Tokyo") == "11/22/2026")
    }

    @Test func aDayIsTheSameEverywhere() throws {
        for zone in ["Asia/Tokyo", "America/New_York"] {
            #expect(try page("${date:short d}", "2026-11-21", in: zone) == "11/21/2026")
        }
    }

    /// A text without a zone is what the clocks of the time zone show.
    @Test func aTimeWithoutAZoneIsLocal() throws {
        let noon: TemplateValue = "2026-07-01 12:00"
        #expect(try page("${date:iso d}", noon) == "2026-07-01T12:00:00Z")
        #expect(try page("${date:iso d}", noon, in: "Europe/Berlin") == "2026-07-01T12:00:00+0200")
    }

    static let readings: [(TemplateValue, String)] = [
        ("2026-11-21T03:50:25Z", "2026-11-21T03:50:25Z"),
        ("2026-11-21T03:50:25.75+01:00", "2026-11-21T02:50:25Z"),
        ("2026-11-21 03:50-0130", "2026-11-21T05:20:00Z"),
        ("2024-02-29", "2024-02-29"),
        ("1969-12-31t23:59:59z", "1969-12-31T23:59:59Z"),
        ("1600-03-01", "1600-03-01"), ("1582-10-15", "1582-10-15"),
        (0, "1970-01-01T00:00:00Z"), (.double(86_400.5), "1970-01-02T00:00:00Z"),
    ]

    @Test(arguments: readings) func reads(value: TemplateValue, text: String) throws {
        #expect(try page("${date:iso d}", value) == text)
    }

    static let refused: [TemplateValue] = [
        "", "2026", "2026-13-01", "2026-02-29", "2026-11-21T", "2026-11-21T24:00", "21.11.2026",
        "2026-11-21T03:50:25Zx", "2026-11-21T03:50+25:00", "1582-10-14", "1492-10-12",
        .double(.nan), .double(1e300), .bool(true), .list([]),
    ]

    @Test(arguments: refused) func refuses(value: TemplateValue) throws {
        let error = #expect(throws: TemplateError.self) { try page("${date:d}", value) }
        #expect(error?.code == .typeError)
    }

    @Test func theFirstLanguageOfThePageCounts() throws {
        let day: TemplateValue = "2026-11-21"
        #expect(try page("${date:long d}", day, ["de-AT", "en"]) == "21. November 2026")
        #expect(try page("${date:long d}", day, []) == "November 21, 2026")
        #expect(try page("${number:d}", .double(1234.5), ["de"]) == "1.234,5")
    }

    @Test func aTypeOfTheApplicationWins() throws {
        var configuration = TemplateConfiguration()
        configuration.expressionTypes["date"] = Other()
        let page = try Template(named: "page", "${date:x y}", configuration: configuration)
        #expect(try page.render() == "other")
    }
}
