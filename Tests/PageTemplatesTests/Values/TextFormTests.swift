// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import PageTemplates

@Suite struct TextFormTests {
    @Test func writesFloatsAsPythonDoes() throws {
        for line in pythonFloatTable.split(separator: "\n") {
            let columns = line.split(separator: " ")
            let bits = try #require(UInt64(columns[0], radix: 16))
            #expect(PythonFloat.representation(of: Double(bitPattern: bits)) == columns[1])
        }
    }

    @Test func writesStringsInContainersAsPythonDoes() throws {
        for line in pythonStringTable.split(separator: "\n") {
            let separator = try #require(line.firstIndex(of: "|"))
            var string = ""
            for code in line[..<separator].split(separator: " ") {
                let scalar = UInt32(code, radix: 16).flatMap(Unicode.Scalar.init)
                string.unicodeScalars.append(try #require(scalar))
            }
            let expected = line[separator...].dropFirst(2)
            let text = TemplateValue.list([.string(string)]).textForm
            #expect(Array(text.utf8) == Array("[\(expected)]".utf8), "\(line)")
        }
    }

    static let forms: [(TemplateValue, String)] = [
        (nil, ""),
        (true, "True"),
        (false, "False"),
        (-7, "-7"),
        (.integer(.min), "-9223372036854775808"),
        (1.0, "1.0"),
        (1e16, "1e+16"),
        (0.00001, "1e-05"),
        ("it's <b>", "it's <b>"),
        ("", ""),
        ([], "[]"),
        ([:], "{}"),
        (["a", 1, nil, ["k": true]], "['a', 1, None, {'k': True}]"),
        (["it's": "\"", "n": [1.5, []]], "{\"it's\": '\"', 'n': [1.5, []]}"),
        (.markup(SafeMarkup("<b>")), "<b>"),
        ([.markup(SafeMarkup("<b>"))], "['<b>']"),
        (.object(Thing()), "a thing"),
        ([.object(Thing())], "[a thing]"),
    ]

    @Test(arguments: forms) func showsValues(value: TemplateValue, text: String) {
        #expect(value.textForm == text)
        var bytes: [UInt8] = [1]
        value.appendText(to: &bytes)
        #expect(bytes == [1] + Array(text.utf8))
    }

    @Test func abbreviatesWhatIsNestedTooDeep() {
        let opening = String(repeating: "[", count: 512)
        let closing = String(repeating: "]", count: 512)
        #expect(nestedList(levels: 10_000).textForm == opening + "..." + closing)
        #expect(!nestedList(levels: 512).textForm.contains("."))
        #expect(nestedList(levels: 513).textForm.contains("[...]"))
    }

    static let names: [(TemplateValue, String)] = [
        (nil, "nothing"),
        (true, "truth value"),
        (1, "integer"),
        (1.5, "number"),
        ("secret", "text"),
        ([], "empty list"),
        ([1, 2, 3], "list of 3"),
        ([:], "empty mapping"),
        (["a": "secret"], "mapping with key a"),
        (["a": 1, "b": 2], "mapping with keys a, b"),
        (
            ["a": 1, "b": 2, "c": 3, "d": 4, "e": 5, "f": 6],
            "mapping with keys a, b, c, d, e, ..."
        ),
        (.markup(SafeMarkup("<b>")), "markup"),
        (.object(Thing()), "object Thing"),
    ]

    @Test(arguments: names) func namesKindsWithoutContents(value: TemplateValue, name: String) {
        #expect(value.typeName == name)
    }
}
