#if Hummingbird
public import Hummingbird
import Logging
public import Talisman
public import WebSessions

/// Answers errors with a page.
///
/// Add it outside of ``WebSessionMiddleware``, so that a failed request is aborted before its
/// error is shown. Errors that are no `HTTPResponseError` are logged and shown as 500. A body
/// that the client did not send properly is a 400, whoever reads it. What the page has and shows,
/// `ErrorPageRenderer` says. `Sendable`.
public struct ErrorPages<Context: RequestContext>: RouterMiddleware, Sendable {
    private let renderer: ErrorPageRenderer

    /// Makes the middleware.
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
        renderer = ErrorPageRenderer(pages, template: name, sessions: sessions, text: text)
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
            let page = await renderer.page(
                replacing: plain.head,
                for: request.head,
                logger: context.logger
            )
            return page.map(Response.init) ?? plain
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
        context.logger.error("request failed", metadata: ErrorPageRenderer.metadata(error))
        return Response(status: .internalServerError)
    }
}

extension StatusError: HTTPResponseError {
    /// A response with the status and nothing else.
    public func response(from request: Request, context: some RequestContext) -> Response {
        Response(status: status)
    }
}
#endif
