// SPDX-License-Identifier: Apache-2.0

/// Chooses the header fields that a template may see.
enum RequestHeaders {
    /// Fields that hold credentials.
    private static let hidden: Set<String> = [
        "authorization", "cookie", "proxy-authorization", "set-cookie",
    ]

    /// The fields by lower-case names, without credentials; repeated ones are joined by
    /// commas (RFC 9110 section 5.2).
    static func shown(_ fields: some Sequence<(String, String)>) -> [String: String] {
        let pairs = fields.map { ($0.0.lowercased(), $0.1) }.filter { !hidden.contains($0.0) }
        return Dictionary(pairs) { "\($0), \($1)" }
    }
}
