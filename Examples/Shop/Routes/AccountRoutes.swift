// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && SQLite
import Hummingbird
import Talisman
import TalismanHummingbird
import WebSessions

/// Signing in and out.
struct AccountRoutes {
    let pages: ShopPages

    func addForm(to router: RouterGroup<BasicWebSessionRequestContext>) {
        router.get("login") { request, context in
            try await pages.page("login.html", for: request, in: context)
        }
        router.get("signed-out") { request, context in
            try await pages.page("login.html", notice: .signedOut, for: request, in: context)
        }
    }

    func add(to router: RouterGroup<BasicWebSessionRequestContext>) {
        router.post("login") { request, context in
            let form = try await request.readForm()
            let (user, password) = (form["user"] ?? "", form["password"] ?? "")
            guard let name = Accounts.name(user: user, password: password) else {
                return try await refuse(user, request, context)
            }
            let session = try context.session
            try session.login(principal: user, clientHint: ClientHint.text(of: request))
            try session["shop.user"].set(name, for: "name")
            return try Notice.signedIn.redirect(to: "/", in: session)
        }
        router.post("logout") { _, context in
            let session = try context.session
            // Whoever signs out does so also where the choice cannot be read.
            let language = try? await session.value(ShopLanguages.choice)
            try session.logout()
            if let language { try session.set(language, for: ShopLanguages.choice) }
            // A notice in the session would begin another one.
            return Response.redirect(to: "/signed-out", type: .normal)
        }
    }

    /// The form again, with the user name but not the password.
    private func refuse(
        _ user: String,
        _ request: Request,
        _ context: BasicWebSessionRequestContext
    ) async throws -> Response {
        try await pages.page(
            "login.html",
            notice: .refused,
            form: ["user": user],
            status: .forbidden,
            for: request,
            in: context
        )
    }
}
#endif
