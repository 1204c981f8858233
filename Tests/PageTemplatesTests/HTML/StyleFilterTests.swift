// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import PageTemplates

/// Data in CSS.
@Suite struct StyleFilterTests {
    private func filtered(_ text: String, of property: String) -> String? {
        StyleFilter.value(text.utf8, of: property).map { String(decoding: $0, as: UTF8.self) }
    }

    static let values = [
        "", " ", "red", "ltr", "0", "100%", "10px", "-1.5em", "+.5rem", "1e3", "1.5e-3px", "12ab34",
        "#fff", "#FFFF", "#aabbcc", "#aabbccdd", "1px solid red", "10px 5px", "1 / span 2", "16/9",
        "12px/1.5 serif", "Times New Roman", "\"Times New Roman\", serif", "'a', \"b\"", "inherit",
        "red !important", "red ! IMPORTANT ", "rgb(1, 2, 3)", "RGBA(1 2 3 / 50%)",
        "hsl(120deg 1% 2%)",
        "calc(100% - (2 * 10px))", "calc(1px + 2px)", "1px + 2px", "min(1px, max(2px, 3vw))",
        "clamp(1rem, 2vw, 3rem)", "var(--x)", "var(--x, red)", "env(safe-area-inset-top)",
        "translate(10px, -5px) rotate(45deg)", "matrix(1, 0, 0, 1, 0, 0)", "rotateX(1turn)",
        "linear-gradient(to right, red 10%, rgba(0, 0, 0, .5))",
        "radial-gradient(circle at 50% 50%, red, blue)",
        "repeating-linear-gradient(45deg, red 0 1px, blue 1px 2px)",
        "color-mix(in srgb, red 50%, blue)",
        "cubic-bezier(.1, .7, 1, .1)", "steps(4, end)", "blur(5px) drop-shadow(0 0 1px red)",
        "repeat(auto-fill, minmax(10px, 1fr))", "[full-start] 1fr [full-end]", "fit-content(1em)",
        "all 0.3s ease-in-out", "--x", "-webkit-box", "opacity .2s, width 1s", "ＭＳ 明朝", "fixed",
        "polygon(0 0, 100% 0, 50% 100%)", "block\nflow", "scroll-behavior", "U+26",
    ]

    @Test(arguments: values) func keepsWhatIsHarmless(value: String) {
        #expect(filtered(value, of: "x") == value)
    }

    static let refused = [
        "url(a)", "url('a')", "URL(javascript:alert(1))", "url()", "url (a", "u\\72l(a)",
        "image(a)",
        "image-set('a' 1x)", "-webkit-image-set(url(a) 1x)", "src('a')", "cross-fade(url(a), red)",
        "element(#a)", "-moz-element(#a)", "paint(a)", "attr(title)", "expression(alert(1))",
        "  e\\78preS\u{0}Sio/**/n(alert(1337))", "expression", "EXPRESSION", "-moz-binding",
        "behavior",
        "javascript", "javascript:alert(1)", "progid:a", "alpha(opacity=50)", "a\\62", "\\",
        "/* a */",
        "a/**/b", "a /* b", "<b>", "a<b", "a>b", "a&b", "{", "}", "a;b", ";", "a: b", "@import 'a'",
        "\"a", "'a", "a\"", "'a\"", "'a\nb'", "'a\\'b'", "'a\u{0}'", "(", ")", "rgb(1", "rgb 1)",
        "(1px)", "(a)", "rgb (1)", "calc((1px)", "[a", "a]", "[a)", "rgb(1]", "#", "#12", "#12345",
        "#1234567", "#123456789", "#ggg", "#fffx", "#fff(", "1px(", "1(a)", "!", "!x",
        "red !importan",
        "!important red", "rgb(!important)", "/", "/ 2", "1 /", "1 //2", "* 2", "2 * 3",
        "calc(1 /* 2)",
        "a = b", "a?b", "a~b", "a|b", "a^b", "$a", "`a`", "%", "a%", "a\u{0}b", "a\u{1}b",
        "a\u{7F}b",
        "foo(1)", "local(a)", "format('a')", "+", "+a", "*", ".", "a.b", "1.", "1..2", "-->",
        "<!--",
        String(repeating: "calc(", count: 33) + "1" + String(repeating: ")", count: 33),
    ]

    @Test(arguments: refused) func refusesTheRest(value: String) {
        #expect(filtered(value, of: "x") == nil)
    }

    static let rewritten = [
        ("'a;b'", "'a\\3b b'"), ("\"it's\"", "\"it\\27 s\""),
        ("'</style>'", "'\\3c \\2f style\\3e '"),
        ("'javascript:a(1)', b", "'javascript\\3a a\\28 1\\29 ', b"), ("'a\tb'", "'a\\9 b'"),
    ]

