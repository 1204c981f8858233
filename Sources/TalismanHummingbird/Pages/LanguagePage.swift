#if Hummingbird
import HTTPTypes
import Hummingbird
import PageTemplates
import Talisman
import WebSessions

/// A rendered page with its language.
struct LanguagePage {
    let page: RenderedPage
    let request: Request

    /// The language; nil where pages have none.
    let language: String?

    /// Whether there are other languages that the page could have been in.
    let isNegotiated: Bool

    /// What of the session could not be read for it.
    let problems: [SessionError]

    /// The page as a response, which says its language (RFC 9110 section 8.5).
    func response(status: HTTPResponse.Status, headers: HTTPFields) -> Response {
        var headers = headers
        if let language { headers[.contentLanguage] = language }
        if isNegotiated { headers.append(HTTPField(name: .vary, value: "Accept-Language")) }
        return PageResponse.response(page, status: status, headers: headers, for: request)
    }
}

extension Pages {
    /// What a page and the choice of its language read of the session.
    func reads(of template: Template) throws -> SessionReads {
        (template.reads.session ?? .nothing).union(try choiceReads())
    }

    /// A page in the language of the request.
    func page(
        _ template: Template,
        _ variables: TemplateMapping,
        showing info: RequestInfo,
        for request: Request,
        _ session: Session?
    ) async throws -> LanguagePage {
        let reads = try reads(of: template)
        if !reads.isEmpty { try await session?.load(reads) }
        var info = info
        info.language = try await language(for: request, session)
        let shown = RequestObject(info, session: session)
        var context = TemplateContext(variables)
        context.languages = [info.language].compactMap(\.self)
        return LanguagePage(
            page: try await template.page(context, for: shown),
            request: request,
            language: info.language,
            isNegotiated: (languages?.all.count ?? 0) > 1,
            problems: shown.sessionProblems
        )
    }
}

extension SessionReads {
    func union(_ other: SessionReads) -> SessionReads {
        var union = self
        union.fields.formUnion(other.fields)
        union.packages.formUnion(other.packages)
        union.everything = everything || other.everything
        return union
    }
}
#endif
