// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && SQLite
import Hummingbird
import Talisman
import TalismanHummingbird
import WebSessions

/// The favourite colour, which the template reads from the session by itself.
struct FavouriteRoutes {
    private static let longestName = 40

    let pages: ShopPages

    func add(to router: RouterGroup<BasicWebSessionRequestContext>) {
        router.get("favourite") { request, context in
            try await pages.page("favourite.html", for: request, in: context)
        }
        router.post("favourite") { request, context in
            let form = try await request.readForm()
            guard let color = form["color"], Self.isName(color) else {
                throw HTTPError(.badRequest)
            }
            let session = try context.session
            try session["products.foo"].set(color, for: "color")
            return try Notice.chosen.redirect(to: "/favourite", in: session)
        }
    }

    /// Whether a text can be the name of a colour.
    private static func isName(_ text: String) -> Bool {
        (1...longestName).contains(text.count)
            && text.allSatisfy { $0.isLetter || $0 == " " || $0 == "-" }
    }
}
#endif