    @Test(arguments: rewritten) func writesStringsAnew(value: String, expected: String) {
        #expect(filtered(value, of: "font-family") == expected)
    }

    static let references = [
        ("url(#a)", true), ("url(#a-b_1.c) red", true), ("URL(#é)", true), ("url()", false),
        ("url(#)", false), ("url(a)", false), ("url(a#b)", false), ("url('#a')", false),
        ("url(#a b)", false), ("url(#a", false), ("url(#a:b)", false), ("url(#a\\29 )", false),
        ("url(//x/#a)", false), ("url( #a)", false), ("url(#a'b)", false), ("none", true),
    ]

    @Test(arguments: references) func refersToPartsOfThePage(value: String, isKept: Bool) {
        for property in ["fill", "STROKE", "clip-path", "filter", "mask", "marker-end"] {
            #expect(filtered(value, of: property) == (isKept ? value : nil))
        }
        #expect(filtered("url(#a)", of: "background") == nil)
    }

    @Test(arguments: ["behavior", "-moz-binding", "-MS-behavior", "-o-link"])
    func nothingIsAValueOfACodeProperty(property: String) {
        #expect(filtered("red", of: property) == nil)
    }

    static let declarations: [(String, kept: String, refused: Int)] = [
        ("", "", 0),
        (" ; ; ", "", 0),
        ("color: red", "color: red;", 0),
        ("color:red;width:1px;", "color: red; width: 1px;", 0),
        (" Color : RED ; ", "color: RED;", 0),
        ("--my-X: 1", "--my-X: 1;", 0),
        ("scroll-behavior: smooth", "scroll-behavior: smooth;", 0),
        ("color: red; background: url(a); width: 1px", "color: red; width: 1px;", 1),
        ("color: red; behavior: url(a)", "color: red;", 1),
        ("-moz-binding: none", "", 1),
        ("color", "", 1),
        ("color:", "", 1),
        (": red", "", 1),
        ("co lor: red", "", 1),
        ("1a: red", "", 1),
        ("--: red", "", 1),
        ("*zoom: 1", "", 1),
        ("c\\6flor: red", "", 1),
        ("color: red; a { b: c }; width: 1px", "color: red; width: 1px;", 1),
        ("} body { color: red", "", 1),
        ("@import 'a'; color: red", "color: red;", 1),
        ("/* a: b; */ color: red; width: 1px", "width: 1px;", 2),
        ("content: 'a;b: c'; color: red", "content: 'a\\3b b\\3a  c'; color: red;", 0),
        ("content: 'a; color: red", "", 1),
        ("width: calc(1px; color: red); a: b", "a: b;", 1),
        ("width: calc(1px; color: red", "", 1),
        ("color: red) ; width: 1px", "width: 1px;", 1),
        ("filter: url(#a); fill: url(b)", "filter: url(#a);", 1),
        ("<b> \"foo%\" O'Reilly &bar;", "", 1),
        ("a[href =~ \"//example.com\"]#foo", "", 1),
        ("color: red !important", "color: red !important;", 0),
    ]

    @Test(arguments: declarations)
    func keepsHarmlessDeclarations(text: String, kept: String, refused: Int) {
        let result = StyleFilter.declarations(text.utf8)
        #expect(String(decoding: result.kept, as: UTF8.self) == kept)
        #expect(result.refused == refused)
    }

    static let strings = [
        ("Times New Roman", "Times New Roman"), ("", ""), ("é😀", "é😀"), ("'", "\\27 "),
        ("\"a", "\\22 a"), ("\\", "\\5c "), ("a\nb\r\u{C}", "a\\a b\\d \\c "), ("\0", "\u{FFFD}"),
        ("</style>", "\\3c \\2f style\\3e "),
        ("javascript\\3a alert(1337)", "javascript\\5c 3a alert\\28 1337\\29 "),
        ("a;b{c}:@&", "a\\3b b\\7b c\\7d \\3a \\40 \\26 "), ("\u{1}\u{7F}", "\\1 \\7f "),
        ("a,-.b", "a,-.b"),
    ]

    @Test(arguments: strings) func escapesStrings(text: String, expected: String) {
        #expect(String(decoding: StyleFilter.string(text.utf8), as: UTF8.self) == expected)
    }

    static let addresses = [
        ("/img?a=b&c=%20#d", "/img?a=b&c=%20#d"),
        ("O'Reilly \"A\"(1)<2>.png", "O%27Reilly%20%22A%22%281%29%3C2%3E.png"),
        ("a\\b\nc\td", "a%5Cb%0Ac%09d"), ("é", "é"), ("\0\u{7F}", "%00%7F"), ("", ""),
    ]

    @Test(arguments: addresses) func encodesWhatEndsAnAddressOfAStyle(
        address: String,
        expected: String
    ) {
        #expect(String(decoding: AddressFilter.normalized(address.utf8), as: UTF8.self) == expected)
    }
}
