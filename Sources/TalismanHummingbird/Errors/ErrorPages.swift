// SPDX-License-Identifier: Apache-2.0

#if Hummingbird
public import Hummingbird
import Logging
public import Talisman
public import WebSessions

/// Answers errors with a page.
///
/// Add it outside of ``WebSessionMiddleware``, so that a failed request is aborted before its
/// error is shown. Errors that are no `HTTPResponseError` are logged and shown as 500, and so are
/// the messages of those that are. A body that the client did not send properly is a 400, whoever
/// reads it. What the page has and shows, `ErrorPageRenderer` says. `Sendable`.
public struct ErrorPages<Context: RequestContext>: RouterMiddleware, Sendable {
    private let renderer: ErrorPageRenderer

    /// Makes the middleware of a renderer.
    public init(_ renderer: ErrorPageRenderer) {
        self.renderer = renderer
    }

    /// Makes the middleware.
    ///
    /// - Parameters:
    ///   - pages: where the template is.
    ///   - name: its name.
    ///   - sessions: what makes the sessions that the page may read; none by default.
    ///   - showsMessages: whether the page of a client's error says the message of an `HTTPError`
    ///     or `StatusError`; by default it does not.
    ///   - formTokens: those of the site, for the forms of the page; none by default.
    ///   - text: what it says; English by default.
    public init(
        _ pages: PageRenderer,
        template name: String = "error.html",
        sessions: SessionManager? = nil,
        showsMessages: Bool = false,
        formTokens: FormTokens? = nil,
        text: @escaping @Sendable (HTTPResponse.Status) -> ErrorText = { ErrorText(status: $0) }
    ) {
        renderer = ErrorPageRenderer(
            pages,
            template: name,
            sessions: sessions,
            showsMessages: showsMessages,
            formTokens: formTokens,
            text: text
        )
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
                error: error,
                message: error.ownMessage,
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
        guard let known = error as? any HTTPResponseError, !(error is SessionError) else {
            // Where a session is missing, the log has been told.
            if (error as? SessionError)?.code != .missingSession {
                context.logger.error("request failed", metadata: ErrorPageRenderer.metadata(error))
            }
            return Response(status: (error as? SessionError)?.status ?? .internalServerError)
        }
        if let message = error.ownMessage {
            ErrorPageRenderer.log(message, status: known.status, to: context.logger)
        }
        return try known.response(from: request, context: context)
    }
}

extension StatusError: HTTPResponseError {
    /// A response with the status and nothing else; with the report of what failed where the pages
    /// are in development.
    public func response(from request: Request, context: some RequestContext) -> Response {
        Response(status, of: self, to: request, in: isShown ? .development : .production)
    }
}

extension SessionError: HTTPResponseError {
    /// `SessionErrorCode.httpStatus`.
    public var status: HTTPResponse.Status { code.httpStatus }

    /// A response with the status and nothing else, as routes outside of ``ErrorPages`` and
    /// ``WebSessionMiddleware`` give it; with the report of a failure where `TALISMAN_ENV` says
    /// that the pages are in development.
    public func response(from request: Request, context: some RequestContext) -> Response {
        Response(status, of: self, to: request, in: .fromEnvironment())
    }
}

extension Response {
    fileprivate init(
        _ status: HTTPResponse.Status,
        of error: any Error,
        to request: Request,
        in mode: PageMode
    ) {
        let plain = HTTPResponse(status: status)
        let page = PageResponse(reporting: error, replacing: plain, for: request.head, in: mode)
        self = page.map(Response.init) ?? Response(status: status)
    }
}

extension Error {
    /// What the application has said of the error.
    var ownMessage: String? {
        (self as? HTTPError)?.body ?? (self as? any ReportedError)?.message
    }
}
#endif
