// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && SQLite
import Hummingbird
import Talisman
import TalismanHummingbird
import WebSessions

/// The choice of a language.
struct LanguageRoutes {
    private static let longestPath = 1000

    let languages: PageLanguages

    func add(to router: RouterGroup<BasicWebSessionRequestContext>) {
        router.post("language") { request, context in
            let form = try await request.readForm()
            guard let language = form["language"].flatMap(languages.language(named:)) else {
                throw HTTPError(.badRequest)
            }
            try context.session.set(language, for: ShopLanguages.choice)
            return Response.redirect(to: Self.page(form["page"]), type: .normal)
        }
    }

    /// The page to go back to: a path of this shop, and never of another site, which
    /// `//other.example` or `/\other.example` would be.
    private static func page(_ path: String?) -> String {
        guard let path, path.hasPrefix("/"), path.utf8.count <= longestPath,
            path.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") }),
            !path.hasPrefix("//")
        else { return "/" }
        return path
    }
}
#endif
