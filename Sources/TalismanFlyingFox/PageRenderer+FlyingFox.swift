// SPDX-License-Identifier: Apache-2.0

#if FlyingFox
public import FlyingFox
import HTTPTypes
import Logging
public import PageTemplates
public import Talisman
public import WebSessions

extension PageRenderer {
    /// A page as a response of FlyingFox.
    ///
    /// A HEAD request gets the head that a GET request would get.
    ///
    /// - Parameters:
    ///   - name: the name of the template.
    ///   - variables: its variables; `request` comes by itself.
    ///   - form: the fields of the request's body, where they were read.
    ///   - status: the status; 200 by default.
    ///   - headers: further fields of the response.
    ///   - request: the request, inside of a ``WebSessionHTTPHandler`` where the template reads
    ///     the session.
    /// - Returns: the response, with its media type and length.
    /// - Throws: `StatusError` with 500 when the template fails; the report goes to the log,
    ///   and in development to the browser. `SessionError` when the session cannot be loaded.
    public func page(
        _ name: String,
        _ variables: TemplateMapping = [:],
        form: FormFields = FormFields(),
        status: HTTPStatusCode = .ok,
        headers: HTTPHeaders = [:],
        for request: FlyingFox.HTTPRequest
    ) async throws -> FlyingFox.HTTPResponse {
        try await page(
            name,
            showing: TemplateContext(variables),
            form: form,
            status: status,
            headers: headers,
            for: request
        )
    }

    /// A page as a response of FlyingFox, whatever its variables are.
    private func page(
        _ name: String,
        showing variables: TemplateContext,
        form: FormFields,
        status: HTTPStatusCode,
        headers: HTTPHeaders,
        for request: FlyingFox.HTTPRequest
    ) async throws -> FlyingFox.HTTPResponse {
        let current = CurrentRequest.value
        let page = try await page(
            name,
            showing: variables,
            form: form,
            status: .init(code: status.code, reasonPhrase: status.phrase),
            headers: HTTPFields(headers),
            for: HTTPTypes.HTTPRequest(request),
            session: current?.session,
            logger: current?.logger ?? Logger(label: "talisman")
        )
        return FlyingFox.HTTPResponse(page)
    }

    /// A page whose variables are the members of a value, as a response of FlyingFox.
    ///
    /// ```swift
    /// try await pages.page("books.html", ["books": books], for: request)
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
        status: HTTPStatusCode = .ok,
        headers: HTTPHeaders = [:],
        for request: FlyingFox.HTTPRequest
    ) async throws -> FlyingFox.HTTPResponse {
        let logger = CurrentRequest.value?.logger ?? Logger(label: "talisman")
        let variables = try variables(model, of: name, logger)
        return try await page(
            name,
            variables,
            form: form,
            status: status,
            headers: headers,
            for: request
        )
    }

    /// A page of a model, as a response of FlyingFox.
    ///
    /// ```swift
    /// try await pages.page("product.html", product, for: request)
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
    ///   - request: the request, inside of a ``WebSessionHTTPHandler`` where the template reads
    ///     the session.
    /// - Returns: the response.
    /// - Throws: what the method with a mapping throws.
    public func page(
        _ name: String,
        _ model: some TemplateModel,
        form: FormFields = FormFields(),
        status: HTTPStatusCode = .ok,
        headers: HTTPHeaders = [:],
        for request: FlyingFox.HTTPRequest
    ) async throws -> FlyingFox.HTTPResponse {
        try await page(
            name,
            showing: TemplateContext(model),
            form: form,
            status: status,
            headers: headers,
            for: request
        )
    }

    /// A page of a model that is `Encodable` too, as a response of FlyingFox: it is read as a
    /// model.
    ///
    /// - Parameters:
    ///   - name: the name of the template.
    ///   - model: the model, whose members are the variables; `request` comes by itself.
    ///   - form: the fields of the request's body, where they were read.
    ///   - status: the status; 200 by default.
    ///   - headers: further fields of the response.
    ///   - request: the request, inside of a ``WebSessionHTTPHandler`` where the template reads
    ///     the session.
    /// - Returns: the response.
    /// - Throws: what the method with a mapping throws.
    public func page(
        _ name: String,
        _ model: some TemplateModel & Encodable,
        form: FormFields = FormFields(),
        status: HTTPStatusCode = .ok,
        headers: HTTPHeaders = [:],
        for request: FlyingFox.HTTPRequest
    ) async throws -> FlyingFox.HTTPResponse {
        try await page(
            name,
            showing: TemplateContext(model),
            form: form,
            status: status,
            headers: headers,
            for: request
        )
    }

    /// Loads what a page and the choice of its language will read of the session together
    /// with what its handler reads, so that all take one round trip to the store.
    ///
    /// - Parameters:
    ///   - reads: what the handler reads; nothing by default.
    ///   - name: the name of the template.
    ///   - request: the request, inside of a ``WebSessionHTTPHandler``.
    /// - Throws: what loading a session throws, and `StatusError` with 500 when the template
    ///   does not compile.
    public func load(
        _ reads: SessionReads = .nothing,
        with name: String,
        for request: FlyingFox.HTTPRequest
    ) async throws {
        let logger = CurrentRequest.value?.logger ?? Logger(label: "talisman")
        try await load(reads, with: name, in: request.session, logger: logger)
    }

    /// The language that a page for a request is in; nil where there are no languages.
    ///
    /// Handlers ask for data in it. It may read the session; ``load(_:with:for:)`` lets that
    /// and the reads of a page take one round trip.
    ///
    /// - Throws: `SessionError` when the session cannot be loaded.
    public func language(for request: FlyingFox.HTTPRequest) async throws -> String? {
        let session = CurrentRequest.value?.session.session
        return try await language(for: HTTPTypes.HTTPRequest(request), session)
    }
}
#endif
