// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import PageTemplates

@Suite struct JSONTests {
    static let documents: [(String, String)] = [
        ("null", "[None]"),
        ("true", "[True]"),
        (" \t\r\n false ", "[False]"),
        ("0", "[0]"),
        ("-0", "[0]"),
        ("-12", "[-12]"),
        ("9223372036854775807", "[9223372036854775807]"),
        ("-9223372036854775808", "[-9223372036854775808]"),
        ("1.0", "[1.0]"),
        ("-0.0", "[-0.0]"),
        ("1e3", "[1000.0]"),
        ("1E+2", "[100.0]"),
        ("12.5e-1", "[1.25]"),
        ("1e-999", "[0.0]"),
        (#""""#, "['']"),
        (#""a\"\\\/\b\f\n\r\t""#, #"['a"\\/\x08\x0c\n\r\t']"#),
        (#""\u0041\u00e9\u20AC\ud83d\ude00""#, "['Aé€😀']"),
        (#""\u0000""#, #"['\x00']"#),
        ("\"é\u{7F}😀\"", #"['é\x7f😀']"#),
        ("[]", "[[]]"),
        ("[ 1 , [ ] ,null]", "[[1, [], None]]"),
        ("{}", "[{}]"),
        (#"{ "b" : 1 , "a":{"":[]}}"#, "[{'b': 1, 'a': {'': []}}]"),
        (#"{"$other": 1}"#, "[{'$other': 1}]"),
        (#"{"$other": 1, "a": {"$markup": "<b>"}}"#, "[{'$other': 1, 'a': '<b>'}]"),
        ("\u{FEFF}1", "[1]"),
    ]

    @Test(arguments: documents) func reads(json: String, text: String) throws {
        #expect(TemplateValue.list([try TemplateValue(json: json)]).textForm == text)
    }

    @Test func readsTrustedMarkup() throws {
        guard case .markup(let markup) = try TemplateValue(json: #"{"$markup": "<b>"}"#) else {
            Issue.record("not markup")
            return
        }
        #expect(markup.text == "<b>")
    }

    @Test func sharesTheShapeOfRecords() throws {
        let value = try TemplateValue(json: #"[{"a": 1, "b": 2}, {"a": 3, "b": 4}, {"b": 0}]"#)
        guard case .list(let list) = value, case .mapping(let first) = list[0],
            case .mapping(let second) = list[1], case .mapping(let third) = list[2]
        else {
            Issue.record("not a list of mappings")
            return
        }
        #expect(first.shapeID == second.shapeID)
        #expect(first.shapeID != third.shapeID)
    }

    @Test func readsUpToTheDepthLimit() throws {
        #expect(try TemplateValue(json: lists(512)).equals(nestedList(levels: 512)))
        let error = try #require(throws: TemplateError.self) {
            try TemplateValue(json: lists(513))
        }
        #expect(error.message == "data is nested deeper than 512 levels")
        #expect(error.location?.column == 513)
        #expect(throws: TemplateError.self) { try TemplateValue(json: lists(100_000)) }
    }

    private func lists(_ levels: Int) -> String {
        String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
    }
}
