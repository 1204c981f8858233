#if Hummingbird
public import Hummingbird
import Logging
public import PageTemplates
public import Talisman
public import WebSessions

/// Answers requests with pages of a template library.
///
/// ```swift
/// let pages = Pages(TemplateLibrary(root: "Templates", configuration: .talisman))
/// router.get("about") { request, context in
///     try await pages.page("about.html", ["title": "About us"], for: request, in: context)
/// }
/// ```
///
/// A page is rendered as a whole before the head of the response goes out. What its
/// template reads of the session is loaded before, in one round trip to the store.
/// `Sendable`.
public struct Pages: Sendable {
    /// Where the templates are.
    public let library: TemplateLibrary
    /// The scheme and host of the site, such as `https://shop.example`, for
    /// `request/url`; nil where they are not known.
    public let origin: String?

    /// Makes pages.
    ///
    /// - Parameters:
    ///   - library: the templates; compile them with `TemplateConfiguration.talisman`.
    ///   - origin: the scheme and host of the site.
    public init(_ library: TemplateLibrary, origin: String? = nil) {
        self.library = library
        self.origin = origin
    }

    /// A page as a response.
    ///
    /// A HEAD request gets the head that a GET request would get.
    ///
    /// - Parameters:
    ///   - name: the name of the template.
    ///   - variables: its variables; `request` comes by itself.
    ///   - form: the fields of the request's body, where they were read.
    ///   - status: the status; 200 by default.
    ///   - headers: further fields of the response.
    ///   - request: the request.
    ///   - context: its context, which has the session.
    /// - Returns: the response, with its media type and length.
    /// - Throws: `HTTPError` with 500 when the template fails; the report goes to the log
    ///   only. `SessionError` when the session cannot be loaded.
    public func page(
        _ name: String,
        _ variables: TemplateMapping = [:],
        form: FormFields = FormFields(),
        status: HTTPResponse.Status = .ok,
        headers: HTTPFields = [:],
        for request: Request,
        in context: some RequestContext
    ) async throws -> Response {
        let shown = object(for: request, form, in: context)
        let page = try await reporting(to: context.logger) {
            let template = try library.template(name)
            if template.reads.session != nil, shown.session == nil { throw MissingSessionError() }
            return try await template.page(TemplateContext(variables), for: shown)
        }
        for problem in shown.sessionProblems {
            context.logger.warning("session value skipped", metadata: ["error": "\(problem)"])
        }
        return PageResponse.response(page, status: status, headers: headers, for: request)
    }

    /// Loads what a page will read of the session together with what its handler reads, so
    /// that both take one round trip to the store.
    ///
    /// - Parameters:
    ///   - reads: what the handler reads.
    ///   - name: the name of the template.
    ///   - context: the context of the request.
    /// - Throws: what loading a session throws, and `HTTPError` with 500 when the template
    ///   does not compile.
    public func load(
        _ reads: SessionReads,
        with name: String,
        in context: some SessionRequestContext
    ) async throws {
        let session = try context.session
        let own = try await reporting(to: context.logger) {
            try library.template(name).reads.session ?? .nothing
        }
        let all = SessionReads(
            fields: own.fields.union(reads.fields),
            packages: own.packages.union(reads.packages),
            everything: own.everything || reads.everything
        )
        try await session.load(all)
    }

    private func object(
        for request: Request,
        _ form: FormFields,
        in context: some RequestContext
    ) -> RequestObject {
        let session = (context as? any SessionRequestContext)?.requestSession
        let info = RequestInfo(
            request.head,
            form: form,
            origin: origin,
            hiddenCookies: session?.hiddenCookies ?? []
        )
        return RequestObject(info, session: session?.session)
    }

    /// Keeps the report of a failed template from the client.
    private func reporting<Result>(
        to logger: Logger,
        _ body: () async throws -> Result
    ) async throws -> Result {
        do {
            return try await body()
        } catch let error as TemplateError {
            logger.error("page failed", metadata: ["report": "\(error)"])
            throw HTTPError(.internalServerError)
        }
    }
}
#endif
