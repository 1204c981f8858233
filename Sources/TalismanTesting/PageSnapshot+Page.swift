// SPDX-License-Identifier: Apache-2.0

public import HTTPTypes
import Logging
public import Talisman
import WebSessions
public import WebSessionsTesting

extension PageSnapshot {
    /// The page that a renderer makes of the template and what its files say.
    ///
    /// - Parameters:
    ///   - pages: the renderer of the application.
    ///   - site: makes the session, and has the clock.
    ///   - path: the path of the request, for `request/path`; `/` by default.
    /// - Returns: the bytes of the page.
    /// - Throws: what reading the files, making the session and rendering the page throw: for a
    ///   template that fails the report.
    public func page(
        from pages: PageRenderer,
        site: SessionTestSite,
        path: String = "/"
    ) async throws -> [UInt8] {
        let head = try await request(to: site, path: path)
        let session = site.manager.session(for: head)
        defer { session.abort() }
        do {
            return try await pages.page(
                template,
                variables(),
                for: head,
                session: RequestSession(session),
                logger: Logger(label: "snapshots") { _ in SwiftLogNoOpLogHandler() }
            ).bytes
        } catch let error as StatusError {
            throw error.cause ?? error
        }
    }

    /// A request of the visitor that the files describe: with the cookie of a session that is
    /// made for it, and with the language.
    ///
    /// - Parameters:
    ///   - site: makes the session.
    ///   - path: the path of the request.
    /// - Returns: the request, for a test client of a server whose sessions are the site's.
    /// - Throws: what reading the file and making the session throw.
    public func request(to site: SessionTestSite, path: String = "/") async throws -> HTTPRequest {
        var cookies: [String] = []
        if let session = try session() {
            cookies = [try await site.seed(session.write)]
        }
        var request = site.request(cookies: cookies)
        request.path = path
        request.headerFields[.acceptLanguage] = language
        return request
    }
}
