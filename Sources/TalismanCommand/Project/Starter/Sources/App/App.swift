import Hummingbird
import Talisman
import TalismanHummingbird
import WebSessions
import WebSessionsSQLite

/// A book of the list, as the session has it.
///
/// It can get more properties later: see "Changing stored models" in the documentation of
/// WebSessions.
struct Book: Codable {
    let title: String
}

@main struct App {
    let pages: PageRenderer
    let sessions: SessionManager
    // Who may sign in, as NAME:PASSWORD. Put accounts of your own in its place.
    let account: SecretText?

    static func main() async {
        await ServerProgram.run {
            let environment = Environment()
            let sessions = try SessionManager.embedded(
                in: environment.get("DATA") ?? ".",
                application: "Starter",
                // Cookies need TLS, except in development.
                isSecure: PageMode.fromEnvironment() == .production
            )
            let pages = try PageRenderer(folder: "Templates", catalogs: "Templates/locales")
            let account = environment.get("ACCOUNT").map { SecretText($0) }
            if account == nil { print("nobody may sign in: set ACCOUNT to NAME:PASSWORD") }
            let app = App(pages: pages, sessions: sessions, account: account)
            try await app.router().serve(at: .fromEnvironment(), sessions)
        }
    }

    func router() throws -> Router<BasicWebSessionRequestContext> {
        let router = Router(
            context: BasicWebSessionRequestContext.self,
            options: .autoGenerateHeadEndpoints
        )
        router.addSite(pages, sessions, files: try PublicFiles(folder: "Templates/static"))
        // The list is in the session, where the template reads it by itself.
        router.get("/") { try await pages.page("books.html", for: $0, in: $1) }
        router.post("books") { request, context in
            try await context.session.requirePrincipal()
            let form = try await request.readForm()
            guard let title = form["title"], title.contains(where: { !$0.isWhitespace }) else {
                return try await pages.page(
                    "books.html",
                    ["problem": "title"],
                    form: form,
                    status: .unprocessableContent,
                    for: request,
                    in: context
                )
            }
            try context.session["app.books"].append(Book(title: title), to: "list", cap: 100)
            try context.session.flash.add("added")
            return Response.redirect(to: "/")
        }
        router.get("login") { try await pages.page("login.html", for: $0, in: $1) }
        router.post("login") { request, context in
            let form = try await request.readForm()
            let user = form["user"] ?? ""
            guard SecretText("\(user):\(form["password"] ?? "")") == account else {
                let page = ["refused": true]
                return try await pages.page("login.html", page, for: request, in: context)
            }
            try context.session.login(principal: user)
            try context.session["app.user"].set(user, for: "name")
            return Response.redirect(to: "/")
        }
        router.post("logout") { _, context in
            try context.session.logout()
            return Response.redirect(to: "/")
        }
        return router
    }
}
