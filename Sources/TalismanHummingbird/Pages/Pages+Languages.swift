#if Hummingbird
public import Hummingbird
import PageTemplates
import Talisman
import WebSessions

extension Pages {
    /// The language that a page for a request is in; nil where ``languages`` is.
    ///
    /// Handlers ask for data in it. It may read the session; ``load(_:with:in:)`` lets that
    /// and the reads of a page take one round trip.
    ///
    /// - Throws: `SessionError` when the session cannot be loaded.
    public func language(
        for request: Request,
        in context: some RequestContext
    ) async throws -> String? {
        let session = (context as? any SessionRequestContext)?.requestSession?.session
        return try await language(for: request, session)
    }

    /// The language for a request with the session that it has, if any.
    func language(for request: Request, _ session: Session?) async throws -> String? {
        guard let languages else { return nil }
        let accepted = AcceptLanguage(request.headers[.acceptLanguage] ?? "")
        guard let choice = languages.choice, let session else {
            return languages.language(for: accepted)
        }
        try await session.load(choiceReads())
        let package = session[choice.package]
        guard case .string(let chosen) = package.loaded(choice.key) else {
            return languages.language(for: accepted)
        }
        return languages.language(for: accepted, chosen: chosen)
    }

    /// What the choice of a language reads.
    func choiceReads() throws -> SessionReads {
        guard let choice = languages?.choice else { return .nothing }
        return .fields([try SessionField(package: choice.package, key: choice.key)])
    }
}
#endif
