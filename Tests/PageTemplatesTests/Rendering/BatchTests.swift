// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import Testing

/// Objects that are sequences and have members besides: a page of a long list.
@Suite struct BatchTests {
    /// One of the things in the list, which stands for its word as text.
    private final class Argument: TemplateObject {
        let number: Int
        let text: String

        init(_ number: Int, _ text: String) {
            self.number = number
            self.text = text
        }

        let memberNames = ["num", "arg"]

        func member(_ name: String) -> TemplateValue? {
            switch name {
            case "num": .integer(number)
            case "arg": .string(text)
            default: nil
            }
        }
    }

    /// The first things of a list, and what the next ones are.
    private final class Batch: TemplateObject {
        private let all: [Argument]
        private let size: Int

        init(_ all: [Argument], size: Int) {
            self.all = all
            self.size = size
        }

        let text = "a batch"

        var elements: [TemplateValue]? { all.prefix(size).map { .object($0) } }

        let memberNames = [
            "previous_sequence", "next_sequence", "next_sequence_start_item",
            "next_sequence_end_item",
        ]

        func member(_ name: String) -> TemplateValue? {
            let next = all.dropFirst(size).prefix(size)
            switch name {
            case "previous_sequence": return .object(Question(answer: false))
            case "next_sequence": return .object(Question(answer: !next.isEmpty))
            case "next_sequence_start_item": return next.first.map { .object($0) }
            case "next_sequence_end_item": return next.last.map { .object($0) }
            default: return nil
            }
        }
    }

    /// What gives its answer when a path ends with it.
    private final class Question: TemplateObject {
        private let answer: Bool

        init(answer: Bool) {
            self.answer = answer
        }

        let text = "a question"
        let memberNames: [String] = []
        func member(_ name: String) -> TemplateValue? { nil }
        func call() -> TemplateValue? { .bool(answer) }
    }

    private static func context(_ words: String, size: Int) -> TemplateContext {
        let arguments = words.split(separator: " ").enumerated().map { index, word in
            Argument(index + 1, String(word))
        }
        let content: TemplateValue = ["args": .list(arguments.map { .object($0) })]
        return TemplateContext([
            "content": content, "batch": .object(Batch(arguments, size: size)),
        ])
    }

    @Test func pagesOfAListAreSequencesWithMembers() throws {
        let template = try Template(
            named: "batch.html",
            """
            <b tal:condition="options/batch/previous_sequence">before</b>\
            <i tal:repeat="arg options/batch" tal:content="arg">x</i>\
            <p tal:condition="options/batch/next_sequence">\
            ${options/batch/next_sequence_start_item}-${batch/next_sequence_end_item/num}</p>
            """
        )
        let page = try template.render(Self.context("one two three four", size: 2))
        #expect(page == "<i>one</i><i>two</i><p>three-4</p>")
        let last = try template.render(Self.context("one two", size: 2))
        #expect(last == "<i>one</i><i>two</i>")
    }

    private static let environment = ProcessInfo.processInfo.environment

    /// Renders a template of zope.pagetemplate's tests for `make conformance`,
    /// which names its file and that of the page, and compares them.
    @Test(.enabled(if: environment["TALISMAN_BATCH_TEMPLATE"] != nil))
    func rendersTheBatchesOfZopePageTemplate() throws {
        let file = try #require(Self.environment["TALISMAN_BATCH_TEMPLATE"])
        let target = try #require(Self.environment["TALISMAN_BATCH_PAGE"])
        let source = try String(contentsOf: URL(filePath: file), encoding: .utf8)
        var configuration = TemplateConfiguration()
        configuration.interpolatesText = false
        let template = try Template(named: "dtml3.html", source, configuration: configuration)
        let words = """
            one two three four five six seven eight nine ten eleven twelve thirteen fourteen \
            fifteen sixteen seventeen eighteen nineteen twenty
            """
        let page = try template.render(Self.context(words, size: 5))
        try Data(page.utf8).write(to: URL(filePath: target))
    }
}
