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
        var cookies: [String: String] = [:]
        for field in head.headerFields[fields: .cookie] {
            Self.add(field.value, to: &cookies, except: hiddenCookies)
        }
        self.init(
            method: head.method.rawValue,
            path: target.path,
            queryText: target.query,
            form: FormFields(FormFields(query: target.query).fields + form.fields),
            cookies: cookies,
            origin: origin
        )
        headers = RequestHeaders.shown(
            head.headerFields.lazy.map { ($0.name.canonicalName, $0.value) }
        )
    }

    /// Splits a request target (RFC 9112 section 3.2), dropping the origin of one in
    /// absolute form.
    private static func target(_ target: String) -> (path: String, query: String) {
        let end = target.utf8.firstIndex(of: UInt8(ascii: "?"))
        var path = target[..<(end ?? target.endIndex)]
        let bytes = path.utf8
        if bytes.first != UInt8(ascii: "/"), let origin = bytes.firstRange(of: "://".utf8) {
            let start = bytes[origin.upperBound...].firstIndex(of: UInt8(ascii: "/"))
            path = start.map { path[$0...] } ?? "/"
        }
        let query = end.map { String(target[target.utf8.index(after: $0)...]) }
        return (String(path), query ?? "")
    }

    /// Adds the cookies of one field (RFC 6265bis section 4.2); the first of a name counts.
    private static func add(
        _ field: String,
        to cookies: inout [String: String],
        except hidden: Set<String>
    ) {
        for pair in field.utf8.split(separator: UInt8(ascii: ";")) {
            guard let sign = pair.firstIndex(of: UInt8(ascii: "=")) else { continue }
            let name = trimmed(pair[..<sign])
            guard !hidden.contains(name), cookies[name] == nil else { continue }
            cookies[name] = trimmed(pair[pair.index(after: sign)...])
        }
    }

    private static func trimmed(_ text: Substring.UTF8View) -> String {
        let isText: (UInt8) -> Bool = { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
        guard let first = text.firstIndex(where: isText), let last = text.lastIndex(where: isText)
        else { return "" }
        return String(Substring(text[first...last]))
    }
}
