// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax
import Testing

@testable import PageTemplates

/// The reference card shows what the engine does, and all that it knows.
@Suite struct ReferenceCardTests {
    private let card: ReferenceCard

    init() throws {
        card = try ReferenceCard()
    }

    @Test func everyExampleIsRight() throws {
        #expect(card.examples.count > 50)
        for example in card.examples {
            do {
                let page = try card.page(of: example)
                #expect(page == example.page, "line \(example.line)")
            } catch {
                Issue.record("line \(example.line): \(error)")
            }
        }
    }

    @Test(arguments: StatementNamespace.allCases)
    func everyStatementHasARow(of namespace: StatementNamespace) {
        let names = StatementNames.known(in: namespace)
        #expect(!names.isEmpty)
        for name in names.sorted() {
            #expect(shows("\(namespace.rawValue):\(name)="), "\(namespace.rawValue):\(name)")
        }
    }

    @Test func everyExpressionTypeHasARow() {
        let prefixes = ExpressionReader.prefixes + TemplateConfiguration().expressionTypes.keys
        for prefix in prefixes.sorted() {
            #expect(shows("\(prefix):"), "\(prefix)")
        }
    }

    @Test func everyNameThatIsAlwaysThereHasARow() {
        for name in BuiltinName.allCases {
            #expect(shows(name.rawValue), "\(name)")
        }
    }

    @Test func everyPropertyOfALoopHasARow() {
        for property in LoopProperty.allCases {
            let path = "/\(property.rawValue)"
            let isShown = ["repeat/c", "repeat/n", "loop/c"].contains { shows($0 + path) }
            #expect(isShown, "\(property)")
        }
    }

    /// Whether a template has a text, and not behind a letter.
    private func shows(_ text: String) -> Bool {
        card.examples.contains { example in
            example.template.ranges(of: text).contains { range in
                let before = example.template[..<range.lowerBound].last
                return before.map { !$0.isLetter && $0 != "-" } ?? true
            }
        }
    }
}
