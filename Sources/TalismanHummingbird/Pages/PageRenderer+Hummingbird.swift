// SPDX-License-Identifier: Apache-2.0

#if Hummingbird
public import Hummingbird
public import PageTemplates
public import Talisman
public import WebSessions

extension PageRenderer {
    /// A page as a response of Hummingbird.
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
    /// - Throws: `StatusError` with 500 when the template fails; the report goes to the log,
    ///   and in development to the browser. `SessionError` when the session cannot be loaded.
    public func page(
        _ name: String,
        _ variables: TemplateMapping = [:],
        form: FormFields = FormFields(),
        status: HTTPResponse.Status = .ok,
        headers: HTTPFields = [:],
        for request: Request,
        in context: some RequestContext
    ) async throws -> Response {
        try await page(
            name,
            showing: TemplateContext(variables),
            form: form,
            status: status,
            headers: headers,
            for: request,
            in: context
        )
    }

    /// A page as a response of Hummingbird, whatever its variables are.
    private func page(
        _ name: String,
        showing variables: TemplateContext,
        form: FormFields,
        status: HTTPResponse.Status,
        headers: HTTPFields,
        for request: Request,
        in context: some RequestContext
    ) async throws -> Response {
        let page = try await page(
            name,
            showing: variables,
            form: form,
            status: status,
            headers: headers,
            for: request.head,
            session: (context as? any WebSessionRequestContext)?.requestSession,
            logger: context.logger
        )
        return Response(page)
    }

    /// A page whose variables are the members of a value, as a response of Hummingbird.
    ///
    /// ```swift
    /// try await pages.page("books.html", ["books": books], for: request, in: context)
    /// ```
    ///
    /// The model is a structure or a dictionary, for an array needs a name; all else is as it is for
    /// a `TemplateMapping`.
    ///
    /// - Throws: what the other method throws, and `StatusError` with 500 for a value that
    ///   cannot be encoded, or is no mapping.
    public func page(
        _ name: String,
        _ model: some Encodable & Sendable,
        form: FormFields = FormFields(),
        status: HTTPResponse.Status = .ok,
        headers: HTTPFields = [:],
        for request: Request,
        in context: some RequestContext
    ) async throws -> Response {
        try await page(
            name,
            variables(model, of: name, context.logger),
            form: form,
            status: status,
            headers: headers,
            for: request,
            in: context
        )
    }

    /// A page of a model, as a response of Hummingbird.
    ///
    /// ```swift
    /// try await pages.page("product.html", product, for: request, in: context)
    /// ```
    ///
    /// Nothing is encoded: the page reads the members that it names, and no others.
    ///
    /// - Parameters:
    ///   - name: the name of the template.
    ///   - model: the model, whose members are the variables; `request` comes by itself.
    ///   - form: the fields of the request's body, where they were read.
    ///   - status: the status; 200 by default.
    ///   - headers: further fields of the response.
    ///   - request: the request.
    ///   - context: its context, which has the session.
    /// - Returns: the response, with its media type and length.
    /// - Throws: what the method with a mapping throws.
    public func page(
        _ name: String,
        _ model: some TemplateModel,
        form: FormFields = FormFields(),
        status: HTTPResponse.Status = .ok,
        headers: HTTPFields = [:],
        for request: Request,
        in context: some RequestContext
    ) async throws -> Response {
        try await page(
            name,
            showing: TemplateContext(model),
            form: form,
            status: status,
            headers: headers,
            for: request,
            in: context
        )
    }

    /// A page of a model that is `Encodable` too, as a response of Hummingbird: it is read as a
    /// model.
    ///
    /// - Parameters:
    ///   - name: the name of the template.
    ///   - model: the model, whose members are the variables; `request` comes by itself.
    ///   - form: the fields of the request's body, where they were read.
    ///   - status: the status; 200 by default.
    ///   - headers: further fields of the response.
    ///   - request: the request.
    ///   - context: its context, which has the session.
    /// - Returns: the response, with its media type and length.
    /// - Throws: what the method with a mapping throws.
    public func page(
        _ name: String,
        _ model: some TemplateModel & Encodable,
        form: FormFields = FormFields(),
        status: HTTPResponse.Status = .ok,
        headers: HTTPFields = [:],
        for request: Request,
        in context: some RequestContext
    ) async throws -> Response {
        try await page(
            name,
            showing: TemplateContext(model),
            form: form,
            status: status,
            headers: headers,
            for: request,
            in: context
        )
    }

    /// Loads what a page and the choice of its language will read of the session together
    /// with what its handler reads, so that all take one round trip to the store.
    ///
    /// - Parameters:
    ///   - reads: what the handler reads; nothing by default.
    ///   - name: the name of the template.
    ///   - context: the context of the request.
    /// - Throws: what loading a session throws, and `StatusError` with 500 when the template
    ///   does not compile.
    public func load(
        _ reads: SessionReads = .nothing,
        with name: String,
        in context: some WebSessionRequestContext
    ) async throws {
        try await load(reads, with: name, in: context.session, logger: context.logger)
    }

    /// The language that a page for a request is in; nil where there are no languages.
    ///
    /// Handlers ask for data in it. It may read the session; ``load(_:with:in:)`` lets that
    /// and the reads of a page take one round trip.
    ///
    /// - Throws: `SessionError` when the session cannot be loaded.
    public func language(
        for request: Request,
        in context: some RequestContext
    ) async throws -> String? {
        let held = (context as? any WebSessionRequestContext)?.requestSession
        return try await language(for: request.head, held?.session)
    }
}

extension Response {
    init(_ page: PageResponse) {
        let body =
            page.bytes.isEmpty
            ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: page.bytes))
        self.init(status: page.head.status, headers: page.head.headerFields, body: body)
    }
}
#endif
