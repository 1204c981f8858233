// SPDX-License-Identifier: Apache-2.0

public import HTTPTypes

/// Tokens in forms, for clients that do not say who started a request.
///
/// Browsers of today say it, and `SameOriginPolicy` decides by that; pages need no token. A site
/// that has to serve clients that send neither `Sec-Fetch-Site` nor `Origin`, or whose proxies
/// remove both, turns tokens on:
///
/// ```swift
/// router.addSite(pages, sessions, formTokens: FormTokens())
/// ```
///
/// Then every form of a page that is sent by POST to the same site has a hidden field, and an
/// unsafe request with neither field passes only with the token of its session: in that field of
/// its form, or in a header field that a script sends. Nothing changes for a request that says who
/// started it. <doc:FormTokenFields> has the details. `Sendable`.
public struct FormTokens: Sendable, Hashable {
    /// `X-CSRF-Token`.
    public static let standardHeader = HTTPField.Name.known("X-CSRF-Token")

    /// The name of the hidden field.
    public let fieldName: String
    /// The header field in which scripts send the token.
    public let headerName: HTTPField.Name
    /// How many bytes at the start of a body are searched for the field.
    public let searchedBytes: Int

    /// Makes the settings.
    ///
    /// - Parameters:
    ///   - fieldName: the name of the hidden field: letters, digits, `_` and `-`, or it is an
    ///     error of the program. No other field of a form may have it.
    ///   - headerName: the header field in which scripts send the token.
    ///   - searchedBytes: how many bytes at the start of a body are searched for the field, which
    ///     stands behind the start tag of its form; 64 KiB by default.
    public init(
        fieldName: String = "form_token",
        headerName: HTTPField.Name = FormTokens.standardHeader,
        searchedBytes: Int = 65_536
    ) {
        let isName = fieldName.allSatisfy { character in
            character.isASCII
                && (character.isLetter || character.isNumber || "_-".contains(character))
        }
        precondition(isName && !fieldName.isEmpty, "'\(fieldName)' is no name of a field")
        self.fieldName = fieldName
        self.headerName = headerName
        self.searchedBytes = searchedBytes
    }

    /// Renders pages without tokens: those that are kept, or sent to somebody else than the visitor.
    ///
    /// ```swift
    /// let mail = try await FormTokens.without {
    ///     try await template.page(TemplateContext(order), for: request)
    /// }
    /// ```
    ///
    /// - Parameter body: what renders them.
    /// - Returns: what it returns.
    /// - Throws: what it throws.
    public static func without<Result>(
        _ body: () async throws -> Result
    ) async rethrows -> Result {
        try await PageTokens.$current.withValue(nil, operation: body)
    }
}
