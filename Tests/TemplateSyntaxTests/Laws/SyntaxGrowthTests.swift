// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import TemplateSyntax

/// Sources that are made to be slow take time in proportion to their size.
@Suite(.serialized) struct SyntaxGrowthTests {
    private static let markup: [GrowthCase] = [
        GrowthCase("nested elements", 10_000) { count in
            String(repeating: "<div>", count: count) + String(repeating: "</div>", count: count)
        },
        GrowthCase("nested statements", 10_000) { count in
            String(repeating: "<tal:b>", count: count) + String(repeating: "</tal:b>", count: count)
        },
        .init("unclosed tags", 100_000, "", "<b>"),
        .init("unclosed statements", 10_000, "", "<tal:b>"),
        .init("unclosed paragraphs", 10_000, "", "<p>"),
        .init("stray end tags", 20_000, "<div>", "</b>", "</div>"),
        .init("tags without ends", 20_000, "", "<a "),
        .init("quotes without ends", 50_000, "<a ", "b=' ", ">"),
        .init("attributes without values", 100_000, "<a", " b", ">"),
        .init("tags without ends behind an open title", 100_000, "<title>", "<a "),
        .init("statements without ends in a title", 100_000, "<title>", "<a: ", "</title>"),
        .init("end tags without ends in a title", 100_000, "<title>", "</a ", "</title>"),
        .init("end tags in a title", 2_000, "<title>", "</a b=ccccccccccccccccc ", "></title>"),
        .init("start tags in a title", 300, "<title>", "<a b=ccccccccccccccccccc ", "></title>"),
        .init("tags without ends in a title", 400_000, "<title>", "<a ", "</title>"),
        .init("comments without ends", 10_000, "", "<!-- "),
        .init("sections without ends", 5_000, "", "<![CDATA["),
        .init("scripts without ends", 5_000, "", "<script>"),
        .init("end tags that could be left out", 10_000, "<tal:b>", "<p><ul><li></ul></p>"),
        GrowthCase("nested paragraphs", 10_000) { count in
            String(repeating: "<p>", count: count) + String(repeating: "</p>", count: count)
        },
        .init("end tags of other elements", 5_000, "<p><p>", "<i><b></p>"),
        .init("missing end tags", 3_000, "", "<tal:b><b></tal:b>", "</i>"),
        GrowthCase.init("statements without ends", 50_000, "", "<tal:b ").reading(.text),
        GrowthCase.init("comments without ends", 50_000, "", "<!--! ").reading(.text),
        GrowthCase.init("unclosed statements", 10_000, "", "<tal:b>").reading(.text),
        GrowthCase("late end tags", 3_000) { count in
            String(repeating: "<tal:b><b></tal:b>", count: count)
                + String(repeating: "</i>", count: count)
        },
    ]

    private static let statements: [GrowthCase] = [
        .numbered("different attributes", 100_000, "<a ", ">") { " a\($0)='b'" },
        .numbered("different attributes", 100_000, "<a ", "/>") { " a\($0)='b'" }.reading(.xml),
        .numbered("different attributes", 100_000, "<tal:a ", "/>") { " a\($0)='b'" }
            .reading(.text),
        .numbered("different attributes without an end", 100_000, "<a ", "") { " a\($0)='b'" },
        .numbered("attributes that may be many", 20_000, "<p>", "") { "<b a\($0)='b'>x</b>" },
        .numbered("statements of one element", 3_000, "<a", ">") { " tal:a\($0)='b'" },
        .numbered("declarations of prefixes", 5_000, "<a", ">") { " xmlns:a\($0)='b' a:b='c'" },
        .init("empty clauses", 50_000, "<a tal:define='", ";", "'/>"),
        .init("spaced clauses", 50_000, "<a tal:define='", "; ", "'/>"),
        .init("doubled semicolons", 50_000, "<a tal:define='a ", ";;", "'/>"),
        .numbered("definitions", 20_000, "<a tal:define='", "'/>") { "a\($0) b;" },
        .numbered("set attributes", 10_000, "<a tal:attributes='", "'/>") { "a\($0) b;" },
        .numbered("translated attributes", 5_000, "<a i18n:attributes='", "'/>") { "a\($0);" },
        GrowthCase("set and translated attributes", 5_000) { count in
            let names = (0..<count).map { "a\($0) b;" }.joined()
            return "<a tal:attributes='\(names)' i18n:attributes='\(names)'/>"
        },
        .init("elements with wrong statements", 5_000, "", "<p tal:x='y'/>"),
        .init("elements with wrong values", 5_000, "", "<p tal:content='a//b'/>"),
        .init("references", 50_000, "<p tal:content='", "&amp;", "'/>"),
    ]

