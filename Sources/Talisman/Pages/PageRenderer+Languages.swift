// SPDX-License-Identifier: Apache-2.0

public import HTTPTypes
import PageTemplates
public import WebSessions

extension PageRenderer {
    /// The language that a page for a request is in; nil where ``languages`` is.
    ///
    /// Handlers ask for data in it. It may read the session; ``load(_:with:in:logger:)`` lets
    /// that and the reads of a page take one round trip.
    ///
    /// - Parameters:
    ///   - head: the head of the request.
    ///   - session: its session, if any.
    /// - Returns: the language.
    /// - Throws: `SessionError` when the session cannot be loaded.
    public func language(for head: HTTPRequest, _ session: Session?) async throws -> String? {
        guard let languages else { return nil }
        let accepted = AcceptLanguage(head.headerFields[.acceptLanguage] ?? "")
        guard let choice = languages.choice, let session else {
            return languages.language(for: accepted)
        }
        try await session.load(languages.choiceReads.get())
        let package = session[choice.package]
        guard case .string(let chosen) = package.loaded(choice.key) else {
            return languages.language(for: accepted)
        }
        return languages.language(for: accepted, chosen: chosen)
    }

    /// What a page and the choice of its language read of the session.
    func reads(of template: Template) throws -> SessionReads {
        let own = template.sessionReads ?? .nothing
        return own.union(try languages?.choiceReads.get() ?? .nothing)
    }
}

extension SessionReads {
    func union(_ other: SessionReads) -> SessionReads {
        var union = self
        union.formUnion(other)
        return union
    }
}
