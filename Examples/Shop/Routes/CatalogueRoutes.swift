#if Hummingbird && SQLite
import Hummingbird
import PageTemplates
import TalismanHummingbird

/// The products.
struct CatalogueRoutes {
    let catalogue: Catalogue
    let pages: ShopPages

    func add(to router: Router<BasicSessionRequestContext>) {
        router.get("/") { request, context in
            try await pages.page(
                "index.html",
                title: "Products",
                ["products": .list(catalogue.products.map(\.value))],
                for: request,
                in: context
            )
        }
        router.get("products/:id") { request, context in
            let id = try context.parameters.require("id")
            guard let product = catalogue[id] else { throw HTTPError(.notFound) }
            return try await pages.page(
                "product.html",
                title: product.name,
                ["product": product.value],
                for: request,
                in: context
            )
        }
    }
}
#endif
