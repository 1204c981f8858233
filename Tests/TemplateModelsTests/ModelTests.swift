// SPDX-License-Identifier: Apache-2.0

#if TemplateModels
import PageTemplates
import TemplateModels
import Testing

@Suite struct ModelTests {
    private func render(_ text: String, _ value: TemplateValue) throws -> String {
        try Template(named: "page.html", text).render(TemplateContext(["x": value]))
    }

    private let page: CataloguePage = {
        var page = CataloguePage(title: "A & B", user: "Ann")
        page.products = [.init(name: "Tea", isOnSale: true), .init(name: "Pot", status: .closed)]
        page.byName = ["tea": page.products[0]]
        return page
    }()

    @Test(
        arguments: [
            ("${title} ${user} ${greeting}", "A &amp; B Ann Hello, Ann"),
            (
                "<i tal:repeat=\"p products\">${p/name} ${p/default};</i>",
                "<i>Tea 0.5;</i><i>Pot 0.5;</i>"
            ),
            ("${products/0/on-sale} ${products/1/status}", "True closed"),
            ("${byName/tea/name} ${counts/0/0} ${published}", "Tea 1 1970-01-01T00:00:00Z"),
            ("<a href=\"${home}\"></a>", "<a href=\"https://shop.example/?a=1&amp;b=2\"></a>"),
            ("${low} ${high} ${changed}", "1 2 True"),
            ("<p tal:content=\"structure badge\"></p>", "<p><b>new</b></p>"),
            ("${secret | string:no} ${shared | string:no} ${action | string:no}", "no no no"),
        ]
    )
    func writesStructures(template: String, result: String) throws {
        #expect(try Template(named: "page.html", template).render(page) == result)
    }

    @Test func writesGenerics() throws {
        let paged = Paged(items: [Point(), Point(x: 2, colour: .green)], key: "k", next: nil)
        let text = "${x/items/1/x} ${x/items/1/colour} ${x/key} [${x/next}]"
        #expect(try render(text, TemplateValue(paged)) == "2 2 k []")
        let place = Paged<Point, Int>.Place(number: 3, item: Point(x: 4))
        #expect(try render("${x/number} ${x/item/x}", TemplateValue(place)) == "3 4")
    }

    @Test func showsRawValuesInContainers() throws {
        let point = TemplateValue(Point(maybe: .green))
        #expect(try render("${x/maybe} ${x/colours/1} ${x/size}", point) == "2 2 large")
        #expect(try render("[${x/maybe}]", TemplateValue(Point())) == "[]")
        var contract = TemplateContract()
        contract.add(Point.self, for: "point.html")
        let types = contract.models["Point"]?.map(\.type.text)
        #expect(types == ["integer", "integer", "integer?", "[integer]", "text?"])
    }

    @Test func readsObjects() throws {
        let counter = Counter()
        let text = "${x/next} ${x/next} ${x/label} [${x/parent}]"
        #expect(try render(text, TemplateValue(counter)) == "1 2 late []")
        let animals: [Animal] = [Animal(), Cat()]
        let names = "<i tal:repeat=\"a x\" tal:content=\"a/name\"></i>"
        #expect(try render(names, TemplateValue(animals)) == "<i>animal</i><i>cat</i>")
    }

    @Test(
        arguments: [
            (TemplateValue(Payment.card("visa")), "visa|||"),
            (TemplateValue(Payment.invoice(number: 7, true)), "|7|True|"),
            (TemplateValue(Payment.free), "|||True"),
        ]
    )
    func showsEnumerations(payment: TemplateValue, result: String) throws {
        let text = """
            ${x/card}|<tal:b condition="x/invoice">${x/invoice/number}</tal:b>|\
            <tal:b condition="x/invoice">${x/invoice/1}</tal:b>|${x/free}
            """
        #expect(try render(text, payment) == result)
    }

    @Test func showsNames() throws {
        #expect(try render("${x/0} ${x/1}", TemplateValue(Size.allCases)) == "small large")
        let tree = Tree.node(left: .leaf(1), right: .node(left: .leaf(2), right: .leaf(3)))
        let value = TemplateValue(tree)
        #expect(try render("${x/node/left/leaf}${x/node/right/node/right/leaf}", value) == "13")
    }

    @Test func takesAnyName() throws {
        #expect(try render("${x/page}${x/member}${x/read}", Outer.hidden()) == "123")
        #expect(try render("${x/page | string:none}", TemplateValue(Nothing())) == "none")
    }

    @Test func rendersAsEncoded() throws {
        let text = """
            <p tal:repeat="p products">${p/name} ${p/default} ${p/status}</p>${title} ${low} ${published}
            """
        let template = try Template(named: "page.html", text)
        let encoded = try template.render(TemplateContext(encoding: page))
        #expect(try template.render(page) == encoded)
    }

    @Test func saysMembers() throws {
        let members = CataloguePage.members
        #expect(members.map(\.name).prefix(4) == ["title", "badge", "user", "products"])
        let title = try #require(members.first)
        #expect(title.documentation == "What the browser's tab says.")
        #expect(title.location?.file == "TemplateModelsTests/Models.swift")
        #expect(title.location?.line == 12)
    }
}
#endif
