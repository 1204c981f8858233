// SPDX-License-Identifier: Apache-2.0

public import HTTPTypes

extension RequestInfo {
    /// Takes what a template may know out of a request head.
    ///
    /// - Parameters:
    ///   - head: the head of the request.
    ///   - form: the fields of its body, where it was read; those of the query stand before them,
    ///     as in Zope, so that a field of the body wins.
    ///   - origin: scheme and host, where the application knows them.
    ///   - hiddenCookies: the names of the cookies that hold tokens: the one of the
    ///     sessions.
    public init(
        _ head: HTTPRequest,
        form: FormFields = FormFields(),
        origin: String? = nil,
        hiddenCookies: Set<String>
    ) {
        let target = Self.target(head.path ?? "/")
        let cookies = head.headerFields[fields: .cookie].flatMap { Self.cookies(in: $0.value) }
        self.init(
            method: head.method.rawValue,
            path: target.path,
            queryText: target.query,
            form: FormFields(FormFields(query: target.query).fields + form.fields),
            headers: RequestHeaders.shown(
                head.headerFields.map { ($0.name.canonicalName, $0.value) }
            ),
            cookies: Dictionary(cookies) { first, _ in first }
                .filter { !hiddenCookies.contains($0.key) },
            origin: origin
        )
    }

    /// Splits a request target (RFC 9112 section 3.2), dropping the origin of one in
    /// absolute form.
    private static func target(_ target: String) -> (path: String, query: String) {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var path = parts.first ?? "/"
        if !path.hasPrefix("/"), let origin = path.firstRange(of: "://") {
            let rest = path[origin.upperBound...]
            path = rest.firstIndex(of: "/").map { rest[$0...] } ?? "/"
        }
        return (String(path), parts.count > 1 ? String(parts[1]) : "")
    }

    /// The cookies of one field (RFC 6265bis section 4.2).
    private static func cookies(in text: String) -> [(String, String)] {
        text.split(separator: ";").compactMap { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { return nil }
            return (trimmed(parts[0]), trimmed(parts[1]))
        }
    }

    private static func trimmed(_ text: Substring) -> String {
        let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        let start = text.drop(while: isSpace)
        return String(start.reversed().drop(while: isSpace).reversed())
    }
}