    private static let expressions: [GrowthCase] = [
        .init("alternatives", 50_000, "<p tal:content='a", " | a", "'/>"),
        .init("steps", 50_000, "<p tal:content='a", "/b", "'/>"),
        .init("prefixes", 50_000, "<p tal:content='", "not:", "'/>"),
        .init("open holes", 50_000, "", "${"),
        .init("open holes of strings", 20_000, "", "${string:"),
        .init("open holes of Python", 20_000, "", "${python:"),
        .init("open holes of attributes", 10_000, "", "<a b='${'/>"),
        .init("wrong holes", 10_000, "", "${python:}"),
        .init("wrong paths", 10_000, "", "${/}"),
        .init("empty holes", 10_000, "", "${}"),
        .init("holes of space", 20_000, "", "${ "),
        .init("lone dollars", 10_000, "<p tal:content='string:", "$ ", "'/>"),
        .init("dollars", 50_000, "<p tal:content='string:", "$$", "'/>"),
        GrowthCase("nested parentheses", 50_000) { count in
            "${python:" + String(repeating: "(", count: count)
                + String(repeating: ")", count: count) + "}"
        },
        .init("open parentheses", 50_000, "<p tal:content='python:", "(", "'/>"),
        .init("signs", 50_000, "<p tal:content='python:", "-", "1'/>"),
        .init("operators", 5_000, "<p tal:content='python:1", "+1", "'/>"),
        .init("calls", 3_000, "<p tal:content='python:a", ".a()", "'/>"),
        .init("wrong calls", 1_000, "<p tal:content='python:[", "exists(\"/\"),", "]'/>"),
        .init("quotes in Python", 50_000, "<p tal:content='python:", "\"", "a'/>"),
        .init("quotes in text", 50_000, "${python:", "\"", "a"),
    ]

    private static let scriptPatterns = [
        "quotes without ends": "\"\n", "formatted strings in each other": "f\"{",
        "lines with open strings": "f\"{\n", "wrong lines": "1 2\n", "assignments": "a = ",
        "wrong characters": "!", "triple quotes": "'''a", "open brackets": "(\n",
    ].sorted { $0.key < $1.key }

    private static var scripts: [GrowthCase] {
        let start = "<script type=\"text/server-python\">"
        let block = GrowthCase(
            "open strings in a block",
            1_000,
            "\(start)\n1 2:\n",
            "  f\"{\n",
            "</script>"
        )
        return scriptPatterns.map { .init($0.key, 2_000, start, $0.value, "</script>") } + [block]
    }

    @Test(arguments: markup + statements + expressions + scripts)
    func growsWithTheSource(_ row: GrowthCase) async {
        let whole = await time(of: row, row.count)
        guard whole > .seconds(1) else { return }
        let half = await time(of: row, row.count / 2)
        guard whole >= half * 3 else { return }
        // Caches that other tests emptied only add to a time, so that the least one counts.
        let leastHalf = await leastTime(of: row, row.count / 2)
        let leastWhole = await leastTime(of: row, row.count)
        #expect(leastWhole < leastHalf * 3, "\(leastHalf), then \(leastWhole)")
    }

    private func leastTime(of row: GrowthCase, _ count: Int) async -> Duration {
        var least = await time(of: row, count)
        for _ in 1..<5 {
            least = min(least, await time(of: row, count))
        }
        return least
    }

    /// How long a thread with a small stack takes for a source, which its tree covers.
    private func time(of row: GrowthCase, _ count: Int) async -> Duration {
        let text = row.source(count)
        return await withCheckedContinuation { continuation in
            let thread = Thread {
                let bytes = Array(text.utf8)
                let start = ProcessorTime.ofThread
                let tree = SyntaxTree(parsing: MarkupSource(bytes, row.mode), SyntaxOptions())
                let time = ProcessorTime.ofThread - start
                #expect(tree.coversSource)
                #expect(tree.diagnostics.count <= bytes.count)
                continuation.resume(returning: time)
            }
            thread.stackSize = 512 << 10
            thread.start()
        }
    }
}
