// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// What renders and compilations take, measured in processes of their own.
@Suite(.serialized) struct MeasuredTests {
    private static let pages = [
        "text", "escaped", "attributes", "addresses", "markup", "message", "messages", "handler",
        "macros", "json", "python", "strings",
    ]

    /// A render that runs into the limit of the page's bytes takes less than three times as much
    /// memory.
    @Test(arguments: pages, ["default", "untrusted"])
    func outputTakesLessThanThreeTimesItsLimit(_ page: String, _ profile: String) throws {
        let words = try Self.run(["memory", page, profile]).split(whereSeparator: \.isWhitespace)
        let memory = try #require(Int(words[0]))
        let limit = try #require(Int(words[1]))
        #expect(memory < 3 * limit, "\(memory) bytes")
        #expect(["output-limit", "string-limit", "step-limit"].contains(words[2]))
    }

    private static let templates = [
        "text", "lines", "elements", "statements", "attributes", "attribute-flood", "clauses",
        "translated-attributes", "long-attribute", "holes", "holes-on-one-line", "nesting",
        "macros",
        "slots", "fillers", "scripts-in-macros", "own-macros", "references", "numeric-references",
        "attribute-references", "unknown-references", "scripts", "many-scripts",
        "template-literals", "nested-literals", "regular-expressions", "styles", "style-attribute",
        "style-preludes", "style-functions", "style-address", "script-comments", "candidates",
        "long-address", "address-holes", "handler", "messages", "message-content", "definitions",
        "alternatives", "strings", "python", "python-list", "python-text",
        "comments", "comment", "open-tags", "open-comments", "stray-ends", "ends-in-svg",
        "ends-in-text", "sections", "sections-in-svg", "noscripts", "defaults", "mismatched-ends",
        "unfinished-holes", "unfinished-code", "broken-holes", "broken-statements",
        "unknown-variables", "quotes", "xml", "plain-text",
    ]

    /// Compiling takes time in proportion to the template: what took twice as long for each byte
    /// of one eight times as large would be found.
    @Test(arguments: templates)
    func compilingTakesTimeInProportion(_ template: String) throws {
        let lines = try Self.run(["compile", template, "4096", "32768"]).split(separator: "\n")
        let rates = try lines.map { line in
            let words = line.split(separator: " ")
            return try #require(Double(words[1])) / #require(Double(words[0]))
        }
        try #require(rates.count == 2)
        #expect(rates[1] < 3 * rates[0], "\(rates[0]) and \(rates[1]) microseconds for a byte")
    }

    @Test func everyShapeIsMeasured() throws {
        #expect(try Self.run(["memory"]).split(separator: "\n").map(String.init) == Self.pages)
        #expect(try Self.run(["compile"]).split(separator: "\n").map(String.init) == Self.templates)
    }

    private static func run(_ arguments: [String]) throws -> String {
        let tests = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        let program = tests.deletingLastPathComponent().appending(path: "TemplateProbe").path
        let result = try Program.run(program, arguments)
        #expect(result.status == 0, "\(result.errors)")
        return result.output
    }
}
