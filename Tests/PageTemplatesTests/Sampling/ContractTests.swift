// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Testing

@Suite struct ContractTests {
    private let contract: TemplateContract = {
        var contract = TemplateContract()
        contract.add(ShopModel.self, for: "page.html")
        return contract
    }()

    private func findings(_ text: String) throws -> [String] {
        let template = try Template(named: "page.html", text)
        let found = try #require(template.findings(against: contract, named: "page.html"))
        return found.map { finding in
            switch finding {
            case .error(let error): "error: \(error.message)"
            case .warning(let warning): "warning: \(warning.message)"
            }
        }
    }

    @Test func describes() {
        #expect(contract.pages == ["page.html": "ShopModel"])
        #expect(
            contract.models.keys.sorted() == [
                "CartModel", "OwnerModel", "ProductModel", "ShopModel",
            ]
        )
        let types = contract.models["ShopModel"]?.map { "\($0.name): \($0.type.text)" }
        #expect(
            types == [
                "title: text", "user: text?", "cart: CartModel?", "products: [ProductModel]",
                "tags: {[integer]}", "greeting: text",
            ]
        )
    }

    @Test(
        arguments: [
            "text", "[Product]", "{[integer?]}?", "Shop.Paged<Shop.Item, Swift.Int>", "anything",
        ]
    )
    func readsTypes(text: String) {
        #expect(TemplateContract.ValueType(text)?.text == text)
    }

    @Test(
        arguments: ["", "?", "[", "[]", "[a", "{a]", "a]b", "[?]"]
    )
    func refusesTypes(text: String) {
        #expect(TemplateContract.ValueType(text) == nil)
    }

    @Test(
        arguments: [
            "${title} ${user} ${products/0/name} ${tags/any/0}",
            "<i tal:repeat=\"p products\">${p/name}${repeat/p/index}</i>",
            "<i tal:condition=\"cart\">${cart/count}</i>",
            "<i tal:condition=\"exists:cart/count\">${cart/count}</i>",
            "${cart/count | nothing} ${CONTEXTS/x | nothing} ${python: products[0].anything}",
            "<i tal:repeat=\"t tags\">${t}</i><i tal:define=\"x title\">${x}</i>",
            "<i tal:repeat=\"p products\"><b tal:condition=\"p/owner\">${p/owner/name}</b></i>",
        ]
    )
    func findsNothing(template: String) throws {
        #expect(try findings(template) == [])
    }

    @Test(
        arguments: [
            ("${titel}", "error: unknown variable 'titel'"),
            ("${title/x}", "error: text has no 'x'"),
            ("${products/0/nam}", "error: model ProductModel has no 'nam'"),
            ("${products/name}", "error: list of ProductModel has no 'name'"),
            ("<i tal:repeat=\"p products\">${p/nam}</i>", "error: model ProductModel has no 'nam'"),
            (
                "<i tal:repeat=\"p cart/count\"></i>", "error: integer cannot be repeated over"
            ),
            (
                "<i tal:condition=\"cart\" tal:repeat=\"p cart\"></i>",
                "error: model CartModel cannot be repeated over"
            ),
            ("${products}", "error: list of ProductModel has no text of its own"),
            ("${cart/count}", "warning: 'cart' may be nothing, which has no 'count'"),
            (
                "${products/0/owner/name}",
                "warning: 'products/0/owner' may be nothing, which has no 'name'"
            ),
        ]
    )
    func findsErrors(template: String, finding: String) throws {
        #expect(try findings(template).first == finding)
    }

    @Test func knowsItsTemplates() throws {
        let template = try Template(named: "other.html", "${anything}")
        #expect(template.findings(against: contract, named: "other.html") == nil)
    }
}
