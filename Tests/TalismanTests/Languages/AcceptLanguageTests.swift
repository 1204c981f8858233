// SPDX-License-Identifier: Apache-2.0

import Talisman
import Testing

@Suite struct AcceptLanguageTests {
    private static let headers: [(value: String, ranges: [String], refused: [String])] = [
        ("", [], []),
        ("de", ["de"], []),
        ("da, en-gb;q=0.8, en;q=0.7", ["da", "en-gb", "en"], []),
        ("en;q=0.7,de , fr;q=0.75", ["de", "fr", "en"], []),
        ("a;q=0.5,b;q=0.5,c;q=0.50", ["a", "b", "c"], []),
        ("de;q=0, *", ["*"], ["de"]),
        ("de;q=1.000,fr;q=0.001,it;q=0.000", ["de", "fr"], ["it"]),
        ("de ; q = 0.5 , fr", ["fr", "de"], []),
        ("de;Q=0.5,fr;level=1", ["fr", "de"], []),
        ("zh-Hant-TW,i-klingon,x-private", ["zh-Hant-TW", "i-klingon", "x-private"], []),
        // What is malformed is left out, and what is not counts.
        (",,de,,", ["de"], []),
        ("de;q=2, de;q=-1, de;q=, de;q, de;q=x, de;q=0.1234, de;q=1.1, fr", ["fr"], []),
        ("d e, de_AT, -de, de-, 12, waytoolong, dé, \u{0}, **, fr", ["fr"], []),
        ("\"de\", fr;;q=0.5, it", ["it", "fr"], []),
        (String(repeating: "a,", count: 100_000), Array(repeating: "a", count: 64), []),
        (String(repeating: "x", count: 5000) + ",de", [], []),
    ]

    @Test(arguments: headers)
    func reads(value: String, ranges: [String], refused: [String]) {
        let accepted = AcceptLanguage(value)
        #expect(accepted.ranges == ranges)
        #expect(accepted.refused == refused)
    }

    private static let available = ["en", "de", "de-AT", "zh-Hant", "pt_BR", "fr-CA"]

    private static let choices: [(value: String, language: String)] = [
        ("", "en"), ("de", "de"), ("DE-at", "de-AT"), ("de-CH", "de"), ("de-AT-1996", "de-AT"),
        ("zh-Hant-x-a-TW", "zh-Hant"), ("zh", "en"), ("fr", "en"), ("pt-br", "pt_BR"),
        ("it, fr;q=0.5, de;q=0.1", "de"), ("it, *;q=0.1, de;q=0.5", "de"), ("it, *", "en"),
        ("en;q=0, *", "de"), ("de-AT, de;q=0", "de-AT"), ("de-CH, de;q=0", "en"),
        ("it;q=0.9, de_AT", "en"),
    ]

    @Test(arguments: choices)
    func choosesTheBestLanguage(value: String, language: String) {
        #expect(AcceptLanguage(value).best(of: Self.available, otherwise: "en") == language)
    }

    @Test func withoutLanguagesThereIsTheStandard() {
        #expect(AcceptLanguage("*").best(of: [], otherwise: "en") == "en")
    }
}
