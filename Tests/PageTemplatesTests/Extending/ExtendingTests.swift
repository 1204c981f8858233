// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import Testing

/// The example of the article about extensions, which is these files.
@Suite struct ExtendingTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()

    private func render(_ text: String, languages: [String] = []) throws -> String {
        var configuration = TemplateConfiguration()
        configuration.expressionTypes["money"] = MoneyType()
        configuration.namespaces["by"] = SortedNamespace()
        var context = TemplateContext([
            "products": [
                ["name": "Tea", "price": 1250],
                ["name": "Coffee", "price": 999],
                ["name": "Milk", "price": nil],
            ],
            "debt": -5,
        ])
        context.languages = languages
        let template = try Template(named: "page.html", text, configuration: configuration)
        return try template.render(context)
    }

    @Test func rendersTheExample() throws {
        let page = try render(
            """
            <ul>
              <li tal:repeat="product products/by:name">${product/name}: <b
                  tal:content="money:EUR product/price">9.99</b></li>
            </ul>
            """,
            languages: ["de-AT"]
        )
        #expect(
            page == """
                <ul>
                  <li>Coffee: <b>9,99 EUR</b></li>
                  <li>Milk: <b></b></li>
                  <li>Tea: <b>12,50 EUR</b></li>
                </ul>
                """
        )
    }

    @Test func showsAmounts() throws {
        #expect(try render("${money:EUR debt} ${money: USD python: 7}") == "-0.05 EUR 0.07 USD")
        #expect(
            try render("${exists:money:EUR nope} ${nope | money:EUR debt}") == "False -0.05 EUR"
        )
    }

    @Test(arguments: [
        ("<p>${money:euro debt}</p>", 12, "'euro' is not a currency such as EUR"),
        ("<p tal:content='money:EUR '/>", 26, "a path has an empty step"),
        ("<p>${money:EUR debt/}</p>", 21, "a path has an empty step"),
        ("<p>${mony:EUR debt}</p>", 6, "unknown expression type 'mony:'"),
        ("<p>${products/bi:name}</p>", 15, "unknown path namespace 'bi:'"),
    ])
    func refusesWrongExpressions(text: String, column: Int, message: String) throws {
        let error = #expect(throws: TemplateError.self) { try render(text) }
        #expect(error?.message == message)
        #expect(error?.location?.column == column)
    }

    @Test(arguments: [
        ("<p>${money:EUR products}</p>", 12, "an amount of money is an integer of cents"),
        ("<p>${money:EUR products/0/pric}</p>", 27, "mapping with keys name, price has no 'pric'"),
        ("<p>${products/by:prise}</p>", 15, "an item of the list has no 'prise'"),
    ])
    func failsWithAPlace(text: String, column: Int, message: String) throws {
        let error = #expect(throws: TemplateError.self) { try render(text) }
        #expect(error?.message == message)
        #expect(error?.location?.column == column)
    }

    /// The article shows the code of the files here, letter for letter.
    @Test(arguments: ["MoneyExpression", "SortedNamespace"])
    func isWhatTheArticleShows(file: String) throws {
        let source = try String(
            contentsOf: Self.folder.appending(path: "\(file).swift"),
            encoding: .utf8
        )
        let article = try String(
            contentsOf: Self.folder
                .appending(path: "../../../Sources/PageTemplates/PageTemplates.docc/Extending.md")
                .standardized,
            encoding: .utf8
        )
        let head = "// SPDX-License-Identifier: Apache-2.0\n\nimport PageTemplates\n\n"
        let code = source.replacing(head, with: "")
        #expect(article.contains("```swift\n\(code)```"))
    }
}
