// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && SQLite
import Hummingbird
import PageTemplates
import Talisman
import TalismanHummingbird
import WebSessions

/// The pages of the shop, with the variables that all of them have.
///
/// The name of the user and the number of things in the cart are no variables: the
/// templates read them from the session.
struct ShopPages: Sendable {
    let pages: PageRenderer

    init(_ pages: PageRenderer) {
        self.pages = pages
    }

    /// A page as a response.
    ///
    /// - Parameters:
    ///   - name: the name of the template.
    ///   - reads: what making the variables reads of the session.
    ///   - notice: what the page says first, before what waits in the session.
    ///   - form: the fields of the request's body, where they were read.
    ///   - status: the status; 200 by default.
    ///   - request: the request.
    ///   - context: its context.
    ///   - variables: makes the variables of the template, in a language.
    /// - Returns: the response.
    /// - Throws: what `variables` throws, and what `PageRenderer` throws.
    func page(
        _ name: String,
        reading reads: SessionReads = .nothing,
        notice: Notice? = nil,
        form: FormFields = FormFields(),
        status: HTTPResponse.Status = .ok,
        for request: Request,
        in context: some WebSessionRequestContext,
        _ variables: (_ language: String) async throws -> TemplateMapping = { _ in [:] }
    ) async throws -> Response {
        try await pages.load(reads, with: name, in: context)
        let language = try await pages.language(for: request, in: context)
        let own = try await variables(language ?? ShopLanguages.standard)
        let common = [("notice", notice.map { .string($0.rawValue) } ?? TemplateValue.nothing)]
        return try await pages.page(
            name,
            TemplateMapping(common + zip(own.keys, own.values).map { ($0, $1) }),
            form: form,
            status: status,
            for: request,
            in: context
        )
    }
}
#endif
