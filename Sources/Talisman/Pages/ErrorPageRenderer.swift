// SPDX-License-Identifier: Apache-2.0

public import HTTPTypes
public import Logging
import PageTemplates
public import WebSessions

/// Puts pages in the place of the responses to errors.
///
/// The template has the variables `status`, `title` and `message`. In production a page shows no
/// more of an error than its ``ErrorText``, and its own message where ``showsMessages`` says so.
///
/// `title` and `message` are messages of the ``domain``: where `LANGUAGE/LC_MESSAGES/talisman.po`
/// has them, a page is in the language of its visitor. ``ErrorText/statuses`` lists the texts.
///
/// Given the sessions, the page of a client's error (4xx) may read them, as stored, and is in
/// the language that the visitor chose. Where they cannot be read, on the page of a request that
/// another origin has started, and on that of any other error, there is no session:
/// `request/session:…` is empty.
///
/// Where the page fails too, or there is no such template, a plain page of this module's own says
/// status and title in English. Where the pages are in ``PageMode/development``, the report that
/// the log has of a failure (500 and above) is in their place. `Sendable`.
public struct ErrorPageRenderer: Sendable {
    private let pages: PageRenderer
    private let name: String
    private let sessions: SessionManager?
    private let formTokens: FormTokens?
    private let text: @Sendable (HTTPResponse.Status) -> ErrorText

    /// The domain of the catalogs that have the texts.
    public let domain: String
    /// Whether the page of a client's error says the error's own message in the place of that of
    /// its text: that of a `StatusError`, or of the server's own error.
    public let showsMessages: Bool

    /// Makes a renderer.
    ///
    /// - Parameters:
    ///   - pages: where the template is.
    ///   - name: its name.
    ///   - sessions: what makes the sessions that the page may read; none by default.
    ///   - domain: the domain of the catalogs that have the texts.
    ///   - showsMessages: whether the page of a client's error says the error's own message; by
    ///     default it does not.
    ///   - formTokens: those of the site, for the forms of the page; none by default. The page
    ///     begins no session.
    ///   - text: what it says; English by default.
    public init(
        _ pages: PageRenderer,
        template name: String = "error.html",
        sessions: SessionManager? = nil,
        domain: String = "talisman",
        showsMessages: Bool = false,
        formTokens: FormTokens? = nil,
        text: @escaping @Sendable (HTTPResponse.Status) -> ErrorText = { ErrorText(status: $0) }
    ) {
        self.pages = pages
        self.name = name
        self.sessions = sessions
        self.domain = domain
        self.showsMessages = showsMessages
        self.formTokens = formTokens
        self.text = text
    }

    /// The page for a response that has none.
    ///
    /// - Parameters:
    ///   - plain: the head of the response; its fields are kept.
    ///   - head: the head of the request.
    ///   - error: what the response answers, where that is known.
    ///   - message: what the error says by itself, in words that visitors may read; by default
    ///     that of a ``StatusError``.
    ///   - logger: gets what fails in making the page.
    /// - Returns: the page; nil where the response is no error.
    public func page(
        replacing plain: HTTPResponse,
        for head: HTTPRequest,
        error: (any Error)? = nil,
        message: String? = nil,
        logger: Logger
    ) async -> PageResponse? {
        guard plain.status.code >= 400 else { return nil }
        if let error, let report = report(of: error, plain, head) { return report }
        let text = shownText(of: plain.status, message ?? (error as? any ReportedError)?.message)
        let readsSession =
            plain.status.kind == .clientError && (error as? StatusError)?.isOfAnotherOrigin != true
        do {
            return try await page(plain, head, text, readsSession: readsSession, logger)
        } catch {
            let isAbsent = (error as? TemplateError)?.isAbsence(of: name) == true
            if !isAbsent { logger.error("error page failed", metadata: Self.metadata(error)) }
            if !isAbsent, let report = report(of: error, plain, head) { return report }
            let page = BuiltInPage(text, status: plain.status)
            return page.response(replacing: plain, isHead: head.method == .head)
        }
    }

    /// Tells a log what an error with a status says of itself.
    package static func log(
        _ message: String,
        status: HTTPResponse.Status,
        to logger: Logger
    ) {
        logger.log(
            level: status.code < 500 ? .info : .error,
            "request failed",
            metadata: ["status": "\(status.code)", "message": "\(message)"]
        )
    }

    /// What a log may be told of an error.
    package static func metadata(_ error: any Error) -> Logger.Metadata {
        switch error {
        case let error as SessionError: error.logMetadata
        case let error as TemplateError: error.logMetadata
        default: ["error": "\(error)"]
        }
    }

    /// The page for developers, of a failure in development.
    private func report(
        of error: any Error,
        _ plain: HTTPResponse,
        _ head: HTTPRequest
    ) -> PageResponse? {
        PageResponse(
            reporting: error,
            replacing: plain,
            for: head,
            in: pages.mode
        )
    }

    private func shownText(of status: HTTPResponse.Status, _ message: String?) -> ErrorText {
        let text = text(status)
        guard showsMessages, status.kind == .clientError, let message else { return text }
        return ErrorText(title: text.title, message: message)
    }

    /// The application's page, without a session where that cannot be read.
    private func page(
        _ plain: HTTPResponse,
        _ head: HTTPRequest,
        _ text: ErrorText,
        readsSession: Bool,
        _ logger: Logger
    ) async throws -> PageResponse {
        if readsSession, let session = sessions?.session(for: head) {
            do {
                return try await page(plain, head, text, session, logger)
            } catch let error as SessionError {
                logger.error("session failed", metadata: error.logMetadata)
            }
        }
        return try await page(plain, head, text, nil, logger)
    }

    private func page(
        _ plain: HTTPResponse,
        _ head: HTTPRequest,
        _ text: ErrorText,
        _ session: Session?,
        _ logger: Logger
    ) async throws -> PageResponse {
        let template = try pages.template(name, logger)
        let variables: TemplateMapping = [
            "status": .integer(plain.status.code),
            "title": translated(text.title),
            "message": translated(text.message),
        ]
        // No headers and no cookies: which of them are secret is known inside only.
        let path = RequestInfo(head, hiddenCookies: []).path
        let info = RequestInfo(method: head.method.rawValue, path: path)
        let tokens = formTokens.map { tokens in
            let origins = sessions?.origins.publicOrigins ?? []
            return PageTokens(tokens, origins: origins, beginsSessions: false)
        }
        pages.samples?.record(variables, of: name)
        let page = try await PageTokens.providing(tokens) {
            try await pages.page(
                template,
                TemplateContext(variables),
                showing: info,
                for: head,
                session
            )
        }
        var headers = plain.headerFields
        let outcome = (session ?? sessions?.session(for: head))?.abort()
        outcome?.apply(to: &headers)
        tokens?.protect(&headers)
        return page.response(status: plain.status, headers: headers)
    }

    /// The empty text is the header of a catalog, and no message.
    private func translated(_ text: String) -> TemplateValue {
        guard !text.isEmpty, !text.contains("$") else { return .string(text) }
        return .object(TemplateMessage(text, domain: domain))
    }
}

extension TemplateError {
    /// Whether it says that there is no template of a name.
    fileprivate func isAbsence(of name: String) -> Bool {
        code == .templateNotFound && location == nil && message.contains("'\(name)'")
    }
}
