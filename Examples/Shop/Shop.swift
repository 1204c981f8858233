#if Hummingbird && SQLite
import Hummingbird
import HummingbirdTimeouts
import PageTemplates
import ServiceLifecycle
import Talisman
import TalismanHummingbird
import WebSessions

/// The parts of the shop.
struct Shop {
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
    let files: StaticFiles
    let sessions: SessionManager

    init(_ settings: ShopSettings) throws {
        self.settings = settings
        catalogue = try Catalogue(path: "\(Self.folder)/catalogue.json")
        let catalogs = try TranslationCatalogs(
            root: "\(Self.folder)/locales",
            sourceLanguage: ShopLanguages.standard
        )
        var configuration = TemplateConfiguration.talisman
        configuration.translator = catalogs
        // Whoever writes the shop's templates can change the shop as well.
        configuration.allowsScripts = true
        let library = TemplateLibrary(
            root: Self.folder,
            configuration: configuration,
            reloads: true
        )
        languages = ShopLanguages.pages(catalogs)
        pages = ShopPages(PageRenderer(library, languages: languages))
        files = try StaticFiles(folder: "\(Self.folder)/static")
        let store = try settings.sessionStore()
        sessions = SessionManager(
            clientIDs: try settings.clientIDs(),
            containers: SessionContainers(store),
            origins: settings.origins
        )
    }

    /// The server, with the sweeper and the connections of the store beside it.
    func application() -> some ApplicationProtocol {
        let store = sessions.containers.default.store as? any Service
        return Application(
            router: router(),
            server: .http1(timeouts: Self.timeouts),
            configuration: ApplicationConfiguration(
                address: .hostname(settings.host, port: settings.port)
            ),
            services: [store].compactMap(\.self)
                + [SessionSweeper(containers: sessions.containers)]
        )
    }

    private func router() -> Router<BasicWebSessionRequestContext> {
        let router = Router(
            context: BasicWebSessionRequestContext.self,
            options: [.autoGenerateHeadEndpoints]
        )
        router.add(middleware: SecurityHeaders())
        router.add(middleware: ErrorPages(pages.pages, sessions: sessions))
        router.add(middleware: SameOriginMiddleware(sessions.origins))
        files.addRoutes(to: router)
        router.add(middleware: WebSessionMiddleware(sessions))
        CatalogueRoutes(catalogue: catalogue, pages: pages).add(to: router)
        CartRoutes(catalogue: catalogue, pages: pages).add(to: router)
        FavouriteRoutes(pages: pages).add(to: router)
        AccountRoutes(pages: pages).add(to: router)
        CounterRoutes(pages: pages, limit: NewcomerLimit(settings.proxies)).add(to: router)
        VisitRoutes(pages: pages, sessions: sessions).add(to: router)
        LanguageRoutes(languages: languages).add(to: router)
        return router
    }
}
#endif
