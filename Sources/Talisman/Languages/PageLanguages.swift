// SPDX-License-Identifier: Apache-2.0

public import PageTemplates
public import WebSessions

/// The languages that pages are in, and how one of them is chosen for a request.
///
/// What the visitor chose comes first, where it is stored in the session; then what the
/// request asks for in `Accept-Language` (RFC 9110 section 12.5.4, by the lookup of
/// RFC 4647); then the standard language.
///
/// ```swift
/// let languages = PageLanguages(
///     standard: "en", others: ["de"], choice: SessionKey("shop.user", "language")
/// )
/// ```
///
/// `Sendable`.
public struct PageLanguages: Sendable {
    /// The languages as tags of RFC 5646, the standard one first, each once.
    public var all: [String] {
        guard let catalogs else { return fixed }
        return Self.distinct([standard] + catalogs.languages)
    }

    /// Where a session has the language that its visitor chose; nil where visitors do not
    /// choose.
    public let choice: SessionKey<String>?

    /// The language of those who ask for none of the others.
    public let standard: String

    /// What the choice reads of a session.
    let choiceReads: Result<SessionReads, SessionError>

    private let fixed: [String]

    /// Catalogs that are read again while languages are added to them.
    private let catalogs: TranslationCatalogs?

    /// Makes languages.
    ///
    /// - Parameters:
    ///   - standard: the language of those who ask for none of the others: that of the
    ///     texts in the templates.
    ///   - others: further ones, such as the `languages` of `TranslationCatalogs`.
    ///   - choice: where a session has the language that its visitor chose. Each page then
    ///     reads the session of who has one.
    public init(
        standard: String,
        others: [String] = [],
        choice: SessionKey<String>? = nil
    ) {
        self.standard = standard
        self.choice = choice
        choiceReads = Self.reads(of: choice)
        fixed = Self.distinct([standard] + others)
        catalogs = nil
    }

    /// Makes the languages of catalogs.
    ///
    /// Where those are read again when they change, a language that is new in them counts at once.
    ///
    /// - Parameters:
    ///   - standard: the language of those who ask for none of the others: that of the
    ///     texts in the templates.
    ///   - catalogs: what has the other languages.
    ///   - choice: where a session has the language that its visitor chose.
    public init(
        standard: String,
        catalogs: TranslationCatalogs,
        choice: SessionKey<String>? = nil
    ) {
        self.standard = standard
        self.choice = choice
        choiceReads = Self.reads(of: choice)
        fixed = Self.distinct([standard] + catalogs.languages)
        self.catalogs = catalogs.reloads ? catalogs : nil
    }

    /// The language that a tag names, as it is written in ``all``; nil where there is no such
    /// language.
    public func language(named tag: String) -> String? {
        all.first { Self.normalized($0) == Self.normalized(tag) }
    }

    /// The language of a page.
    ///
    /// - Parameters:
    ///   - accepted: what the request asks for.
    ///   - chosen: what the visitor chose; a language that there is not counts as no choice.
    /// - Returns: one of ``all``.
    public func language(for accepted: AcceptLanguage, chosen: String? = nil) -> String {
        chosen.flatMap(language(named:)) ?? accepted.best(of: all, otherwise: standard)
    }

    private static func reads(
        of choice: SessionKey<String>?
    ) -> Result<SessionReads, SessionError> {
        guard let choice else { return .success(.nothing) }
        return Result { () throws(SessionError) in
            .fields([try SessionField(package: choice.package, key: choice.key)])
        }
    }

    private static func distinct(_ tags: [String]) -> [String] {
        var seen: Set<String> = []
        return tags.filter { seen.insert(normalized($0)).inserted }
    }

    private static func normalized(_ tag: String) -> String {
        tag.lowercased().replacing("_", with: "-")
    }
}
