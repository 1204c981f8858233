// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import PageTemplates

@Suite struct PluralRuleTests {
    /// The numbers that the rows below are about.
    private static let numbers = [
        0, 1, 2, 3, 4, 5, 6, 8, 10, 11, 12, 14, 19, 20, 21, 22, 25, 99, 100, 101, 102, 103, 104,
        105, 111, 112, 119, 121, 1000, 1001,
    ]

    /// The families that the manual of gettext lists, with the form of each
    /// number as Python's `gettext` computes it.
    private static let families: [(rule: String, forms: String)] = [
        (
            "nplurals=1; plural=0",
            "000000000000000000000000000000"
        ),
        (
            "nplurals=2; plural=n != 1",
            "101111111111111111111111111111"
        ),
        (
            "nplurals=2; plural=n>1",
            "001111111111111111111111111111"
        ),
        (
            "nplurals=3; plural=n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2",
            "201111111111110111101111111010"
        ),
        (
            "nplurals=3; plural=n==1 ? 0 : n==2 ? 1 : 2",
            "201222222222222222222222222222"
        ),
        (
            "nplurals=3; plural=n==1 ? 0 : (n==0 || (n%100 > 0 && n%100 < 20)) ? 1 : 2",
            "101111111111122222211111111221"
        ),
        (
            "nplurals=3; plural=n%10==1 && n%100!=11 ? 0 : n%10>=2 && (n%100<10 || n%100>=20) ? 1 : 2",
            "201111112222220111201111222020"
        ),
        (
            "nplurals=3; plural=n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2",
            "201112222222220122201112222020"
        ),
        (
            "nplurals=3; plural=(n==1) ? 0 : (n>=2 && n<=4) ? 1 : 2",
            "201112222222222222222222222222"
        ),
        (
            "nplurals=3; plural=n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2",
            "201112222222222122221112222222"
        ),
        (
            "nplurals=4; plural=n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3",
            "301223333333333333301223333330"
        ),
        (
            "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5",
            "012333333444444444555333444455"
        ),
        (
            "nplurals=4; plural=(n==1) ? 0 : (n==2) ? 1 : (n != 8 && n != 11) ? 2 : 3",
            "201222232322222222222222222222"
        ),
        (
            "nplurals=2; plural=n%10!=1 || n%100==11",
            "101111111111110111101111111010"
        ),
        (
            "nplurals=2; plural=n==1 || n%10==1 ? 0 : 1",
            "101111111011110111101111011010"
        ),
    ]

    @Test(arguments: families)
    func agreesWithOthers(rule: String, forms: String) throws {
        let plural = try PluralRule(rule)
        let computed = try Self.numbers.map { String(try plural.form(for: $0)) }.joined()
        #expect(computed == forms)
    }

    private static let expressions: [(expression: String, number: Int, value: Int)] = [
        ("n", 7, 7), ("!n", 0, 1), ("!!n", 7, 1), ("n-1", 7, 6), ("1+2*3", 0, 7),
        ("(1+2)*3", 0, 9), ("10-3-2", 0, 5), ("7/2", 0, 3), ("1<2==1", 0, 1), ("1?0:1?3:4", 0, 0),
        ("0?0:0?3:4", 0, 4), ("1?2?5:6:7", 0, 5), ("0&&1/0||3>2", 0, 1), ("1||1/0", 0, 1),
        ("n?1/n:0", 0, 0), ("n", -3, 3), ("3-4<0", 0, 0), (" ( n\t% 10 )\n", 23, 3),
    ]

    @Test(arguments: expressions)
    func computesAsC(expression: String, number: Int, value: Int) throws {
        let parsed = try PluralExpressionParser.parse(expression)
        #expect(try parsed.value(for: number.magnitude) == UInt(value))
    }

    private static let failures: [(rule: String, message: String)] = [
        ("", "'nplurals' is not a number from 1 to 32"),
        ("nplurals=x; plural=0", "'nplurals' is not a number from 1 to 32"),
        ("nplurals=0; plural=0", "'nplurals' is not a number from 1 to 32"),
        ("nplurals=-1; plural=0", "'nplurals' is not a number from 1 to 32"),
        ("nplurals=99; plural=0", "'nplurals' is not a number from 1 to 32"),
        ("nplurals=99999999999999999999; plural=0", "'nplurals' is not a number from 1 to 32"),
        ("nplurals=2", "'plural' is missing"),
        ("nplurals=2; plural=", "'plural' is missing"),
        ("nplurals=2; plural= ", "the plural rule needs 'n', a number, '!' or '(', not its end"),
        ("nplurals=2; plural=n 1", "the plural rule needs the end of the plural rule, not '1'"),
        ("nplurals=2; plural=(n", "the plural rule needs ')', not its end"),
        ("nplurals=2; plural=n?1", "the plural rule needs ':', not its end"),
        ("nplurals=2; plural=n=1", "the plural rule needs the end of the plural rule, not '=1'"),
        ("nplurals=2; plural=-n", "the plural rule needs 'n', a number, '!' or '(', not '-n'"),
        (
            "nplurals=2; plural=exit(1)",
            "the plural rule needs 'n', a number, '!' or '(', not 'exit(1)'"
        ),
        ("nplurals=2; plural=18446744073709551616", "a number of the plural rule is too large"),
        ("nplurals=2; plural=n/n", "the plural rule fails for 0: division by zero"),
        ("nplurals=2; plural=5%(n-3)", "the plural rule fails for 0: there is no form 5 of 2"),
        ("nplurals=2; plural=n", "the plural rule fails for 2: there is no form 2 of 2"),
        (
            "nplurals=2; plural=" + String(repeating: "(", count: 70),
            "the plural rule is nested deeper than 64 levels"
        ),
        (
            "nplurals=2; plural=" + String(repeating: "!", count: 70) + "n",
            "the plural rule is nested deeper than 64 levels"
        ),
        (
            "nplurals=2; plural=" + String(repeating: "n?0:", count: 70) + "1",
            "the plural rule is nested deeper than 64 levels"
        ),
        (
            "nplurals=2; plural=0" + String(repeating: "+n", count: 600),
            "the plural rule is longer than 1024 bytes"
        ),
    ]

    @Test(arguments: failures)
    func refuses(rule: String, message: String) throws {
        let error = try #require(throws: PluralRule.Malformed.self) { try PluralRule(rule) }
        #expect(error.message == message)
    }

    @Test func failsForNumbersThatWereNotTried() throws {
        let plural = try PluralRule("nplurals=2; plural=n>5000 ? 1/(n-n) : n>2000 ? 7 : n!=1")
        #expect(try plural.form(for: 2000) == 1)
        #expect(throws: PluralRule.Failure.self) { try plural.form(for: 2001) }
        #expect(throws: PluralRule.Failure.self) { try plural.form(for: .min) }
    }

    @Test func longChainsDoNotExhaustTheStack() throws {
        let chain = "nplurals=1; plural=0" + String(repeating: "*n", count: 500)
        #expect(try PluralRule(chain).form(for: 3) == 0)
    }
}
