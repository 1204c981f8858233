// SPDX-License-Identifier: Apache-2.0

/// Which requests of a browser are answered by what shows developers their templates.
///
/// A page elsewhere can have a name of its own lead to this machine, and read what answers there as
/// its own (DNS rebinding). The name in the request gives it away.
package struct HostCheck: Sendable {
    /// Where the server listens.
    package let host: String

    /// Makes the check of a server.
    package init(host: String) {
        self.host = host
    }

    /// Whether a request is answered.
    ///
    /// - Parameter authority: The host of the request, with a port or without; `nil` where there
    ///   is none.
    /// - Returns: Whether it leads to this machine, or to where the server listens.
    package func allows(_ authority: String?) -> Bool {
        guard let name = authority.flatMap(Self.name) else { return false }
        if name == "localhost" || name.hasSuffix(".localhost") || name == host.lowercased() {
            return true
        }
        // A name that is an address leads where it says.
        return Self.isLoopback(host) ? Self.isLoopback(name) : Self.isAddress(name)
    }

    /// Whether a page that the server itself has sent asks something, as browsers tell it.
    ///
    /// Pages elsewhere may lead here, and not ask what only developers ask.
    ///
    /// - Parameters:
    ///   - site: The field `Sec-Fetch-Site`, and `nil` where there is none.
    ///   - origin: The field `Origin`, likewise.
    ///   - authority: The host of the request.
    /// - Returns: Whether neither field names another site.
    package static func isOwn(site: String?, origin: String?, authority: String?) -> Bool {
        let isOwnOrigin = origin.map { origin in
            origin.split(separator: "/").last.map(String.init) == authority
        }
        return ["same-origin", "none"].contains(site ?? "same-origin") && isOwnOrigin != false
    }

    /// Whether requests of no other machine reach a host.
    package static func isLoopback(_ host: String) -> Bool {
        let host = name(of: host) ?? host
        if ["localhost", "::1", "[::1]"].contains(host) { return true }
        return isAddress(host) && host.hasPrefix("127.")
    }

    /// The name of an authority in lower case, without the port and without brackets.
    private static func name(of authority: String) -> String? {
        let text = authority.lowercased()
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
            let rest = text[text.index(after: end)...]
            return isPort(rest) ? String(text[text.index(after: text.startIndex)..<end]) : nil
        }
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let name = parts.first, !name.isEmpty, !name.contains("@") else { return nil }
        if parts.count == 2, !isPort(":" + parts[1]) { return nil }
        return String(name.hasSuffix(".") ? name.dropLast() : name)
    }

    private static func isPort(_ text: some StringProtocol) -> Bool {
        text.isEmpty || text.first == ":" && text.dropFirst().allSatisfy { "0"..."9" ~= $0 }
    }

    private static func isAddress(_ name: String) -> Bool {
        if name.contains(":") { return name.allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." } }
        let numbers = name.split(separator: ".", omittingEmptySubsequences: false)
        return numbers.count == 4 && numbers.allSatisfy { UInt8($0) != nil }
    }
}
