// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import WebSessions

extension PageTokens {
    /// A rendered page with the token of its session in its forms, and where its template asks for
    /// it.
    ///
    /// A page without such a place makes no call of the store, and is nobody's in particular.
    ///
    /// - Throws: what loading a session throws, but for an outage: the page has no token then.
    func filled(
        _ page: [UInt8],
        mode: TemplateMode,
        for request: RequestObject
    ) async throws(SessionError) -> [UInt8] {
        let own = request.info.origin.flatMap { try? PublicOrigin($0) }
        let forms = TokenForms(
            in: page,
            mode: mode,
            fieldName: settings.fieldName,
            targets: SiteTargets(origins: origins + [own].compactMap(\.self))
        )
        let isAskedFor = isAskedFor(in: page)
        guard isAskedFor || !forms.places.isEmpty else { return page }
        notePlace()
        let token = try await token(for: request)
        let filled = token.map { forms.page(with: $0) } ?? page
        return isAskedFor ? replacePlaceholders(in: filled, by: token ?? "") : filled
    }

    /// The token of a page.
    ///
    /// A HEAD request has no page, so it begins no session; its length is that of the page.
    private func token(for request: RequestObject) async throws(SessionError) -> String? {
        guard let session = request.session else { return nil }
        let isHead = request.info.method == "HEAD"
        let token = try await session.formToken(begins: beginsSessions && !isHead)
        return token ?? (isHead && beginsSessions ? Self.randomText(64) : nil)
    }
}
