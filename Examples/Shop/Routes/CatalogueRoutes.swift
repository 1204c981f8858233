// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && SQLite
import Hummingbird
import PageTemplates
import TalismanHummingbird

/// The products.
struct CatalogueRoutes {
    let catalogue: Catalogue
    let pages: ShopPages

    func add(to router: RouterGroup<BasicWebSessionRequestContext>) {
        router.get("/") { request, context in
            try await pages.page("index.html", for: request, in: context) { language in
                ["products": .list(catalogue.products.map { $0.value(in: language) })]
            }
        }
        router.get("products/:id") { request, context in
            let id = try context.parameters.require("id")
            guard let product = catalogue[id] else { throw HTTPError(.notFound) }
            return try await pages.page("product.html", for: request, in: context) { language in
                ["product": product.value(in: language)]
            }
        }
    }
}
#endif
