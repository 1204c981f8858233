// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && SQLite
import Hummingbird
import HummingbirdTimeouts
import PageTemplates
import Talisman
import TalismanHummingbird
import WebSessions

/// The parts of the shop.
package struct Shop {
    static let folder = "Templates/shop"
    /// Its forms are small, and whoever stops it does not want to wait.
    private static let timeouts = RequestTimeouts(
        head: .seconds(20),
        body: .seconds(20),
        shutdown: .seconds(3)
    )

    let settings: ShopSettings
    let catalogue: Catalogue
    let languages: PageLanguages
    let pages: ShopPages
    let files: PublicFiles
    let sessions: SessionManager

    package init(_ settings: ShopSettings) throws {
        self.settings = settings
        let catalogs = try TranslationCatalogs(
            root: "\(Self.folder)/locales",
            sourceLanguage: ShopLanguages.standard,
            reloads: settings.mode == .development
        )
        var configuration = TemplateConfiguration.talisman
        configuration.translator = catalogs
        // Whoever writes the shop's templates can change the shop as well.
        configuration.allowsScripts = true
        languages = ShopLanguages.pages(catalogs)
        let renderer = try PageRenderer(
            folder: Self.folder,
            configuration: configuration,
            languages: languages,
            mode: settings.mode
        )
        pages = ShopPages(settings.samples.map { renderer.recordingSamples(to: $0) } ?? renderer)
        files = try PublicFiles(folder: "\(Self.folder)/static")
        catalogue = try Catalogue(path: "\(Self.folder)/catalogue.json")
        let store = try settings.sessionStore()
        sessions = SessionManager(
            clientIDs: try settings.clientIDs(),
            containers: SessionContainers(store),
            origins: settings.origins
        )
    }

    /// Serves until the process is told to stop.
    package func serve() async throws {
        try await router().serve(at: settings.address, sessions, timeouts: Self.timeouts)
    }

    private func router() -> Router<BasicWebSessionRequestContext> {
        let router = Router(
            context: BasicWebSessionRequestContext.self,
            options: [.autoGenerateHeadEndpoints]
        )
        router.add(middleware: SecurityHeadersMiddleware(origins: sessions.origins))
        router.add(middleware: ErrorPages(pages.pages, sessions: sessions))
        router.add(middleware: SameOriginMiddleware(sessions.origins))
        router.add(middleware: DevelopmentErrors(pages.pages))
        addFiles(to: router)
        router.addHealth(of: sessions)
        addLooking(to: router)
        addVisiting(to: router)
        return router
    }

    /// The style sheet and the pictures.
    private func addFiles(to router: Router<BasicWebSessionRequestContext>) {
        let keeping: [CacheControl.CacheControlValue] = [.public, .maxAge(300)]
        router.add(
            middleware: PublicFileMiddleware(
                files,
                urlBasePath: "/static",
                cacheControl: CacheControl([(.textCss, keeping), (.imageSvg, keeping)])
            )
        )
    }

    /// The pages that somebody can see without a session: those whose session cannot be read do.
    private func addLooking(to router: Router<BasicWebSessionRequestContext>) {
        let looking = router.group()
            .add(middleware: WebSessionMiddleware(sessions, outage: .isAnonymous))
        CatalogueRoutes(catalogue: catalogue, pages: pages).add(to: looking)
        AccountRoutes(pages: pages).addForm(to: looking)
    }

    /// The pages that are nothing without a session.
    private func addVisiting(to router: Router<BasicWebSessionRequestContext>) {
        let visiting = router.group().add(middleware: WebSessionMiddleware(sessions))
        CartRoutes(catalogue: catalogue, pages: pages).add(to: visiting)
        FavouriteRoutes(pages: pages).add(to: visiting)
        AccountRoutes(pages: pages).add(to: visiting)
        CounterRoutes(pages: pages, limit: NewcomerLimit(settings.origins.proxies)).add(
            to: visiting
        )
        VisitRoutes(pages: pages, sessions: sessions).add(to: visiting)
        LanguageRoutes(languages: languages).add(to: visiting)
    }
}
#endif
