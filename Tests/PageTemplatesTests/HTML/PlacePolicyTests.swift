// SPDX-License-Identifier: Apache-2.0

import Foundation
import TemplateSyntax
import Testing

@testable import PageTemplates

/// The policy of attributes against what browsers were seen to do with each of them.
@Suite struct PlacePolicyTests {
    /// An attribute that a browser runs, follows or loads.
    struct Sink: Sendable, CustomStringConvertible {
        let element: String
        let attribute: String

        /// The other attributes of the element.
        let siblings: [String: String]

        /// What it is there, by the names of the table.
        let kind: String

        var description: String { "\(element) \(attribute) \(siblings)" }
    }

    private static let sinks: [Sink] = {
        let path = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../Cases/sinks.tsv").path
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return [] }
        return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            let pairs = fields[3].split(separator: " ").map { $0.split(separator: "=") }
            let siblings = pairs.map { (String($0[0]), $0.count > 1 ? String($0[1]) : "") }
            return Sink(
                element: String(fields[1]),
                attribute: String(fields[0]),
                siblings: Dictionary(siblings) { first, _ in first },
                kind: String(fields[2])
            )
        }
    }()

    /// The meanings under which data does no harm at a kind of sink.
    private static let safe: [String: Set<AttributeMeaning>] = [
        "script-url": [.link, .image, .links, .code, .animation],
        "resource": [.link, .image, .links, .code, .animation],
        "code": [.code],
        "picture": [.image],
        "srcset": [.candidates],
        "css": [.style, .styleValue, .animation],
        "js": [.handler],
        "html": [.document],
        "meta": [.refresh],
    ]

    private func isCovered(_ sink: Sink, by policy: PlacePolicy) -> Bool {
        let siblings = sink.siblings
        let around = AttributeSurroundings(element: sink.element, mode: .html) { name in
            siblings[name].map { .fixed($0) } ?? .absent
        }
        let meaning = policy.meaning(of: sink.attribute, in: around)
        return Self.safe[sink.kind]?.contains(meaning) == true
    }

    @Test func findsTheSinks() {
        #expect(Self.sinks.count > 300)
        #expect(Set(Self.sinks.map(\.kind)) == Set(Self.safe.keys))
    }

    @Test(arguments: sinks)
    func coversWhatBrowsersDo(sink: Sink) {
        #expect(isCovered(sink, by: .standard))
    }

    /// No row is there for nothing: without it a sink is open.
    @Test(arguments: PlacePolicy.standard.rows)
    func needsEachRow(row: PlacePolicy.Row) {
        let weakened = PlacePolicy(PlacePolicy.standard.rows.filter { $0 != row })
        #expect(Self.sinks.contains { !isCovered($0, by: weakened) })
    }

    /// Where data decides on the attribute beside it, the worst that it can be counts.
    @Test func takesTheWorstWhereDataDecides() {
        let around = AttributeSurroundings(element: "link", mode: .html) { _ in .open }
        #expect(PlacePolicy.standard.meaning(of: "href", in: around) == .code)
        let meta = AttributeSurroundings(element: "meta", mode: .html) { _ in .open }
        #expect(PlacePolicy.standard.meaning(of: "content", in: meta) == .refresh)
    }

    @Test(arguments: ["title", "alt", "class", "data-href", "value", "on", "target", "hreflang"])
    func leavesTextAlone(attribute: String) {
        let around = AttributeSurroundings(element: "a", mode: .html) { _ in .absent }
        #expect(PlacePolicy.standard.meaning(of: attribute, in: around) == .plain)
    }
}
