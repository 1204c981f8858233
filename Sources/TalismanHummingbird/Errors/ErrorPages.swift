#if Hummingbird
public import Hummingbird
import Logging
import PageTemplates
import Talisman
public import WebSessions

/// Answers errors with a page.
///
/// Add it outside of ``SessionMiddleware``, so that a failed request is aborted before its
/// error is shown. The template has the variables `status`, `title` and `message`; errors that
/// are no `HTTPResponseError` are logged and shown as 500. A body that the client did not send
/// properly is a 400, whoever reads it. A page never shows more of an error than its
/// ``ErrorText``.
///
/// Given the sessions, the page of a client's error (4xx) may read them, as stored, and is in
/// the language that the visitor chose. Where they cannot be read, and on the page of any other
/// error, there is no session: `request/session:…` is empty. `Sendable`.
public struct ErrorPages<Context: RequestContext>: RouterMiddleware, Sendable {
    private let pages: Pages
    private let name: String
    private let sessions: SessionManager?
    private let text: @Sendable (HTTPResponse.Status) -> ErrorText

    /// Makes the middleware.
    ///
    /// - Parameters:
    ///   - pages: where the template is.
    ///   - name: its name.
    ///   - sessions: what makes the sessions that the page may read; none by default.
    ///   - text: what it says; English by default.
    public init(
        _ pages: Pages,
        template name: String = "error.html",
        sessions: SessionManager? = nil,
        text: @escaping @Sendable (HTTPResponse.Status) -> ErrorText = { ErrorText(status: $0) }
    ) {
        self.pages = pages
        self.name = name
        self.sessions = sessions
        self.text = text
    }

    /// Runs the rest of the chain, and shows its error.
    ///
    /// - Throws: `CancellationError`, and what an `HTTPResponseError` throws in
    ///   making its response. Every other error becomes a page.
    public func handle(
        _ request: Request,
        context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request.checkingBody(), context)
        } catch let error as CancellationError {
            throw error
        } catch {
            let plain = try plainResponse(to: error, request, context)
            guard plain.status.code >= 400 else { return plain }
            return await page(plain, request, context)
        }
    }

    private func plainResponse(
        to error: any Error,
        _ request: Request,
        _ context: Context
    ) throws -> Response {
        if let error = error as? any HTTPResponseError {
            return try error.response(from: request, context: context)
        }
        context.logger.error("request failed", metadata: Self.metadata(error))
        return Response(status: .internalServerError)
    }

    private static func metadata(_ error: any Error) -> Logger.Metadata {
        (error as? SessionError)?.logMetadata ?? ["error": "\(error)"]
    }

    private func page(_ plain: Response, _ request: Request, _ context: Context) async -> Response {
        do {
            let isClientError = (400..<500).contains(plain.status.code)
            if isClientError, let session = sessions?.session(for: request.head) {
                do {
                    return try await page(plain, request, session)
                } catch let error as SessionError {
                    context.logger.error("session failed", metadata: error.logMetadata)
                }
            }
            return try await page(plain, request, nil)
        } catch {
            context.logger.error("error page failed", metadata: Self.metadata(error))
            return plain
        }
    }

    private func page(
        _ plain: Response,
        _ request: Request,
        _ session: Session?
    ) async throws
        -> Response
    {
        let template = try pages.library.template(name)
        let text = text(plain.status)
        let variables: TemplateMapping = [
            "status": .integer(plain.status.code),
            "title": .string(text.title),
            "message": .string(text.message),
        ]
        // No headers and no cookies: which of them are secret is known inside only.
        let info = RequestInfo(method: request.method.rawValue, path: request.uri.path)
        let page = try await pages.page(template, variables, showing: info, for: request, session)
        var headers = plain.headers
        let outcome = (session ?? sessions?.session(for: request.head))?.abort()
        outcome?.apply(to: &headers)
        return page.response(status: plain.status, headers: headers)
    }
}
#endif
