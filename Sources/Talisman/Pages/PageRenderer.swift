// SPDX-License-Identifier: Apache-2.0

public import HTTPTypes
public import Logging
public import Metrics
public import PageTemplates
public import Tracing
public import WebSessions

/// Answers requests with pages of a template library.
///
/// ```swift
/// let pages = try PageRenderer(folder: "Templates")
/// let page = try await pages.page("about.html", for: head, session: session, logger: logger)
/// ```
///
/// While pages are written, run the application with `TALISMAN_ENV=development`: see
/// <doc:Development>.
///
/// `TalismanHummingbird` and `TalismanFlyingFox` give it methods for the requests of their
/// servers.
///
/// A page is rendered as a whole before the head of the response goes out. What its
/// template reads of the session is loaded before, in one round trip to the store.
///
/// Pages in several ``languages`` are in the one that the visitor chose or that the request
/// asks for; the response says which in `Content-Language`, and `Vary: Accept-Language`. In
/// templates it is `request/language`. `Sendable`.
public struct PageRenderer: Sendable {
    /// Where the templates are.
    public internal(set) var library: TemplateLibrary
    /// The scheme and host of the site, such as `https://shop.example`, for
    /// `request/url`; nil where they are not known.
    public let origin: String?
    /// The languages of the pages; nil where nothing is translated.
    public let languages: PageLanguages?
    /// Whether the pages are being written.
    public let mode: PageMode
    let measures: PageMeasures
    /// What was said of the templates while they are written; nil in production, where they are
    /// all looked at when the program starts.
    private let journal: WarningJournal?
    /// What keeps the variables of pages; nil where nothing does.
    var samples: SampleRecorder?
    /// What keeps which places of templates pages reach; nil where nothing does.
    var coverage: CoverageFile?
    #if DEBUG
    /// The same templates with the places of their elements, for requests that are inspected; nil
    /// in production.
    var inspected: TemplateLibrary?
    #endif

