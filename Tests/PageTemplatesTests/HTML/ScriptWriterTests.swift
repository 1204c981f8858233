// SPDX-License-Identifier: Apache-2.0

import PageTemplatesTesting
import TemplateSyntax
import Testing

@testable import PageTemplates

/// Data in JavaScript and JSON.
@Suite struct ScriptWriterTests {
    private func written(
        _ value: TemplateValue,
        in language: ScriptValue.Language = .javaScript
    ) -> String {
        String(decoding: ScriptValue(value, in: language).bytes, as: UTF8.self)
    }

    static let values: [(TemplateValue, String)] = [
        (nil, " null "),
        (true, " true "),
        (false, " false "),
        (42, " 42 "),
        (1.5, " 1.5 "),
        (1e300, " 1e+300 "),
        (1e-300, " 1e-300 "),
        ("", "\"\""),
        ("a/b", "\"a/b\""),
        ("é😀", "\"é😀\""),
        ("<Hello>", #""\u003cHello\u003e""#),
        ("</script>", #""\u003c/script\u003e""#),
        ("<!-- <script ]]>", #""\u003c!-- \u003cscript ]]\u003e""#),
        ("O'Reilly & \"co\"", #""O\u0027Reilly \u0026 \u0022co\u0022""#),
        ("\\", #""\\""#),
        ("\u{8}\t\n\u{C}\r", #""\b\t\n\f\r""#),
        ("\0\u{1}\u{B}\u{1F}", #""\u0000\u0001\u000b\u001f""#),
        ("\u{2028}\u{2029}\u{2027}\u{202A}", "\"\\u2028\\u2029\u{2027}\u{202A}\""),
        ("\u{10A8}\u{28}\u{A8}", "\"\u{10A8}(\u{A8}\""),
        ("${a}`", "\"${a}`\""),
        ([], "[] "),
        ([1, [2, nil], "a"], "[1,[2,null],\"a\"] "),
        (["<a>", "<b>"], #"["\u003ca\u003e","\u003cb\u003e"] "#),
        ([:], "{}"),
        (["b": 1, "a": ["": true]], #"{"b":1,"a":{"":true}}"#),
        (["<": "&"], #"{"\u003c":"\u0026"}"#),
        (["$markup": 1, "$message": "m"], #"{"$markup":1,"$message":"m"}"#),
        (.markup(SafeMarkup("<b>")), #""\u003cb\u003e""#),
        (.object(TemplateMessage("hi")), "\"hi\""),
        (.object(TemplateMessage("hi", default: "Hello")), "\"Hello\""),
        (.object(PythonList([1, 2])), "[1,2] "),
        (.tuple([1, "a"]), "[1,\"a\"] "),
        (["a": .object(PythonList([.tuple([])]))], "{\"a\":[[]]}"),
    ]

    @Test(arguments: values) func writesValues(value: TemplateValue, expected: String) {
        #expect(written(value) == expected)
        #expect(written(value, in: .json) == expected)
        #expect(ScriptValue(value, in: .json).omissions.isEmpty)
    }

    static let negative: [(TemplateValue, script: String, json: String)] = [
        (-1, "(-1)", " -1 "),
        (.integer(.min), "(-9223372036854775808)", " -9223372036854775808 "),
        (-0.0, "(-0.0)", " -0.0 "),
        (-1e-300, "(-1e-300)", " -1e-300 "),
        ([-1], "[-1] ", "[-1] "),
    ]

    @Test(arguments: negative)
    func negativeNumbersAreOneOperand(value: TemplateValue, script: String, json: String) {
        #expect(written(value) == script)
        #expect(written(value, in: .json) == json)
    }

    @Test func theKeyOfThePrototypeIsAnOrdinaryOne() {
        let value: TemplateValue = ["__proto__": ["__proto__": 1], "proto": 2]
        #expect(written(value) == #"{["__proto__"]:{["__proto__"]:1},"proto":2}"#)
        #expect(written(value, in: .json) == #"{"__proto__":{"__proto__":1},"proto":2}"#)
    }

    static let omitted: [(TemplateValue, String)] = [
        (.object(TemplateFunction("f") { _ in .nothing }), "a/0 (object TemplateFunction)"),
        (.double(.nan), "a/0 (number nan)"),
        (.double(.infinity), "a/0 (number inf)"),
        (.double(-.infinity), "a/0 (number -inf)"),
    ]

    @Test(arguments: omitted)
    func nothingStandsForWhatCannotBeWritten(value: TemplateValue, omission: String) {
        let script = ScriptValue(["a": [value, 1]], in: .javaScript)
        #expect(script.omissions.map(\.description) == [omission])
        #expect(String(decoding: script.bytes, as: UTF8.self) == #"{"a":[null,1]}"#)
    }

    @Test func whatIsNestedTooDeepIsLeftOut() {
        let value = (0..<600).reduce(TemplateValue.integer(1)) { value, _ in .list([value]) }
        let script = ScriptValue(value, in: .json)
        #expect(script.omissions.count == 1)
        #expect(throws: Never.self) { try TemplateValue(json: script.bytes) }
    }

    @Test func aListThatStandsInAValueOverAndOverEnds() {
        let value = (0..<60).reduce(TemplateValue.list([1])) { value, _ in .list([value, value]) }
        #expect(ScriptValue(value, in: .json, longest: 10_000).bytes.count < 11_000)
        var limits = TemplateLimits()
        limits.string = 10_000
        var budget = Budget(limits)
        let error = #expect(throws: TemplateError.self) {
            try ScriptValue(value, in: .json, &budget)
        }
        #expect(error?.code == .stringLimit)
    }

    static let texts: [(String, quoted: String, template: String)] = [
        ("", "", ""),
        ("abc 123 é😀", "abc 123 é😀", "abc 123 é😀"),
        ("it's \"a\"", #"it\u0027s \u0022a\u0022"#, #"it\u0027s \u0022a\u0022"#),
        ("a\\b", #"a\\b"#, #"a\\b"#),
        ("\\", #"\\"#, #"\\"#),
        ("a\nb\r\nc", #"a\nb\r\nc"#, #"a\nb\r\nc"#),
        ("\u{2028}a\u{2029}", #"\u2028a\u2029"#, #"\u2028a\u2029"#),
        ("\u{2028}\u{2028}", #"\u2028\u2028"#, #"\u2028\u2028"#),
        ("\0\u{7}", #"\u0000\u0007"#, #"\u0000\u0007"#),
        ("`", "`", #"\u0060"#),
        ("${a}", "${a}", #"\u0024\u007ba\u007d"#),
        ("{a}", "{a}", #"\u007ba\u007d"#),
        ("cost: $5", "cost: $5", #"cost: \u00245"#),
        ("</script>", #"\u003c/script\u003e"#, #"\u003c/script\u003e"#),
        ("<!--", #"\u003c!-\u002d"#, #"\u003c!-\u002d"#),
        ("-->", #"--\u003e"#, #"--\u003e"#),
        ("a - b -", #"a - b \u002d"#, #"a - b \u002d"#),
        ("a[0]]", #"a[0]\u005d"#, #"a[0]\u005d"#),
        ("&amp;", #"\u0026amp;"#, #"\u0026amp;"#),
        ("javascript:alert(1)", "javascript:alert(1)", "javascript:alert(1)"),
    ]

    @Test(arguments: texts)
    func escapesTexts(text: String, quoted: String, template: String) {
        for quote in "'\"".utf8 {
            let bytes = ScriptWriter.string(text.utf8, quote: quote)
            #expect(String(decoding: bytes, as: UTF8.self) == quoted)
        }
        let bytes = ScriptWriter.string(text.utf8, quote: UInt8(ascii: "`"))
        #expect(String(decoding: bytes, as: UTF8.self) == template)
    }

    // MARK: - Random texts

    /// What may have a meaning somewhere, in any order.
    private static let pieces = [
        "'", "\"", "`", "\\", "$", "{", "}", "<", ">", "/", "!", "-", "&", "]", "script", "\n",
        "\r", "\t", "\0", "\u{8}", "\u{B}", "\u{7F}", "\u{85}", "\u{A0}", "\u{2028}", "\u{2029}",
        "\u{200B}", "\u{FEFF}", "\u{FFFD}", "é", "e\u{301}", "😀", "👩‍👩‍👧", "u0041", "x41", "0", "a",
        " ", "//", "/*", "*/", "<!--", "-->", "]]>",
    ]

    @Test func anyTextIsReadBackAsItWas() {
        var random = FixedRandom(seed: 0x5C1E)
        for _ in 0..<1_000 {
            let count = Int.random(in: 0...12, using: &random)
            let text = (0..<count).compactMap { _ in Self.pieces.randomElement(using: &random) }
                .joined()
            for quote in "'\"`".utf8 {
                let bytes = ScriptWriter.string(text.utf8, quote: quote)
                #expect(Self.read(bytes, quote: quote) == Array(text.utf8))
                #expect(Self.signs.allSatisfy { !bytes.contains($0) })
            }
            let value = TemplateValue.mapping([text: [.string(text), 1.5]])
            let script = ScriptValue(value, in: .json)
            #expect(Self.signs.allSatisfy { !script.bytes.contains($0) })
            #expect((try? TemplateValue(json: script.bytes))?.equals(value) == true)
        }
    }

    /// What is in no text that was written.
    private static let signs = ["<", ">", "&", "'", "\u{2028}", "\u{2029}"].map { Array($0.utf8) }

    /// Reads a text as JavaScript does; `nil` where it ends too early.
    private static func read(_ bytes: [UInt8], quote: UInt8) -> [UInt8]? {
        var text: [UInt8] = []
        var rest = bytes[...]
        while let byte = rest.popFirst() {
            if byte == quote || byte < 0x20 { return nil }
            if quote == UInt8(ascii: "`"), byte == UInt8(ascii: "$") { return nil }
            guard byte == UInt8(ascii: "\\") else {
                text.append(byte)
                continue
            }
            switch rest.popFirst().map({ UnicodeScalar($0) }) {
            case "u":
                let digits = String(decoding: rest.prefix(4), as: UTF8.self)
                guard let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value)
                else {
                    return nil
                }
                rest = rest.dropFirst(4)
                text += String(scalar).utf8
            case "b": text.append(0x08)
            case "t": text.append(0x09)
            case "n": text.append(0x0A)
            case "f": text.append(0x0C)
            case "r": text.append(0x0D)
            case "\\": text.append(0x5C)
            default: return nil
            }
        }
        return text
    }

    @Test(arguments: [
        ("", "(?:)"), ("a1é", "a1é"), ("a.b*", #"a\u002eb\u002a"#), ("]-/", #"\u005d\u002d\u002f"#),
        ("</script>\n", #"\u003c\u002fscript\u003e\u000a"#), ("\u{2028}", #"\u2028"#),
    ])
    func escapesEachSignOfAPattern(text: String, expected: String) {
        let written = ScriptWriter.pattern(text.utf8, isInClass: false)
        #expect(String(decoding: written, as: UTF8.self) == expected)
    }
}

/// Numbers that are the same in every run.
private struct FixedRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
