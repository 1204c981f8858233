// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import PageTemplates
import WebSessions

/// A rendered page with its language.
struct LanguagePage {
    let page: RenderedPage

    /// Whether the request is one for the head alone.
    let isHead: Bool

    /// The language; nil where pages have none.
    let language: String?

    /// Whether there are other languages that the page could have been in.
    let isNegotiated: Bool

    /// What of the session could not be read for it.
    let problems: [SessionError]

    /// The page as a response, which says its language (RFC 9110 section 8.5).
    func response(status: HTTPResponse.Status, headers: HTTPFields) -> PageResponse {
        var headers = headers
        headers[.contentType] = page.contentType
        headers[.contentLength] = String(page.bytes.count)
        if let language { headers[.contentLanguage] = language }
        if isNegotiated { headers.append(HTTPField(name: .vary, value: "Accept-Language")) }
        return PageResponse(
            head: HTTPResponse(status: status, headerFields: headers),
            bytes: isHead ? [] : page.bytes
        )
    }
}

extension PageRenderer {
    /// A page in the language of the request.
    func page(
        _ template: Template,
        _ context: TemplateContext,
        showing info: RequestInfo,
        for head: HTTPRequest,
        _ session: Session?,
        requiresSession: Bool = false
    ) async throws -> LanguagePage {
        defer { coverage?.note() }
        let reads = try reads(of: template)
        if !reads.isEmpty { try await session?.load(reads) }
        var info = info
        info.language = try await language(for: head, session)
        let shown = RequestObject(info, session: session, requiresSession: requiresSession)
        var context = context
        context.languages = [info.language].compactMap(\.self)
        return LanguagePage(
            page: inspecting(try await template.page(context, for: shown), of: template),
            isHead: head.method == .head,
            language: info.language,
            isNegotiated: (languages?.all.count ?? 0) > 1,
            problems: shown.sessionProblems
        )
    }
}
