// SPDX-License-Identifier: Apache-2.0

extension AcceptLanguage {
    /// The language to answer in, by the lookup of RFC 4647.
    ///
    /// Each range in its turn is compared with the languages as it is, then
    /// without its last subtags: `de-AT-1996`, `de-AT`, `de`. A range never gets
    /// a language that is more special than itself, so `de` does not match
    /// `de-AT`. The range `*` means any language that is not refused.
    ///
    /// ```swift
    /// let accepted = AcceptLanguage(request.headers[.acceptLanguage] ?? "")
    /// context.languages = [accepted.best(of: catalogs.languages, otherwise: "en")]
    /// ```
    ///
    /// - Parameters:
    ///   - languages: The languages that there are, the preferred one first.
    ///   - standard: The language where none of them is asked for.
    /// - Returns: One of `languages` as it is written there, or `standard`.
    public func best(of languages: [String], otherwise standard: String) -> String {
        for range in ranges {
            let found = range == "*" ? languages.first(where: isAllowed) : match(range, languages)
            if let found { return found }
        }
        return standard
    }

    private func match(_ range: String, _ languages: [String]) -> String? {
        var subtags = range.lowercased().split(separator: "-")
        while !subtags.isEmpty {
            let wanted = subtags.joined(separator: "-")
            let found = languages.first { Self.normalized($0) == wanted && isAllowed($0) }
            if let found { return found }
            subtags.removeLast()
            // A single letter introduces what has just been removed.
            if subtags.last?.utf8.count == 1 { subtags.removeLast() }
        }
        return nil
    }

    private func isAllowed(_ language: String) -> Bool {
        !refused.contains { Self.normalized($0) == Self.normalized(language) }
    }

    private static func normalized(_ language: String) -> String {
        language.lowercased().replacing("_", with: "-")
    }
}
