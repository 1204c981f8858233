// SPDX-License-Identifier: Apache-2.0

public import PageTemplates
import WebSessions

extension Template {
    /// Renders a page for a request, which is the variable `request` of the template.
    ///
    /// What the template reads of the session is loaded first, in one round trip to the
    /// store. A template that reads nothing of it makes no store call. What its scripts
    /// write is a change of the session, to be committed before the head of the response, and so
    /// is the removal of the messages that it shows of `request/flash:…`.
    ///
    /// ```swift
    /// let request = RequestObject(info, session: session)
    /// let page = try await template.page(TemplateContext(["title": "Cart"]), for: request)
    /// ```
    ///
    /// Where clients keep no cookies, the links and forms of the page carry the session; see
    /// <doc:SessionsWithoutCookies>. On a site with ``FormTokens``, its forms have tokens: render a
    /// page that is kept or sent to somebody in ``FormTokens/without(_:)``.
    ///
    /// A template that is confined (`TemplateConfiguration.untrusted`) gets no `request`, its
    /// links carry no session, its forms have no tokens, and a Content-Security-Policy allows
    /// none of its scripts.
    ///
    /// - Parameters:
    ///   - context: the other variables.
    ///   - request: the request.
    /// - Returns: the whole page.
    /// - Throws: `TemplateError`, or what loading a session throws; there is no page then,
    ///   not even a part of it.
    public func page(
        _ context: TemplateContext = TemplateContext(),
        for request: RequestObject
    ) async throws -> RenderedPage {
        let reads = sessionReads
        if let reads { try await request.session?.load(reads) }
        var bytes = try bytes(context, for: request)
        try request.consumeShownMessages()
        // Scripts, forms and links of authors who are not trusted get no right of the site's.
        if !isConfined {
            PageCode.current?.add(code)
            if let tokens = PageTokens.current {
                bytes = try await tokens.filled(bytes, mode: mode, for: request)
            }
        }
        let carriers = isConfined ? [] : try await request.session?.carriers() ?? []
        let hasLinks = mode != .text && !carriers.isEmpty
        return RenderedPage(
            bytes: hasLinks
                ? LinkRewriter(carriers, url: request.info.url, isXML: mode == .xml)
                    .rewrite(bytes) : bytes,
            mode: mode,
            templateName: name,
            dependsOnSession: reads != nil
        )
    }

    private func bytes(
        _ context: TemplateContext,
        for request: RequestObject
    ) throws(TemplateError) -> [UInt8] {
        var context = context
        if !isConfined { try add(request, to: &context) }
        var output = TemplateOutput()
        try render(context, into: &output)
        return output.bytes
    }

    private func add(
        _ request: RequestObject,
        to context: inout TemplateContext
    ) throws(TemplateError) {
        guard context["request"] == nil || !reads.variables.contains("request") else {
            throw TemplateError(
                .reservedName,
                "'request' is the request in a page, and the data has a variable of that name",
                notes: [.init("give the variable another name")]
            )
        }
        context["request"] = .object(request)
    }
}
