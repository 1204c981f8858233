#if Hummingbird
public import Hummingbird
import Logging
import PageTemplates
import Talisman

/// Answers errors with a page.
///
/// Add it outside of ``SessionMiddleware``, so that a failed request is aborted before its
/// error is shown. The template has the variables `status`, `title` and `message`, and
/// `request` without a session; errors that are no `HTTPResponseError` are logged and shown
/// as 500. A body that the client did not send properly is a 400, whoever reads it. A page never shows more of an error than its ``ErrorText``. `Sendable`.
public struct ErrorPages<Context: RequestContext>: RouterMiddleware, Sendable {
    private let pages: Pages
    private let name: String
    private let text: @Sendable (HTTPResponse.Status) -> ErrorText

    /// Makes the middleware.
    ///
    /// - Parameters:
    ///   - pages: where the template is.
    ///   - name: its name.
    ///   - text: what it says; English by default.
    public init(
        _ pages: Pages,
        template name: String = "error.html",
        text: @escaping @Sendable (HTTPResponse.Status) -> ErrorText = { ErrorText(status: $0) }
    ) {
        self.pages = pages
        self.name = name
        self.text = text
    }

    /// Runs the rest of the chain, and shows its error.
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
        context.logger.error("request failed", metadata: ["error": "\(error)"])
        return Response(status: .internalServerError)
    }

    private func page(_ plain: Response, _ request: Request, _ context: Context) async -> Response {
        let text = text(plain.status)
        do {
            let template = try pages.library.template(name)
            let info = RequestInfo(method: request.method.rawValue, path: request.uri.path)
            let variables: TemplateMapping = [
                "status": .integer(plain.status.code),
                "title": .string(text.title),
                "message": .string(text.message),
            ]
            let page = try await template.page(
                TemplateContext(variables),
                for: RequestObject(info, session: nil)
            )
            return PageResponse.response(
                page,
                status: plain.status,
                headers: plain.headers,
                for: request
            )
        } catch {
            context.logger.error("error page failed", metadata: ["report": "\(error)"])
            return plain
        }
    }
}
#endif
