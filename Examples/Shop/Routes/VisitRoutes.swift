// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && SQLite
import Foundation
import Hummingbird
import PageTemplates
import Talisman
import TalismanHummingbird
import WebSessions

/// The account page: where its visitor is signed in, and how that ends.
struct VisitRoutes {
    let pages: ShopPages
    let sessions: SessionManager

    func add(to router: RouterGroup<BasicWebSessionRequestContext>) {
        router.get("account") { request, context in
            try await show(request, context)
        }
        router.post("account/end") { request, context in
            guard let user = try await context.session.principal() else { return Self.signIn }
            let form = try await request.readForm()
            guard let locator = form["session"].flatMap({ SessionLocator($0) }) else {
                throw HTTPError(.badRequest)
            }
            // It ends what belongs to this user, and nothing of anybody else.
            let wasThere = try await sessions.endSession(locator, ofPrincipal: user)
            guard wasThere else { throw HTTPError(.notFound) }
            return try Notice.ended.redirect(to: "/account", in: context.session)
        }
        router.post("account/end-others") { _, context in
            let session = try context.session
            guard let user = try await session.principal() else { return Self.signIn }
            try await sessions.endSessions(ofPrincipal: user, except: session.locator)
            return try Notice.endedOthers.redirect(to: "/account", in: session)
        }
    }

    private static var signIn: Response { .redirect(to: "/login", type: .normal) }

    private func show(
        _ request: Request,
        _ context: BasicWebSessionRequestContext
    ) async throws -> Response {
        let session = try context.session
        try await pages.pages.load(with: "account.html", in: context)
        guard let user = try await session.principal() else { return Self.signIn }
        let records = try await sessions.sessions(ofPrincipal: user)
        let visits = records.map { Self.visit($0, isPresent: $0.locator == session.locator) }
        return try await pages.page("account.html", for: request, in: context) { _ in
            ["visits": .list(visits)]
        }
    }

    private static func visit(_ record: SessionRecord, isPresent: Bool) -> TemplateValue {
        .mapping([
            "session": .string(record.locator.description),
            "client": record.clientHint.map { .string($0) } ?? .nothing,
            "created": time(record.created),
            "seen": time(record.lastAccess),
            "present": .bool(isPresent),
        ])
    }

    /// A time as machines read it; `date:` in the template writes it for people.
    private static func time(_ instant: SessionInstant) -> TemplateValue {
        let seconds = Double(instant.millisecondsSince1970) / 1000
        return .string(Date(timeIntervalSince1970: seconds).formatted(.iso8601))
    }
}
#endif
