// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import TemplateSyntax

/// The rules that comments of a template switch off, and where.
///
/// `<!--! talisman:disable missing-alt, duplicate-id -->` counts from there to the end of the
/// element that it stands in. Such comments are no part of the page.
struct DisabledRules {
    private var ranges: [(name: String, range: Range<Int>)] = []

    /// What is wrong with the comments.
    private(set) var findings: [RuleFinding] = []

    private static let word = "talisman:disable"

    init(in tree: SyntaxTree) {
        let end = tree.source.bytes.count
        look(at: tree.children, until: end, tree.source)
    }

    /// Whether a rule is switched off at a place.
    func contains(_ name: String, at location: TemplateLocation?) -> Bool {
        guard let start = location?.byteRange.lowerBound else { return false }
        return ranges.contains { $0.name == name && $0.range.contains(start) }
    }

    private mutating func look(at nodes: [SyntaxNode], until end: Int, _ source: MarkupSource) {
        for node in nodes {
            switch node {
            case .dropped(let comment): read(comment, until: end, source)
            case .element(let element):
                look(at: element.children, until: element.range.upperBound, source)
            case .text, .verbatim, .broken: break
            }
        }
    }

    private mutating func read(_ comment: Range<Int>, until end: Int, _ source: MarkupSource) {
        let text = source.text(comment).dropFirst("<!--!".count).dropLast("-->".count)
        let words = text.split { $0.isWhitespace || $0 == "," }
        guard words.first == Self.word[...] else { return }
        if words.count == 1 {
            report(
                "'\(Self.word)' names no rule",
                comment,
                [.init("write the rule's name behind it")]
            )
        }
        for word in words.dropFirst() {
            let name = String(word)
            if LintRule.named(name) != nil {
                ranges.append((name, comment.upperBound..<end))
            } else {
                let start =
                    comment.lowerBound + "<!--!".utf8.count
                    + text.utf8.distance(from: text.startIndex, to: word.startIndex)
                report(
                    "there is no rule '\(name)'",
                    start..<start + name.utf8.count,
                    LintRule.notes(onUnknown: name)
                )
            }
        }
    }

    private mutating func report(
        _ message: String,
        _ range: Range<Int>,
        _ notes: [TemplateError.Note]
    ) {
        findings.append(
            RuleFinding(rule: .unknownRule, message: message, range: range, notes: notes)
        )
    }
}
