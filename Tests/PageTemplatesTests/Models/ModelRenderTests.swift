// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import Testing

@Suite struct ModelRenderTests {
    private let shop: ShopModel = {
        var shop = ShopModel()
        let ann = OwnerModel("Ann")
        shop.products = [
            ProductModel(name: "Tea", price: 3.5, note: SafeMarkup("<b>new</b>"), owner: ann),
            ProductModel(
                name: "Cups & more",
                url: URL(string: "/cups?a=1&b=2") ?? URL(filePath: "/")
            ),
            ProductModel(name: "Pot", price: 20, owner: ann),
        ]
        shop.tags = ["b": [2], "a": [1, 10]]
        return shop
    }()

    private func render(_ text: String, _ model: ShopModel? = nil) throws -> String {
        try Template(named: "page.html", text).render(model ?? shop)
    }

    @Test(
        arguments: [
            ("<p tal:content=\"title\">x</p>", "<p>Tea &amp; more</p>"),
            ("<p title=\"${title}\"></p>", "<p title=\"Tea &amp; more\"></p>"),
            (
                "<a tal:attributes=\"href products/1/url\"></a>",
                "<a href=\"/cups?a=1&amp;b=2\"></a>"
            ),
            ("<p tal:content=\"products/0/price\"></p>", "<p>3.5</p>"),
            ("<p tal:content=\"structure products/0/note\"></p>", "<p><b>new</b></p>"),
            ("<p tal:content=\"user\">x</p>", "<p></p>"),
            ("<p tal:condition=\"cart\">x</p>", ""),
            ("<p>${products/0/owner/name}</p>", "<p>Ann</p>"),
            ("<p>${tags/a/1}</p>", "<p>10</p>"),
            ("<p>${python: ','.join(tags)}</p>", "<p>a,b</p>"),
        ]
    )
    func writesMembers(template: String, page: String) throws {
        #expect(try render(template) == page)
    }

    @Test(
        arguments: [
            (
                "<i tal:repeat=\"p products\" tal:content=\"p/name\"></i>",
                "<i>Tea</i><i>Cups &amp; more</i><i>Pot</i>"
            ),
            (
                "<i tal:repeat=\"p products\">${repeat/p/number}/${repeat/p/length}</i>",
                "<i>1/3</i><i>2/3</i><i>3/3</i>"
            ),
            ("<i>${python: len(products)}</i>", "<i>3</i>"),
            ("<i>${python: [p.name for p in products][-1]}</i>", "<i>Pot</i>"),
            ("<i>${python: products[1]['name']}</i>", "<i>Cups &amp; more</i>"),
        ]
    )
    func runsOverLists(template: String, page: String) throws {
        #expect(try render(template) == page)
    }

    @Test func keepsElements() throws {
        let text = """
            <tal:block repeat="p products"><tal:block define="global kept p"/></tal:block>\
            ${kept/name}
            """
        #expect(try render(text) == "Pot")
    }

    @Test func readsSeveralTypes() throws {
        let things: TemplateMapping = [
            "things": .list([
                TemplateValue(CartModel(count: 2)), TemplateValue(ProductModel(name: "Tea")),
                ["name": "mapping"], TemplateValue(OwnerModel("Ann")),
            ])
        ]
        let template = try Template(
            named: "page.html",
            "<i tal:repeat=\"t things\" tal:content=\"t/name | t/count\"></i>"
        )
        let page = try template.render(TemplateContext(things))
        #expect(page == "<i>2</i><i>Tea</i><i>mapping</i><i>Ann</i>")
    }

    @Test func computesLittle() throws {
        var model = shop
        model.asked = AskedMembers()
        _ = try render("<p>${title}</p>", model)
        #expect(model.asked.all == [])
        _ = try render("<p>${greeting}</p>", model)
        #expect(model.asked.all == ["greeting"])
    }

    @Test func givesRawValues() throws {
        var model = shop
        model.cart = CartModel(count: 1, status: .paid)
        #expect(try render("${cart/status} ${options/cart/count}", model) == "paid 1")
        #expect(try render("${python: 'yes' if cart.status == 'paid' else 'no'}", model) == "yes")
    }

    @Test func addsVariables() throws {
        var context = TemplateContext(shop)
        context["title"] = "Another"
        let text = "${title} ${CONTEXTS/title} ${user | string:no}"
        let template = try Template(named: "page.html", text)
        #expect(try template.render(context) == "Another Another ")
    }

    @Test func compares() throws {
        let test = "${python: products[0] == products[0]} ${python: products[0] == products[1]} "
        let objects = "${python: products[0].owner == products[2].owner}"
        #expect(try render(test + objects) == "True False True")
        let one = TemplateValue(OwnerModel("Ann"))
        #expect(!one.equals(TemplateValue(OwnerModel("Ann"))))
        #expect(TemplateValue(CartModel(count: 1)).equals(TemplateValue(CartModel(count: 1))))
        #expect(!TemplateValue(CartModel(count: 1)).equals(TemplateValue(CartModel(count: 2))))
    }

    @Test func writesScripts() throws {
        let text = "<script>var cart = ${cart}</script>"
        var configuration = TemplateConfiguration()
        configuration.dialect = .chameleon
        var model = shop
        model.cart = CartModel(count: 3)
        let template = try Template(named: "page.html", text, configuration: configuration)
        #expect(
            try template.render(model)
                == "<script>var cart = {\"count\":3,\"status\":\"open\"}</script>"
        )
    }

    @Test(
        arguments: [
            ("${titel}", TemplateError.Code.unknownVariable, "unknown variable 'titel'"),
            ("${products/0/nam}", .missingMember, "model ProductModel has no 'nam'"),
            ("${products/0}", .noText, "model ProductModel has no text of its own"),
            ("<p tal:repeat=\"x products/0\"></p>", .notRepeatable, "model ProductModel cannot be"),
        ]
    )
    func saysWhatIsWrong(template: String, code: TemplateError.Code, message: String) throws {
        let error = try #require(throws: TemplateError.self) { try render(template) }
        #expect(error.code == code)
        #expect(error.message.hasPrefix(message))
    }

    @Test func namesNearest() throws {
        let error = try #require(throws: TemplateError.self) { try render("${products/0/nam}") }
        #expect("\(error)".contains("'name'"))
    }

    @Test func rendersElsewhere() async throws {
        let template = try Template(named: "page.html", "<p>${title}</p>")
        var output = TemplateOutput()
        try template.render(shop, into: &output)
        #expect(output.string == "<p>Tea &amp; more</p>")
        var pieces: [UInt8] = []
        for try await piece in template.chunks(shop, size: 4) { pieces += piece }
        #expect(String(decoding: pieces, as: UTF8.self) == "<p>Tea &amp; more</p>")
    }

    @Test func readsConfined() throws {
        let template = try Template(
            named: "page.html",
            "${products/0/name}${products/0/secret | string:none}",
            configuration: .untrusted
        )
        #expect(try template.render(shop) == "Teanone")
    }
}
