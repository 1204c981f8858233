// SPDX-License-Identifier: Apache-2.0

public import HTTPTypes
public import Logging
public import PageTemplates
public import WebSessions

// Pages whose variables are the members of a model.
extension PageRenderer {
    /// A page of a model, as a response.
    ///
    /// ```swift
    /// let page = try await pages.page(
    ///     "product.html", product, for: head, session: session, logger: logger
    /// )
    /// ```
    ///
    /// Nothing is encoded: the page reads the members that it names, and no others. Everything else
    /// is as it is for variables in a `TemplateMapping`.
    ///
    /// - Parameters:
    ///   - name: the name of the template.
    ///   - model: the model, whose members are the variables; `request` comes by itself.
    ///   - form: the fields of the request's body, where they were read.
    ///   - status: the status; 200 by default.
    ///   - headers: further fields of the response.
    ///   - head: the head of the request.
    ///   - session: the session of the request, if any.
    ///   - logger: gets the report of what fails.
    /// - Returns: the response.
    /// - Throws: what the method with a mapping throws.
    public func page(
        _ name: String,
        _ model: some TemplateModel,
        form: FormFields = FormFields(),
        status: HTTPResponse.Status = .ok,
        headers: HTTPFields = [:],
        for head: HTTPRequest,
        session: RequestSession?,
        logger: Logger
    ) async throws -> PageResponse {
        try await page(
            name,
            showing: TemplateContext(model),
            form: form,
            status: status,
            headers: headers,
            for: head,
            session: session,
            logger: logger
        )
    }

    /// A page of a model that is `Encodable` too, as a response: it is read as a model.
    ///
    /// - Parameters:
    ///   - name: the name of the template.
    ///   - model: the model, whose members are the variables; `request` comes by itself.
    ///   - form: the fields of the request's body, where they were read.
    ///   - status: the status; 200 by default.
    ///   - headers: further fields of the response.
    ///   - head: the head of the request.
    ///   - session: the session of the request, if any.
    ///   - logger: gets the report of what fails.
    /// - Returns: the response.
    /// - Throws: what the method with a mapping throws.
    public func page(
        _ name: String,
        _ model: some TemplateModel & Encodable,
        form: FormFields = FormFields(),
        status: HTTPResponse.Status = .ok,
        headers: HTTPFields = [:],
        for head: HTTPRequest,
        session: RequestSession?,
        logger: Logger
    ) async throws -> PageResponse {
        try await page(
            name,
            showing: TemplateContext(model),
            form: form,
            status: status,
            headers: headers,
            for: head,
            session: session,
            logger: logger
        )
    }
}
