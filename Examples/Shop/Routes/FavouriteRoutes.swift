#if Hummingbird && SQLite
import Hummingbird
import Talisman
import TalismanHummingbird
import WebSessions

/// The favourite colour, which the template reads from the session by itself.
struct FavouriteRoutes {
    static let colors = ["green", "blue", "red", "yellow", "orange", "purple"]

    let pages: ShopPages

    func add(to router: Router<BasicSessionRequestContext>) {
        router.get("favourite") { request, context in
            try await pages.page(
                "favourite.html",
                title: "Favourite colour",
                for: request,
                in: context
            )
        }
        router.post("favourite") { request, context in
            let form = try await request.readForm()
            guard let color = form["color"], Self.colors.contains(color) else {
                throw HTTPError(.badRequest)
            }
            try context.session["products.foo"].set(color, for: "color")
            return Notice.chosen.redirect(to: "/favourite")
        }
    }
}
#endif
