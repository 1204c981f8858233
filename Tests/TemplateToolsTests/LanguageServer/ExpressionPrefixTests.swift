// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TemplateTools

/// What an expression asks for next that is being written.
@Suite struct ExpressionPrefixTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let text: String
        let wanted: ExpressionPrefix.Wanted
        let partial: String
        var isPython = false

        var testDescription: String { text }

        init(
            _ text: String,
            _ wanted: ExpressionPrefix.Wanted,
            _ partial: String,
            isPython: Bool = false
        ) {
            (self.text, self.wanted, self.partial, self.isPython) =
                (text, wanted, partial, isPython)
        }
    }

    @Test(arguments: [
        Row("", .expression, ""),
        Row("us", .expression, "us"),
        Row("user/", .step(["user"], isPython: false), ""),
        Row("user/address/ci", .step(["user", "address"], isPython: false), "ci"),
        Row("a/b | ", .expression, ""),
        Row("a/b | c/d", .step(["c"], isPython: false), "d"),
        Row("not: us", .expression, "us"),
        Row("exists:a/", .step(["a"], isPython: false), ""),
        Row("structure:not:a", .expression, "a"),
        Row("string:Hello ", .other, ""),
        Row("string:Hello ${us", .expression, "us"),
        Row("string:${a} ${user/na", .step(["user"], isPython: false), "na"),
        Row("string:$us", .expression, "us"),
        Row("string:${a} and", .other, ""),
        Row("python:us", .python, "us"),
        Row("python: user.address.ci", .step(["user", "address"], isPython: true), "ci"),
        Row("python: 1.", .other, ""),
        Row("python: f('us", .other, ""),
        Row("load: lay", .template, "lay"),
        Row("date:long order/", .step(["order"], isPython: false), ""),
        Row("user.na", .step(["user"], isPython: true), "na", isPython: true),
        Row("us", .expression, "us", isPython: true),
        Row("a b", .other, ""),
    ])
    func tells(_ row: Row) {
        let prefix = ExpressionPrefix(row.text[...], defaultsToPython: row.isPython)
        #expect(prefix.wanted == row.wanted)
        #expect(prefix.partial == row.partial)
    }

    @Test(arguments: [
        ("define", "a b", "b"), ("define", "a b; c d/e", "d/e"), ("define", "global a b", " b"),
        ("define", "(a, b) c", " c"), ("define", "a string:x;; y", "string:x;; y"),
        ("repeat", "item ca", "ca"), ("repeat", "(a, b) ca", " ca"),
        ("attributes", "href a; title b", "b"), ("attributes", "python: a", "a"),
        ("content", "structure a", "a"), ("content", "a/b", "a/b"), ("condition", "a", "a"),
    ])
    func findsTheExpressionOfAClause(_ name: String, _ value: String, _ expression: String) {
        let clause = ClausePrefix(value[...], of: name)
        #expect(clause.expression.map(String.init) == expression)
    }

    @Test(arguments: [
        ("define", "na"), ("define", "a b; na"), ("repeat", "it"), ("define", "local x"),
    ])
    func leavesNewNamesToTheAuthor(_ name: String, _ value: String) {
        #expect(ClausePrefix(value[...], of: name).expression == nil)
    }

    @Test func offersKeywordsAtTheBeginningAlone() {
        #expect(ClausePrefix("str", of: "content").takesKeyword)
        #expect(!ClausePrefix("structure a", of: "content").takesKeyword)
        #expect(!ClausePrefix("a", of: "condition").takesKeyword)
    }
}
