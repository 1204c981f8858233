// SPDX-License-Identifier: Apache-2.0

#if Hummingbird
public import Hummingbird
public import PageTemplates
public import Talisman

extension PageRenderer {
    /// Fragments of a page as a response of Hummingbird.
    ///
    /// ```swift
    /// try await pages.fragments(
    ///     ["cart", "notices"], of: "cart.html", TemplateContext(["lines": lines]),
    ///     for: request, in: context
    /// )
    /// ```
    ///
    /// - Parameters:
    ///   - names: the names of macros, of slots or of elements by their `id`, in the order in which
    ///     they go out.
    ///   - page: the name of the template.
    ///   - variables: the variables of these fragments, of a mapping or of a model; `request` comes
    ///     by itself.
    ///   - form: the fields of the request's body, where they were read.
    ///   - status: the status; 200 by default.
    ///   - headers: further fields of the response.
    ///   - request: the request, whose fields say how the fragments go out.
    ///   - context: its context, which has the session.
    /// - Returns: the response, with its media type and length.
    /// - Throws: what a page throws, and `StatusError` with 500 where the template has no such
    ///   fragment.
    public func fragments(
        _ names: [String],
        of page: String,
        _ variables: TemplateContext = TemplateContext(),
        form: FormFields = FormFields(),
        status: HTTPResponse.Status = .ok,
        headers: HTTPFields = [:],
        for request: Request,
        in context: some RequestContext
    ) async throws -> Response {
        let page = try await fragments(
            names,
            of: page,
            variables,
            form: form,
            status: status,
            headers: headers,
            for: request.head,
            session: (context as? any WebSessionRequestContext)?.requestSession,
            logger: context.logger
        )
        return Response(page)
    }
}
#endif
