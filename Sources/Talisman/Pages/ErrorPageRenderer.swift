public import HTTPTypes
public import Logging
import PageTemplates
public import WebSessions

/// Puts pages in the place of the responses to errors.
///
/// The template has the variables `status`, `title` and `message`. A page never shows more of
/// an error than its ``ErrorText``.
///
/// Given the sessions, the page of a client's error (4xx) may read them, as stored, and is in
/// the language that the visitor chose. Where they cannot be read, and on the page of any other
/// error, there is no session: `request/session:…` is empty. `Sendable`.
public struct ErrorPageRenderer: Sendable {
    private let pages: PageRenderer
    private let name: String
    private let sessions: SessionManager?
    private let text: @Sendable (HTTPResponse.Status) -> ErrorText

    /// Makes a renderer.
    ///
    /// - Parameters:
    ///   - pages: where the template is.
    ///   - name: its name.
    ///   - sessions: what makes the sessions that the page may read; none by default.
    ///   - text: what it says; English by default.
    public init(
        _ pages: PageRenderer,
        template name: String = "error.html",
        sessions: SessionManager? = nil,
        text: @escaping @Sendable (HTTPResponse.Status) -> ErrorText = { ErrorText(status: $0) }
    ) {
        self.pages = pages
        self.name = name
        self.sessions = sessions
        self.text = text
    }

    /// The page for a response that has none.
    ///
    /// - Parameters:
    ///   - plain: the head of the response; its fields are kept.
    ///   - head: the head of the request.
    ///   - logger: gets what fails in making the page.
    /// - Returns: the page; nil where the response is no error, or the page fails.
    public func page(
        replacing plain: HTTPResponse,
        for head: HTTPRequest,
        logger: Logger
    ) async -> PageResponse? {
        let isClientError = (400..<500).contains(plain.status.code)
        guard plain.status.code >= 400 else { return nil }
        do {
            if isClientError, let session = sessions?.session(for: head) {
                do {
                    return try await page(plain, head, session)
                } catch let error as SessionError {
                    logger.error("session failed", metadata: error.logMetadata)
                }
            }
            return try await page(plain, head, nil)
        } catch {
            logger.error("error page failed", metadata: Self.metadata(error))
            return nil
        }
    }

    /// What a log may be told of an error.
    package static func metadata(_ error: any Error) -> Logger.Metadata {
        (error as? SessionError)?.logMetadata ?? ["error": "\(error)"]
    }

    private func page(
        _ plain: HTTPResponse,
        _ head: HTTPRequest,
        _ session: Session?
    ) async throws -> PageResponse {
        let template = try pages.library.template(name)
        let text = text(plain.status)
        let variables: TemplateMapping = [
            "status": .integer(plain.status.code),
            "title": .string(text.title),
            "message": .string(text.message),
        ]
        // No headers and no cookies: which of them are secret is known inside only.
        let path = RequestInfo(head, hiddenCookies: []).path
        let info = RequestInfo(method: head.method.rawValue, path: path)
        let page = try await pages.page(template, variables, showing: info, for: head, session)
        var headers = plain.headerFields
        let outcome = (session ?? sessions?.session(for: head))?.abort()
        outcome?.apply(to: &headers)
        return page.response(status: plain.status, headers: headers)
    }
}
