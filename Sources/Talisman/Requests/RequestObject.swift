// SPDX-License-Identifier: Apache-2.0

public import PageTemplates
public import WebSessions

/// The variable `request` of a template.
///
/// | member | what it is |
/// |---|---|
/// | `method` | the request method, such as `GET` |
/// | `url` | absolute where the site's origin is known, else from the path on |
/// | `path` | the path of the URL |
/// | `query`, `form` | each name with its text; of several texts, the last one |
/// | `query_all`, `form_all` | each name with the list of all its texts |
/// | `headers` | by names in lower case, without credentials |
/// | `cookies` | by name, without the session's own |
/// | `language` | the language of the page, such as `de`; nothing where none was chosen |
/// | `csp_nonce` | the nonce of the response, see <doc:Headers>; nothing without ``SecurityHeaders`` |
/// | `form_token` | the token of the session, see <doc:FormTokenFields>; nothing without ``FormTokens`` |
/// | any other name | the text of the form's field, else of the query's, else of the cookie |
///
/// In `python:` there is `request.get(name, default)` too, which never asks for the members
/// of the table: `request.get('url', '')` is a field.
///
/// `request/session:PACKAGE` gives a package of the session, by ``SessionNamespace``;
/// `request/flash:CATEGORY` the messages that wait to be shown, by ``FlashNamespace``; and
/// `request/form_digest:PACKAGE` what stands for a package in a form, by ``FormDigestNamespace``.
/// One object serves one render, or several of one request. `Sendable`.
public final class RequestObject: TemplateObject {
    /// What is known of the request.
    public let info: RequestInfo
    /// The session of the request; nil where there is none, or it is literal data.
    public let session: Session?
    private let literal: LiteralSession
    let problems = SessionProblems()
    private let shown = ShownMessages()

    /// Whether it is an error to read a session, because there is none.
    private let requiresSession: Bool

    /// Makes the object of a request.
    ///
    /// - Parameters:
    ///   - info: what is known of the request.
    ///   - session: its session; without one, every package is empty.
    public convenience init(_ info: RequestInfo, session: Session?) {
        self.init(info, session: session, requiresSession: false)
    }

    init(_ info: RequestInfo, session: Session?, requiresSession: Bool) {
        self.info = info
        self.session = session
        self.requiresSession = requiresSession
        literal = LiteralSession()
    }

    /// Makes a request object out of literal data, for tools and tests.
    ///
    /// What scripts write is seen by whatever is rendered with this object, and stored
    /// nowhere.
    ///
    /// - Parameters:
    ///   - info: what is known of the request.
    ///   - packages: the values of the session by package id and key.
    public init(
        _ info: RequestInfo = RequestInfo(),
        session packages: [String: [String: TemplateValue]]
    ) {
        self.info = info
        session = nil
        requiresSession = false
        literal = LiteralSession(packages)
    }

    /// Finds out whether there is a session to read.
    ///
    /// What a page reads through macros that only the render knows is found out here, with
    /// its place.
    func requireSession() throws(TemplateError) {
        guard requiresSession else { return }
        throw TemplateError(
            .objectFailed,
            "the page reads a session, and its route is outside of the session middleware",
            cause: SessionError.missing
        )
    }

    /// The stored values that a template asked for and that could not be read.
    ///
    /// They are absent for the template; whoever renders reports them.
    public var sessionProblems: [SessionError] { problems.all }

    /// The package of an id, also where nothing is stored in it.
    func package(_ name: String) -> SessionPackageObject {
        let content: SessionPackageObject.Content =
            if let session {
                .session(session[name], problems)
            } else {
                .literal(literal)
            }
        return SessionPackageObject(name: name, content: content)
    }

    /// The messages of a category that wait for a page.
    func flashMessages(_ category: String) -> [FlashMessageObject] {
        (session?.flash.loadedMessages ?? literal.flashMessages)
            .filter { $0.category == category }
            .map { FlashMessageObject($0, shown: shown) }
    }

    /// Takes out of the session what the page shows that was rendered; a HEAD request gets no
    /// page.
    func consumeShownMessages() throws(SessionError) {
        let messages = shown.take()
        guard info.method != "HEAD" else { return }
        try session?.flash.consume(messages)
    }

    // MARK: TemplateObject

    /// The value of a member; see the table above.
    public func member(_ name: String) -> TemplateValue? {
        switch name {
        case "method": .string(info.method)
        case "url": .string(info.url)
        case "path": .string(info.path)
        case "query": .mapping(info.query.lastValues)
        case "query_all": .mapping(info.query.allValues)
        case "form": .mapping(info.form.lastValues)
        case "form_all": .mapping(info.form.allValues)
        case "headers": Self.mapping(info.headers)
        case "cookies": Self.mapping(info.cookies)
        case "language": info.language.map { .string($0) } ?? .nothing
        case "csp_nonce": PageCode.current.map { .string($0.useNonce()) } ?? .nothing
        case "form_token": formToken
        default: field(name)
        }
    }

    /// What the token is put in the place of, when the page is rendered.
    private var formToken: TemplateValue {
        guard session != nil, let tokens = PageTokens.current else { return .nothing }
        return .string(tokens.askForToken())
    }

    /// The names of the table above, and those that the request brings along.
    public var memberNames: [String] {
        let own = [
            "cookies", "csp_nonce", "form", "form_all", "form_token", "headers", "language",
            "method", "path", "query", "query_all", "url",
        ]
        let sent = info.form.fields.map(\.name) + info.query.fields.map(\.name)
        return own + Set(sent + info.cookies.keys).subtracting(own).sorted()
    }

    /// `get(name, default)`: the text that the request brings along under a name, or the
    /// default, which is nothing unless it is passed.
    ///
    /// - Throws: `TemplateError` with `typeError` where `get` is called with no
    ///   argument or more than two, with a name other than `key` and `default`, or
    ///   with a key that is no text.
    public func call(
        _ method: String,
        with arguments: TemplateArguments
    ) throws -> TemplateValue? {
        guard method == "get" else { return nil }
        try arguments.require(1...2, names: ["key", "default"])
        let name = try arguments.text(0, "key")
        return field(name) ?? arguments.value(1, "default") ?? .nothing
    }

    private func field(_ name: String) -> TemplateValue? {
        (info.form[name] ?? info.query[name] ?? info.cookies[name]).map { .string($0) }
    }

    /// Method and path.
    public var text: String { "\(info.method) \(info.path)" }

    private static func mapping(_ texts: [String: String]) -> TemplateValue {
        let sorted = texts.sorted { $0.key < $1.key }
        return .mapping(TemplateMapping(sorted.map { ($0.key, .string($0.value)) }))
    }
}

extension RequestObject: ObjectOfKind {
    /// What errors call it.
    package var kind: String { "request" }

    /// What is a step of a namespace, and what no form needs.
    package func absenceRemedy(of name: String) -> String? {
        switch name {
        case "session": "a key of the session: request/session:PACKAGE/KEY"
        case "flash": "messages of a category: request/flash:CATEGORY"
        case "form_digest": "what stands for a package: request/form_digest:PACKAGE"
        case "csrf", "csrf_token": "forms need no token: those of other sites are refused"
        default: nil
        }
    }
}
