// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && SQLite
import Hummingbird
import PageTemplates
import Talisman
import TalismanHummingbird
import WebSessions

/// The cart.
struct CartRoutes {
    let catalogue: Catalogue
    let pages: ShopPages

    func add(to router: RouterGroup<BasicWebSessionRequestContext>) {
        router.get("cart") { request, context in
            try await show(request, context)
        }
        router.post("cart/add") { request, context in
            let form = try await request.readForm()
            let quantity = try quantity(in: form, from: 1)
            let session = try context.session
            try await Cart(session).add(quantity, of: try product(in: form))
            return try Notice.added.redirect(to: "/cart", in: session)
        }
        router.post("cart/change") { request, context in
            let form = try await request.readForm()
            let quantity = try quantity(in: form, from: 0)
            let session = try context.session
            let wasThere = try await Cart(session).change(try product(in: form), to: quantity)
            return try (wasThere ? Notice.changed : .gone).redirect(to: "/cart", in: session)
        }
        router.post("cart/remove") { request, context in
            let form = try await request.readForm()
            let session = try context.session
            let wasThere = try await Cart(session).change(try product(in: form), to: 0)
            return try (wasThere ? Notice.removed : .gone).redirect(to: "/cart", in: session)
        }
    }

    private func show(
        _ request: Request,
        _ context: BasicWebSessionRequestContext
    ) async throws -> Response {
        try await pages.page(
            "cart.html",
            reading: .packages([Cart.package]),
            for: request,
            in: context
        ) { language in
            let contents = try await Cart(context.session).contents()
            let lines = catalogue.products.compactMap { product in
                contents[product.id].map { CartLine(product: product, quantity: $0) }
            }
            let total = Price(cents: lines.map(\.total.cents).reduce(0, +))
            let cart: TemplateMapping = [
                "items": .list(lines.map { $0.value(in: language) }),
                "total": total.value,
            ]
            return ["cart": .mapping(cart)]
        }
    }

    private func product(in form: FormFields) throws -> Product {
        guard let product = form["product"].flatMap({ catalogue[$0] }) else {
            throw HTTPError(.badRequest)
        }
        return product
    }

    private func quantity(in form: FormFields, from least: Int) throws -> Int {
        guard let quantity = Int(form["quantity"] ?? "1"),
            (least...Cart.mostOfAProduct).contains(quantity)
        else { throw HTTPError(.badRequest) }
        return quantity
    }
}

/// One product in the cart.
private struct CartLine {
    let product: Product
    let quantity: Int

    var total: Price { Price(cents: product.price.cents * quantity) }

    func value(in language: String) -> TemplateValue {
        .mapping([
            "product": product.value(in: language),
            "quantity": .integer(quantity),
            "total": total.value,
        ])
    }
}
#endif
