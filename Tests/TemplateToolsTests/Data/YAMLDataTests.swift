// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Testing

@testable import TemplateTools

/// Data in YAML mean what the same data in JSON mean.
@Suite struct YAMLDataTests {
    static let same = [
        ("a: 1\nb: [x, 'y', \"z\"]\n", #"{"a": 1, "b": ["x", "y", "z"]}"#),
        ("a: 1.5\nb: -3\nc: 0\n", #"{"a": 1.5, "b": -3, "c": 0}"#),
        ("a: true\nb: null\nc: ~\nd:\n", #"{"a": true, "b": null, "c": null, "d": null}"#),
        ("a: '1'\nb: \"true\"\nc: 1.2.0\n", #"{"a": "1", "b": "true", "c": "1.2.0"}"#),
        ("a: |\n  one\n  two\n", #"{"a": "one\ntwo\n"}"#),
        ("1: a\ntrue: b\n", #"{"1": "a", "true": "b"}"#),
        ("a: &x {b: 1}\nc: *x\n", #"{"a": {"b": 1}, "c": {"b": 1}}"#),
        ("a: {\"$markup\": \"<b>x</b>\"}\n", #"{"a": {"$markup": "<b>x</b>"}}"#),
        ("", "{}"),
    ]

    @Test(arguments: same) func meansTheSameAsJSON(yaml: String, json: String) throws {
        let value = try TemplateValue(yaml: yaml, name: "data.yml")
        let other = try TemplateValue(json: json, name: "data.json")
        #expect(JSONText(value).bytes == JSONText(other).bytes)
    }

    static let wrong = [
        ("a: [", "data.yml:1:5: error: this is no YAML"),
        ("a: 1\na: 2\n", "'a' stands twice"),
        ("? [a, b]\n: c\n", "a key is a text"),
    ]

    @Test(arguments: wrong) func saysWhereItIsNone(yaml: String, text: String) {
        let error = #expect(throws: TemplateError.self) {
            _ = try TemplateValue(yaml: yaml, name: "data.yml")
        }
        #expect(error?.code == .invalidData)
        #expect(error?.description.contains(text) == true, "\(error?.description ?? "")")
    }

    /// Ten lists of ten lists of ten, and so on.
    @Test func aliasesDoNotGrowWithoutEnd() {
        var yaml = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...8 {
            let items = repeatElement("*a\(level - 1)", count: 10).joined(separator: ", ")
            yaml += "a\(level): &a\(level) [\(items)]\n"
        }
        let error = #expect(throws: TemplateError.self) {
            _ = try TemplateValue(yaml: yaml, name: "data.yml")
        }
        #expect(error?.message.contains("too many values") == true)
    }
}
