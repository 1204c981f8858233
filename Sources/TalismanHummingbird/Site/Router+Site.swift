// SPDX-License-Identifier: Apache-2.0

#if Hummingbird
public import Hummingbird
public import Logging
public import Talisman
public import WebSessions

extension Router where Context: WebSessionRequestContext {
    /// Adds what every site with sessions needs, in the order that counts: security headers, error
    /// pages, the refusal of forms from other sites, public files, a page for health checks, and
    /// sessions.
    ///
    /// ```swift
    /// let router = Router(context: BasicWebSessionRequestContext.self)
    /// router.addSite(pages, sessions, files: try PublicFiles(folder: "Static"))
    /// router.get("/") { try await pages.page("index.html", for: $0, in: $1) }
    /// ```
    ///
    /// It is the same as adding ``SecurityHeadersMiddleware``, ``ErrorPages``,
    /// ``SameOriginMiddleware`` with the policy of the sessions, ``DevelopmentErrors`` where it is
    /// given, ``PublicFileMiddleware``, `/healthz` and ``WebSessionMiddleware``; add them one by one where a site needs something
    /// else. Add it before the routes: those that are added afterwards are inside of all this, and
    /// those before have no session, no error pages and none of the headers. The log is told of
    /// such routes, which a site may have for its machines.
    ///
    /// - Parameters:
    ///   - pages: where the template `error.html` is.
    ///   - sessions: what makes the sessions.
    ///   - files: files that everybody may have; none by default.
    ///   - path: what the paths of files begin with.
    ///   - versions: the same files with their versions, where templates name them by `static:`.
    ///   - headers: what browsers are told that pages never do. By default that is to run scripts
    ///     but those that stand in templates, and to load anything but style sheets and pictures of
    ///     this site.
    ///   - formTokens: what forms prove that they are of this site with, where clients do not say who
    ///     started a request; nil, the default, for none: `FormTokens` says when to have them.
    ///   - development: shows developers what is wrong with a template, and where elements come from;
    ///     nil, the default, for ``ErrorPages`` alone.
    ///   - logger: is told of the routes that the router has already.
    /// - Returns: the same router.
    @discardableResult
    public func addSite(
        _ pages: PageRenderer,
        _ sessions: SessionManager,
        files: PublicFiles? = nil,
        at path: String = "/static",
        versions: LocalFiles? = nil,
        headers: SecurityHeaders = SecurityHeaders(),
        formTokens: FormTokens? = nil,
        development: DevelopmentErrors<Context>? = nil,
        logger: Logger = Logger(label: "talisman")
    ) -> Router {
        if !routes.isEmpty {
            let names = routes.map { "\($0.method) \($0.path)" }
            logger.notice(
                "routes before addSite have no session, error pages or security headers",
                metadata: ["routes": "\(names.sorted().joined(separator: ", "))"]
            )
        }
        add(middleware: SecurityHeadersMiddleware(headers, origins: sessions.origins))
        add(middleware: ErrorPages(pages, sessions: sessions, formTokens: formTokens))
        add(middleware: SameOriginMiddleware(sessions.origins))
        if let development { add(middleware: development) }
        if let files {
            add(middleware: PublicFileMiddleware(files, urlBasePath: path, versions: versions))
        }
        addHealth(of: sessions)
        add(middleware: WebSessionMiddleware(sessions, formTokens: formTokens))
        return self
    }
}
#endif
