// SPDX-License-Identifier: Apache-2.0

/// A host and its port as the URLs of servers have them: `host`, `host:6379`, `[::1]:6379`.
package struct HostAndPort {
    /// The host without brackets; it may be empty.
    package let host: Substring
    package let port: Int?

    /// Reads a text.
    ///
    /// - Parameters:
    ///   - text: the part of a URL.
    ///   - problem: the error that says what is wrong with the URL.
    /// - Throws: that error.
    package init(
        _ text: Substring,
        _ problem: (String) -> SessionError
    ) throws(SessionError) {
        guard text.first == "[" else {
            let colon = text.firstIndex(of: ":")
            host = text[..<(colon ?? text.endIndex)]
            port = try colon.map { (colon) throws(SessionError) in
                try Self.port(text[text.index(after: colon)...], problem)
            }
            return
        }
        guard let end = text.firstIndex(of: "]") else {
            throw problem("has an address of IPv6 without its closing bracket")
        }
        host = text[text.index(after: text.startIndex)..<end]
        let rest = text[text.index(after: end)...]
        guard rest.isEmpty || rest.first == ":" else {
            throw problem("has something between an address of IPv6 and its port")
        }
        port = rest.isEmpty ? nil : try Self.port(rest.dropFirst(), problem)
    }

    /// The number of a port.
    ///
    /// - Throws: the error for a text that is none.
    package static func port(
        _ text: Substring,
        _ problem: (String) -> SessionError
    ) throws(SessionError) -> Int {
        guard let number = Int(text), (1...65_535).contains(number) else {
            throw problem("has a port that is no number from 1 to 65535")
        }
        return number
    }
}