    /// Makes a renderer over a library.
    ///
    /// <doc:ObservingPages> says what the metrics and the tracer get.
    ///
    /// - Parameters:
    ///   - library: the templates; compile them with `TemplateConfiguration.talisman`, and
    ///     with a translator where there are several languages.
    ///   - origin: the scheme and host of the site.
    ///   - languages: the languages of the pages.
    ///   - mode: whether error pages show reports of what fails. The library itself says whether
    ///     it reloads.
    ///   - metrics: makes the counters and timers; the process's by default.
    ///   - metricsPrefix: the names of counters and timers begin with it.
    ///   - tracer: makes a span for each page; the process's by default.
    public init(
        _ library: TemplateLibrary,
        origin: String? = nil,
        languages: PageLanguages? = nil,
        mode: PageMode = .production,
        metrics: any MetricsFactory = MetricsSystem.factory,
        metricsPrefix: String = "pages",
        tracer: any Tracer = InstrumentationSystem.tracer
    ) {
        self.library = library
        self.origin = origin
        self.languages = languages
        self.mode = mode
        journal = mode == .development ? WarningJournal() : nil
        #if DEBUG
        inspected = PageInspection.library(library, in: mode)
        #endif
        measures = PageMeasures(prefix: metricsPrefix, metrics: metrics, tracer: tracer)
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
    ///   - head: the head of the request.
    ///   - session: the session that a `SessionTransaction` gives its handler; nil
    ///     where there is none.
    ///   - logger: gets the report of a template that fails, and what could not be read of the
    ///     session.
    /// - Returns: the response.
    /// - Throws: `StatusError` with 500 when the template fails, or reads a session and there is
    ///   none; the report goes to the log, and in development to the browser. `SessionError` when
    ///   the session cannot be loaded.
    public func page(
        _ name: String,
        _ variables: TemplateMapping = [:],
        form: FormFields = FormFields(),
        status: HTTPResponse.Status = .ok,
        headers: HTTPFields = [:],
        for head: HTTPRequest,
        session: RequestSession?,
        logger: Logger
    ) async throws -> PageResponse {
        try await page(
            name,
            showing: TemplateContext(variables),
            form: form,
            status: status,
            headers: headers,
            for: head,
            session: session,
            logger: logger
        )
    }

    /// A page as a response, whatever its variables are.
    package func page(
        _ name: String,
        showing context: TemplateContext,
        form: FormFields,
        status: HTTPResponse.Status,
        headers: HTTPFields,
        for head: HTTPRequest,
        session: RequestSession?,
        logger: Logger
    ) async throws -> PageResponse {
        let info = RequestInfo(
            head,
            form: form,
            origin: origin,
            hiddenCookies: session?.hiddenCookies ?? []
        )
        let page = try await reporting(to: logger, context) {
            try await measures.measure(name) {
                let template = try template(name, logger)
                samples?.record(context.variables, of: name)
                return try await rendered(template, context, info, for: head, session, logger)
            }
        }
        return page.response(status: status, headers: headers)
    }

    /// A page whose variables are the members of a value, as a response.
    ///
    /// ```swift
    /// let page = try await pages.page(
    ///     "books.html", ["books": books], for: head, session: session, logger: logger
    /// )
    /// ```
    ///
    /// What each member becomes, `TemplateEncoder` says. Everything else is as it is for variables
    /// in a `TemplateMapping`.
    ///
    /// - Parameters:
    ///   - name: the name of the template.
    ///   - model: a structure or a dictionary; an array needs a name.
    ///   - form: the fields of the request's body, where they were read.
    ///   - status: the status; 200 by default.
    ///   - headers: further fields of the response.
    ///   - head: the head of the request.
    ///   - session: the session of the request, if any.
    ///   - logger: gets the report of what fails.
    /// - Returns: the response.
    /// - Throws: what the other method throws, and `StatusError` with 500 for a value that
    ///   cannot be encoded, or is no mapping.
    public func page(
        _ name: String,
        _ model: some Encodable & Sendable,
        form: FormFields = FormFields(),
        status: HTTPResponse.Status = .ok,
        headers: HTTPFields = [:],
        for head: HTTPRequest,
        session: RequestSession?,
        logger: Logger
    ) async throws -> PageResponse {
        try await page(
            name,
            variables(model, of: name, logger),
            form: form,
            status: status,
            headers: headers,
            for: head,
            session: session,
            logger: logger
        )
    }

    /// The variables that a value is for a page.
    ///
    /// - Throws: `StatusError` with 500 for a value that cannot be encoded, or is no mapping.
    package func variables(
        _ model: some Encodable & Sendable,
        of name: String,
        _ logger: Logger
    ) throws -> TemplateMapping {
        do throws(TemplateError) {
            return try TemplateMapping(encoding: model)
        } catch {
            var metadata = error.logMetadata
            metadata["template"] = "\(name)"
            logger.error("page failed", metadata: metadata)
            throw StatusError(.internalServerError, cause: error, isShown: mode == .development)
        }
    }

    /// Loads what a page and the choice of its language will read of the session together
    /// with what its handler reads, so that all take one round trip to the store.
    ///
    /// - Parameters:
    ///   - reads: what the handler reads; nothing by default.
    ///   - name: the name of the template.
    ///   - session: the session of the request.
    ///   - logger: gets the report of a template that does not compile.
    /// - Throws: what loading a session throws, and `StatusError` with 500 when the template
    ///   does not compile.
    public func load(
        _ reads: SessionReads = .nothing,
        with name: String,
        in session: Session,
        logger: Logger
    ) async throws {
        let own = try await reporting(to: logger) {
            try self.reads(of: library.template(name))
        }
        let all = own.union(reads)
        if !all.isEmpty { try await session.load(all) }
    }

    /// A template.
    ///
    /// In development the log gets what is doubtful about it, once for each version.
    func template(_ name: String, _ logger: Logger) throws(TemplateError) -> Template {
        let template = try shownLibrary.template(name)
        for warning in journal?.newWarnings(of: template) ?? [] {
            logger.warning("template", metadata: ["report": "\(warning)"])
        }
        return template
    }

    /// A page for a request, or a fragment of one; the log gets what could not be read of the
    /// session.
    ///
    /// - Throws: `SessionError` where it reads a session and there is none, and what rendering
    ///   throws.
    func rendered(
        _ template: Template,
        _ context: TemplateContext,
        _ info: RequestInfo,
        for head: HTTPRequest,
        _ session: RequestSession?,
        _ logger: Logger
    ) async throws -> LanguagePage {
        if session == nil, template.sessionReads != nil, let read = template.reads.sessionRead {
            throw SessionError.missing(read, of: template.name)
        }
        let page = try await page(
            template,
            context,
            showing: info,
            for: head,
            session?.session,
            requiresSession: session == nil
        )
        for problem in page.problems {
            logger.warning("session value skipped", metadata: problem.logMetadata)
        }
        return page
    }

    /// Keeps the report of a failed template from the client.
    ///
    /// That there is no session is said here, for where there is none, nothing else may tell of
    /// errors.
    func reporting<Result>(
        to logger: Logger,
        _ context: TemplateContext? = nil,
        _ body: () async throws -> Result
    ) async throws -> Result {
        do {
            return try await body()
        } catch let error as TemplateError {
            noteFailure(with: context)
            logger.error("page failed", metadata: error.logMetadata)
            throw StatusError(.internalServerError, cause: error, isShown: mode == .development)
        } catch let error as SessionError where error.code == .missingSession {
            error.tellMissing(to: logger)
            throw StatusError(.internalServerError, cause: error, isShown: mode == .development)
        }
    }
}

extension SessionError {
    /// The error of a page that reads a session that its route does not have.
    fileprivate static func missing(_ read: TemplateReads.Read, of page: String) -> SessionError {
        let name = "request/\(read.namespace):\(read.name ?? "…")"
        return SessionError(
            .missingSession,
            "'\(page)' reads '\(name)', and its route is outside of the session middleware",
            package: read.namespace == FlashNamespace.prefix ? nil : read.name,
            key: read.namespace == SessionNamespace.prefix ? read.member : nil
        )
    }
}
