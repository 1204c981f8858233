// SPDX-License-Identifier: Apache-2.0

/// Chooses the header fields that a template may see.
enum RequestHeaders {
    /// Fields that hold credentials.
    private static let hidden: Set<String> = [
        "authorization", "cookie", "proxy-authorization", "set-cookie",
    ]

    /// The fields by their names, which are in lower case, without credentials; repeated ones are
    /// joined by commas (RFC 9110 section 5.2).
    static func shown(_ fields: some Sequence<(name: String, value: String)>) -> [String: String] {
        var shown: [String: String] = [:]
        for (name, value) in fields where !hidden.contains(name) {
            shown[name] = shown[name].map { "\($0), \(value)" } ?? value
        }
        return shown
    }
}
