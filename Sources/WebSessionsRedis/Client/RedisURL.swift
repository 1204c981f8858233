// SPDX-License-Identifier: Apache-2.0

#if Redis
import WebSessions

/// Where the servers are, and how to log in: what a URL says.
///
/// ```
/// redis://[user:password@]host[:port][/database]
/// redis+sentinel://[user:password@]host[:port],host[:port].../name[/database][?query]
/// redis+cluster://[user:password@]host[:port],host[:port]...
/// ```
///
/// The query of Sentinels has what they are logged in with themselves:
/// `sentinel-password=PASSWORD` and perhaps `&sentinel-user=USER`.
///
/// With `rediss` instead of `redis` the connections are encrypted. It prints without the
/// password.
struct RedisURL: Sendable, Hashable {
    enum Arrangement: Sendable, Hashable {
        case single
        case sentinel(master: String)
        case cluster
    }

    var arrangement: Arrangement
    var isEncrypted: Bool
    var endpoints: [RedisEndpoint]
    var credentials: RedisCredentials?
    /// What the Sentinels want, where they want a password.
    var sentinelCredentials: RedisCredentials?
    var database: Int

    /// Reads a URL.
    ///
    /// The errors quote nothing of the URL, because any part of one that is mistyped may be
    /// the password.
    init(_ text: String) throws(SessionError) {
        guard let colon = text.firstRange(of: "://") else {
            throw Self.problem("has no scheme; it begins with redis:// or rediss://")
        }
        let scheme = try Self.scheme(text[..<colon.lowerBound])
        var rest = text[colon.upperBound...]
        let query = try Self.query(cutOff: &rest, scheme.kind)
        sentinelCredentials = try query.flatMap { text throws(SessionError) in
            try RedisCredentials(sentinelQuery: text)
        }
        credentials = nil
        if let at = rest.lastIndex(of: "@") {
            credentials = try RedisCredentials(userInformation: rest[..<at])
            rest = rest[rest.index(after: at)...]
        }
        let parts = rest.split(separator: "/", omittingEmptySubsequences: false)
        endpoints = try Self.endpoints(parts.first ?? "", defaultPort: scheme.port)
        isEncrypted = scheme.isEncrypted
        (arrangement, database) = try Self.path(parts.dropFirst(), scheme.kind)
        guard arrangement != .single || endpoints.count == 1 else {
            throw Self.problem("has several hosts, which only Sentinel and Cluster can have")
        }
    }

    static func problem(_ text: String) -> SessionError {
        SessionError(.invalidConfiguration, "the Redis URL \(text)")
    }
}

extension RedisURL: CustomStringConvertible, CustomReflectable {
    var description: String {
        endpoints.map(\.description).joined(separator: ",")
    }

    var customMirror: Mirror { Mirror(self, children: []) }
}

// MARK: Parts

extension RedisURL {
    private enum Kind { case single, sentinel, cluster }

    private struct Scheme {
        let kind: Kind
        let isEncrypted: Bool
        var port: Int { kind == .sentinel ? 26_379 : 6379 }
    }

    private static let schemes: [String: Scheme] = [
        "redis": Scheme(kind: .single, isEncrypted: false),
        "rediss": Scheme(kind: .single, isEncrypted: true),
        "redis+sentinel": Scheme(kind: .sentinel, isEncrypted: false),
        "rediss+sentinel": Scheme(kind: .sentinel, isEncrypted: true),
        "redis+cluster": Scheme(kind: .cluster, isEncrypted: false),
        "rediss+cluster": Scheme(kind: .cluster, isEncrypted: true),
    ]

    private static func scheme(_ text: Substring) throws(SessionError) -> Scheme {
        guard let scheme = schemes[text.lowercased()] else {
            let known = schemes.keys.sorted().joined(separator: ", ")
            throw problem("has a scheme that is none of \(known)")
        }
        return scheme
    }

    /// The query, which only Sentinels have: whatever else has a question mark is probably a
    /// password.
    private static func query(
        cutOff rest: inout Substring,
        _ kind: Kind
    ) throws(SessionError) -> Substring? {
        let mark = rest.firstIndex(of: "?")
        let query = mark.map { rest[rest.index(after: $0)...] }
        let isFit = query.map { kind == .sentinel && !$0.contains { "?@".contains($0) } } ?? true
        guard isFit, !rest.contains("#") else {
            throw problem(
                "has a query or fragment; write ?, # and @ in a password as %3F, %23, %40"
            )
        }
        if let mark { rest = rest[..<mark] }
        return query
    }

    private static func endpoints(
        _ text: Substring,
        defaultPort: Int
    ) throws(SessionError) -> [RedisEndpoint] {
        var endpoints: [RedisEndpoint] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            endpoints.append(try endpoint(part, defaultPort: defaultPort))
        }
        return endpoints
    }

    private static func endpoint(
        _ text: Substring,
        defaultPort: Int
    ) throws(SessionError) -> RedisEndpoint {
        let parts = try HostAndPort(text, problem)
        guard !parts.host.isEmpty else { throw problem("has no host") }
        return RedisEndpoint(host: String(parts.host), port: parts.port ?? defaultPort)
    }

    private static func path(
        _ parts: ArraySlice<Substring>,
        _ kind: Kind
    ) throws(SessionError) -> (Arrangement, Int) {
        var parts = parts
        if parts.last == "" { parts.removeLast() }
        switch kind {
        case .single:
            let database = try parts.popFirst().map(database) ?? 0
            guard parts.isEmpty else { throw problem("has more than a database number as path") }
            return (.single, database)
        case .sentinel:
            guard let name = parts.popFirst(), let master = decoded(name), !master.isEmpty else {
                throw problem("has no name of a master, as in redis+sentinel://host:26379/main")
            }
            let database = try parts.popFirst().map(database) ?? 0
            guard parts.isEmpty else {
                throw problem("has more than a master and a database number as path")
            }
            return (.sentinel(master: master), database)
        case .cluster:
            guard parts.isEmpty else { throw problem("has a path, and a cluster has no databases") }
            return (.cluster, 0)
        }
    }

    private static func database(_ text: Substring) throws(SessionError) -> Int {
        guard let number = Int(text), number >= 0, number < 1 << 31 else {
            throw problem("has a database that is no number")
        }
        return number
    }

    /// The text without its percent encoding; nil where that is broken.
    static func decoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            guard digits.utf8.count == 2, digits.allSatisfy(\.isHexDigit),
                let value = UInt8(digits, radix: 16)
            else { return nil }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
#endif
