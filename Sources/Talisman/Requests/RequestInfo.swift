// SPDX-License-Identifier: Apache-2.0

/// What a template may know of a request.
///
/// There is nothing in it that a page must not show: no credentials, no token of a
/// session, and no address of the client. `Sendable`.
public struct RequestInfo: Sendable, Hashable {
    /// The request method, such as `GET`.
    public var method: String
    /// The path of the URL as it was sent, still percent-encoded.
    public var path: String
    /// The query of the URL as it was sent, without `?`; empty where there is none.
    public var queryText: String
    /// The fields of a form body that was read.
    public var form: FormFields
    /// The header fields by their names in lower case.
    public var headers: [String: String]
    /// The cookies by their names.
    public var cookies: [String: String]
    /// The scheme and host of the site, such as `https://shop.example`, where the
    /// application knows it; the `Host` field is no such knowledge, as the client
    /// chooses it.
    public var origin: String?
    /// The language of the page as a tag of RFC 5646, where it was chosen for the request.
    public var language: String?

    /// Makes the information of a request that there need not be.
    ///
    /// - Parameters:
    ///   - method: the request method.
    ///   - path: the path of the URL.
    ///   - queryText: its query, without `?`.
    ///   - form: the fields of the body.
    ///   - headers: the header fields; names become lower case, and those with
    ///     credentials are left out.
    ///   - cookies: the cookies.
    ///   - origin: scheme and host, where they are known.
    ///   - language: the language of the page.
    public init(
        method: String = "GET",
        path: String = "/",
        queryText: String = "",
        form: FormFields = FormFields(),
        headers: [String: String] = [:],
        cookies: [String: String] = [:],
        origin: String? = nil,
        language: String? = nil
    ) {
        self.method = method
        self.path = path
        self.queryText = queryText
        self.form = form
        self.headers = RequestHeaders.shown(headers.map { ($0.key.lowercased(), $0.value) })
        self.cookies = cookies
        self.origin = origin
        self.language = language
    }

    /// The fields of the query.
    public var query: FormFields { FormFields(query: queryText) }

    /// The URL: absolute where the origin is known, else from the path on.
    public var url: String {
        (origin ?? "") + path + (queryText.isEmpty ? "" : "?\(queryText)")
    }
}
