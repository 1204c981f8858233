// SPDX-License-Identifier: Apache-2.0

#if FlyingFox
public import FlyingFox
import HTTPTypes
import Logging
public import PageTemplates
public import Talisman

extension PageRenderer {
    /// Fragments of a page as a response of FlyingFox.
    ///
    /// ```swift
    /// try await pages.fragments(
    ///     ["cart", "notices"], of: "cart.html", TemplateContext(["lines": lines]), for: request
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
    ///   - request: the request, whose fields say how the fragments go out; inside of a
    ///     ``WebSessionHTTPHandler`` where they read the session.
    /// - Returns: the response, with its media type and length.
    /// - Throws: what a page throws, and `StatusError` with 500 where the template has no such
    ///   fragment.
    public func fragments(
        _ names: [String],
        of page: String,
        _ variables: TemplateContext = TemplateContext(),
        form: FormFields = FormFields(),
        status: HTTPStatusCode = .ok,
        headers: HTTPHeaders = [:],
        for request: FlyingFox.HTTPRequest
    ) async throws -> FlyingFox.HTTPResponse {
        let current = CurrentRequest.value
        let page = try await fragments(
            names,
            of: page,
            variables,
            form: form,
            status: .init(code: status.code, reasonPhrase: status.phrase),
            headers: HTTPFields(headers),
            for: HTTPTypes.HTTPRequest(request),
            session: current?.session,
            logger: current?.logger ?? Logger(label: "talisman")
        )
        return FlyingFox.HTTPResponse(page)
    }
}
#endif
