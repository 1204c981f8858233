// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import Testing

/// What values of Swift are as variables of a page.
@Suite struct VariablesTests {
    private enum State: String, Codable { case sent }

    private enum Delivery: Codable {
        case none
        case sent(by: String)
    }

    private struct Order: Encodable {
        var id = UUID(uuidString: "E621E1F8-C36C-495A-93FC-0C247A3E6E5F")
        var date = Date(timeIntervalSince1970: 1_795_000_000)
        var total = Decimal(string: "12.50")
        var free = Decimal(0)
        var three = Decimal(3)
        var tiny = Decimal(string: "0.00001")
        var long = Decimal(string: "12345678901234567890.125")
        var link = URL(string: "https://shop.example/a?b")
        var data = Data([1, 2, 3])
        var note: String?
        var state = State.sent
        var delivery = Delivery.sent(by: "post")
        var other = Delivery.none
        var lines = [["name": "Tea"]]
        var flags: [String: Bool?] = ["b": nil, "a": true]

        private enum CodingKeys: String, CodingKey {
            case id, date, total, free, three, tiny, long, link, data, note, state, delivery, other,
                lines
            case flags = "all_flags"
        }
    }

    @Test(arguments: [
        ("id", "E621E1F8-C36C-495A-93FC-0C247A3E6E5F"),
        ("date", "2026-11-18T11:06:40Z"),
        ("total", "12.5"),
        ("three", "3"),
        ("tiny", "0.00001"),
        ("long", "12345678901234567890.125"),
        ("python: total * 2", "25.0"),
        ("python: repr(sorted([total, three, tiny]))", "[0.00001, 3, 12.5]"),
        ("python: total < 13 and total > three", "True"),
        ("python: long > 1 and tiny < 1 and long == long", "True"),
        ("python: tiny * 100000 == 1", "True"),
        ("python: 'free' if not free else 'dear'", "free"),
        ("python: 'some' if tiny else 'none'", "some"),
        ("python: f'{tiny:.2f} {int(long)}' if long < 1 else f'{tiny:.3f}'", "0.000"),
        ("number:2 long", "12,345,678,901,234,567,890.12"),
        ("number:EUR total", "€12.50"),
        ("link", "https://shop.example/a?b"),
        ("data", "AQID"),
        ("state", "sent"),
        ("delivery/sent/by", "post"),
        ("lines/0/name", "Tea"),
        ("all_flags/a", "True"),
        ("python: note is None", "True"),
        ("python: all_flags['b'] is None", "True"),
        ("python: 'none' in other", "True"),
    ])
    func eachTypeHasAForm(expression: String, text: String) throws {
        let variables = try TemplateMapping(encoding: Order())
        let template = try Template(named: "t", "<p tal:content=\"\(expression)\"></p>")
        #expect(try template.render(TemplateContext(variables)) == "<p>\(text)</p>")
    }

    @Test func aDictionaryIsOneToo() throws {
        let variables = try TemplateMapping(encoding: ["books": [["title": "Emma"]]])
        #expect(variables.keys == ["books"])
    }

    @Test(arguments: [[1, 2]])
    func anArrayNeedsAName(list: [Int]) throws {
        let error = try #require(throws: TemplateError.self) {
            try TemplateMapping(encoding: list)
        }
        #expect(error.code == .invalidData)
        #expect(error.description.contains("variables must be a mapping from names to values"))
        #expect(error.description.contains("put it under a name, such as 'items'"))
        #expect(throws: TemplateError.self) { try TemplateContext(encoding: list) }
        #expect(throws: TemplateError.self) { try TemplateMapping(encoding: "text") }
        #expect(throws: TemplateError.self) { try TemplateMapping(encoding: [String: Int]?.none) }
    }
}
