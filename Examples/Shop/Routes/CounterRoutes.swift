// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && SQLite
import Hummingbird
import TalismanHummingbird

/// The page that counts its visits: the only one that stores something when it is looked at.
///
/// Crawlers follow links and bring no cookie, so that each of their visits would make a session.
/// Here they are held, and everywhere else looking makes none.
struct CounterRoutes {
    let pages: ShopPages
    let limit: NewcomerLimit

    func add(to router: RouterGroup<BasicWebSessionRequestContext>) {
        router.group().add(middleware: limit).get("visits") { request, context in
            try await pages.page("visits.html", for: request, in: context)
        }
    }
}
#endif
