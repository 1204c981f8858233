// SPDX-License-Identifier: Apache-2.0

#if Redis
/// Where a server listens.
struct RedisEndpoint: Sendable, Hashable, CustomStringConvertible {
    let host: String
    let port: Int

    var description: String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}

extension RedisEndpoint {
    /// Reads `host:port` as servers write it in redirections, where an address of IPv6
    /// has no brackets.
    init?(redirection text: some StringProtocol) {
        guard let colon = text.lastIndex(of: ":"),
            let port = Int(text[text.index(after: colon)...]), (1...65_535).contains(port)
        else { return nil }
        self.init(host: String(text[..<colon]), port: port)
    }
}
#endif
