// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Testing

/// Values that are written as data files.
@Suite struct JSONWriterTests {
    private func text(_ value: TemplateValue) -> String {
        String(decoding: JSONText(value).bytes, as: UTF8.self)
    }

    static let values: [(TemplateValue, String)] = [
        (nil, "null\n"),
        (true, "true\n"),
        (false, "false\n"),
        (0, "0\n"),
        (.integer(.min), "-9223372036854775808\n"),
        (1.0, "1.0\n"),
        (-0.0, "-0.0\n"),
        (1e300, "1e+300\n"),
        (0.1, "0.1\n"),
        ("é😀/", "\"é😀/\"\n"),
        ("\"\\\u{8}\t\n\u{C}\r", #""\"\\\b\t\n\f\r""# + "\n"),
        ("\u{1}\u{1F}\u{7F}", "\"\\u0001\\u001f\u{7F}\"\n"),
        ([], "[]\n"),
        ([:], "{}\n"),
        ([1, [], ["a"]], "[\n  1,\n  [],\n  [\n    \"a\"\n  ]\n]\n"),
        (["b": 1, "a": ["": nil]], "{\n  \"b\": 1,\n  \"a\": {\n    \"\": null\n  }\n}\n"),
        (.markup(SafeMarkup("<b>")), "{\n  \"$markup\": \"<b>\"\n}\n"),
        (.object(TemplateMessage("hi")), "{\n  \"$message\": \"hi\"\n}\n"),
    ]

    @Test(arguments: values) func writes(value: TemplateValue, json: String) throws {
        let written = JSONText(value)
        #expect(String(decoding: written.bytes, as: UTF8.self) == json)
        #expect(written.omissions.isEmpty)
        // What was read is written as it was.
        #expect(text(try TemplateValue(json: written.bytes)) == json)
    }

    @Test func aMessageKeepsAllThatItHas() throws {
        let message = TemplateMessage(
            "id",
            domain: "shop",
            default: "$count of ${name}",
            mapping: ["name": "tea"],
            context: "c",
            count: 2,
            plural: "p"
        )
        let value = try TemplateValue(json: JSONText(.object(message)).bytes)
        guard case .object(let object) = value else {
            Issue.record("not a message")
            return
        }
        let read = try #require(object as? TemplateMessage)
        #expect(read.id == "id")
        #expect(read.domain == "shop")
        #expect(read.defaultText == "$count of ${name}")
        #expect(read.mapping["name"]?.equals("tea") == true)
        #expect(read.context == "c")
        #expect(read.count == 2)
        #expect(read.plural == "p")
    }

    static let omitted: [(TemplateValue, String)] = [
        (.object(TemplateFunction("f") { _ in .nothing }), "a/0 (object TemplateFunction)"),
        (.double(.nan), "a/0 (number nan)"),
        (.double(-.infinity), "a/0 (number -inf)"),
        (["$markup": 1, "x": 2], "a/0 (mapping with the key '$markup')"),
        (["x": 2, "$message": "m"], "a/0 (mapping with the key '$message')"),
    ]

    @Test(arguments: omitted)
    func nothingStandsForWhatJSONCannotHold(value: TemplateValue, omission: String) throws {
        let written = JSONText(["a": [value, 1], "b": 2])
        #expect(written.omissions.map(\.description) == [omission])
        let read = try TemplateValue(json: written.bytes)
        #expect(read.equals(["a": [nil, 1], "b": 2]))
    }

    @Test func whatIsNestedTooDeepIsLeftOut() throws {
        let value = (0..<600).reduce(TemplateValue.integer(1)) { value, _ in .list([value]) }
        let written = JSONText(value)
        #expect(written.omissions.count == 1)
        #expect(throws: Never.self) { try TemplateValue(json: written.bytes) }
    }
}
