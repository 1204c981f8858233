// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Testing

@Suite struct JSONFailureTests {
    static let failures: [(json: String, place: String, message: String)] = [
        ("", "1:1", "expected a value, found the end of the data"),
        (" \n ", "2:2", "expected a value, found the end of the data"),
        ("nul", "1:1", "expected a value, found 'nul'"),
        ("[truer]", "1:2", "expected a value, found 'truer'"),
        ("NaN", "1:1", "expected a value, found 'NaN'"),
        ("'a'", "1:1", #"expected a value, found "'""#),
        ("é", "1:1", "expected a value, found 'é'"),
        ("1 2", "1:3", "expected the end of the data, found '2'"),
        ("[1 2]", "1:4", "expected ',' or ']', found '2'"),
        ("[1,]", "1:4", "expected a value, found ']'"),
        ("[,1]", "1:2", "expected a value, found ','"),
        ("[1", "1:3", "expected ',' or ']', found the end of the data"),
        (#"{"a": 1,}"#, "1:9", "expected a key in double quotes, found '}'"),
        ("{a: 1}", "1:2", "expected a key in double quotes, found 'a'"),
        (#"{"a" 1}"#, "1:6", "expected ':', found '1'"),
        (#"{"a": }"#, "1:7", "expected a value, found '}'"),
        (#"{"a": 1 "b": 2}"#, "1:9", "expected ',' or '}', found '\"'"),
        ("{\"a\": 1,\n \"a\": 2}", "2:2", "key 'a' comes twice"),
        (#"{"a": 1, "\u0061": 2}"#, "1:10", "key 'a' comes twice"),
        ("// no", "1:1", "expected a value, found '/'"),
        ("01", "1:1", "number starts with a zero"),
        ("-", "1:2", "expected a digit, found the end of the data"),
        ("+1", "1:1", "expected a value, found '+'"),
        (".5", "1:1", "expected a value, found '.'"),
        ("1.", "1:3", "expected a digit, found the end of the data"),
        ("1.e1", "1:3", "expected a digit, found 'e'"),
        ("1ex", "1:3", "expected a digit, found 'x'"),
        ("[1e999]", "1:2", "number 1e999 is too large"),
        (
            "[9223372036854775808]", "1:2",
            "integer 9223372036854775808 does not fit in 64 bits"
        ),
        ("\"ab", "1:1", "string has no end"),
        ("\"a\nb\"", "1:3", #"control character '\n' in a string"#),
        ("\"a\0\"", "1:3", #"control character '\x00' in a string"#),
        (#""\x""#, "1:3", "expected one of \" \\ / b f n r t u after the backslash, found 'x'"),
        (#""\u12g4""#, "1:6", "expected four hexadecimal digits, found 'g'"),
        (#""\u１２３４""#, "1:4", "expected four hexadecimal digits, found '１'"),
        (#""a\ud800""#, "1:3", #"\ud800 is half of a surrogate pair"#),
        (#""\udc00\ud800""#, "1:2", #"\udc00 is half of a surrogate pair"#),
        (#""\ud83d\n""#, "1:2", #"\ud83d is half of a surrogate pair"#),
        (#""\ud83d\ud83d""#, "1:2", #"\ud83d is half of a surrogate pair"#),
        (#"{"$markup": 5}"#, "1:2", "'$markup' needs a text"),
        (#"{"a": 1, "$markup": "b"}"#, "1:10", "'$markup' stands beside other keys"),
        (#"{"$markup": "b", "a": 1}"#, "1:2", "'$markup' stands beside other keys"),
        (#"{"$markup": "b", "$message": "a"}"#, "1:2", "'$markup' stands beside other keys"),
        (#"[{"$message": 5}]"#, "1:3", "'$message' of a message needs a text"),
        (#"{"$message": null}"#, "1:2", "'$message' needs a text"),
        (#"{"$message": "a", "dmain": "b"}"#, "1:2", "'$message' stands beside the key 'dmain'"),
        (#"{"$message": "a", "domain": 1}"#, "1:2", "'domain' of a message needs a text"),
        (#"{"$message": "a", "default": []}"#, "1:2", "'default' of a message needs a text"),
        (#"{"mapping": 1, "$message": "a"}"#, "1:16", "'mapping' of a message needs a mapping"),
        (#"{"$message": "a", "context": 1}"#, "1:2", "'context' of a message needs a text"),
        (#"{"$message": "a", "count": 1.5}"#, "1:2", "'count' of a message needs a whole number"),
        (#"{"$message": "a", "plural": 1}"#, "1:2", "'plural' of a message needs a text"),
    ]

    @Test(arguments: failures)
    func refuses(json: String, place: String, message: String) throws {
        let error = try #require(throws: TemplateError.self) {
            try TemplateValue(json: json, name: "d")
        }
        #expect(error.code == .invalidData)
        #expect(error.message == message)
        #expect(error.location?.description == "d:\(place)")
    }

    static let badBytes: [([UInt8], place: String, byte: String)] = [
        ([0x22, 0xFF, 0x22], "1:2", "0xFF"),
        ([0xC3, 0xA9, 0xC3], "1:2", "0xC3"),
        ([0x0A, 0xED, 0xA0, 0x80], "2:1", "0xED"),
        ([0x22, 0xC0, 0x80, 0x22], "1:2", "0xC0"),
    ]

    @Test(arguments: badBytes)
    func refusesOtherEncodings(bytes: [UInt8], place: String, byte: String) throws {
        let error = try #require(throws: TemplateError.self) {
            try TemplateValue(json: bytes, name: "d")
        }
        #expect(error.message == "byte \(byte) is not UTF-8")
        #expect(error.location?.description == "d:\(place)")
    }

    @Test func showsThePlace() throws {
        let error = try #require(throws: TemplateError.self) {
            try TemplateValue(json: "{\n  \"a\": troo\n}", name: "shop.json")
        }
        #expect(
            error.description == """
                shop.json:2:8: error: expected a value, found 'troo' [invalid-data]
                2 |   "a": troo
                  |        ^~~~
                """
        )
    }
}
