// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import WebSessions

/// Where the servers are, and how to log in: what a URL says.
///
/// ```
/// postgres://[user[:password]@][host[:port],host[:port]...][/database][?parameter=value&...]
/// ```
///
/// It prints without the password, and without parameters.
struct PostgresURL: Sendable {
    /// Parameters of libpq that a URL may have, and that concern the application.
    static let parameters: Set<String> = [
        "application_name", "channel_binding", "dbname", "gssencmode", "gsslib", "host",
        "hostaddr", "keepalives", "keepalives_count", "keepalives_idle", "keepalives_interval",
        "krbsrvname", "options", "passfile", "password", "port", "require_auth", "requirepeer",
        "service", "ssl_max_protocol_version", "ssl_min_protocol_version", "sslcert",
        "sslcertmode", "sslcompression", "sslcrl", "sslcrldir", "sslkey", "sslmode",
        "sslnegotiation", "sslpassword", "sslrootcert", "sslsni", "target_session_attrs",
        "tcp_user_timeout", "user",
    ]

    let endpoints: [PostgresEndpoint]
    /// All that is not where the servers are; the password among it.
    let settings: [String: String]

    /// Reads a URL.
    ///
    /// The errors quote nothing of the URL but names of parameters that are known, because any
    /// part of one that is mistyped may be the password.
    init(_ text: String) throws(SessionError) {
        guard let colon = text.firstRange(of: "://"),
            ["postgres", "postgresql"].contains(text[..<colon.lowerBound].lowercased())
        else { throw Self.problem("does not begin with postgres:// or postgresql://") }
        var rest = text[colon.upperBound...]
        guard !rest.contains("#") else {
            throw Self.problem("has a fragment; write # in a password as %23")
        }
        var settings = try Self.query(cutOff: &rest)
        try Self.login(cutOff: &rest, to: &settings)
        if let slash = rest.firstIndex(of: "/") {
            let name = rest[rest.index(after: slash)...]
            guard !name.contains("/") else {
                throw Self.problem("has more than a database as path")
            }
            if !name.isEmpty { settings["dbname"] = try Self.decoded(name) }
            rest = rest[..<slash]
        }
        endpoints = try Self.endpoints(rest, &settings)
        self.settings = settings
    }

    static func problem(_ text: String) -> SessionError {
        SessionError(.invalidConfiguration, "the PostgreSQL URL \(text)")
    }
}

extension PostgresURL: CustomStringConvertible, CustomReflectable {
    var description: String { endpoints.map(\.description).joined(separator: ",") }
    var customMirror: Mirror { Mirror(self, children: []) }
}

// MARK: Parts

extension PostgresURL {
    private static func query(cutOff rest: inout Substring) throws(SessionError) -> [String: String]
    {
        guard let mark = rest.firstIndex(of: "?") else { return [:] }
        let query = rest[rest.index(after: mark)...]
        rest = rest[..<mark]
        guard !query.contains(where: { "?@".contains($0) }) else {
            throw problem("has a ? or @ in its query; write them in a password as %3F and %40")
        }
        var settings: [String: String] = [:]
        for part in query.split(separator: "&") {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = try decoded(pair[0])
            guard pair.count == 2, parameters.contains(name) else {
                throw problem("has a parameter in its query that is none of libpq's")
            }
            guard settings.updateValue(try decoded(pair[1]), forKey: name) == nil else {
                throw problem("has the parameter \(name) twice")
            }
        }
        return settings
    }

    private static func login(
        cutOff rest: inout Substring,
        to settings: inout [String: String]
    ) throws(SessionError) {
        guard let at = rest.lastIndex(of: "@") else { return }
        let login = rest[..<at].split(
            separator: ":",
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        rest = rest[rest.index(after: at)...]
        if let user = login.first, !user.isEmpty { settings["user"] = try decoded(user) }
        if login.count == 2, !login[1].isEmpty { settings["password"] = try decoded(login[1]) }
    }

    /// The hosts before the path, or those of the query, each with its port.
    private static func endpoints(
        _ text: Substring,
        _ settings: inout [String: String]
    ) throws(SessionError) -> [PostgresEndpoint] {
        let ports = settings.removeValue(forKey: "port")
        let hosts = settings.removeValue(forKey: "host")
        guard text.isEmpty else {
            guard hosts == nil, ports == nil else { throw problem("has hosts twice") }
            var endpoints: [PostgresEndpoint] = []
            for part in text.split(separator: ",", omittingEmptySubsequences: false) {
                endpoints.append(try endpoint(part))
            }
            return endpoints
        }
        let numbers = (ports ?? "").split(separator: ",", omittingEmptySubsequences: false)
        let names = (hosts ?? "").split(separator: ",", omittingEmptySubsequences: false)
        guard numbers.count == 1 || numbers.count == names.count else {
            throw problem("has another number of ports than of hosts")
        }
        var endpoints: [PostgresEndpoint] = []
        for (index, name) in names.enumerated() {
            let number = numbers[numbers.count == 1 ? 0 : index]
            endpoints.append(
                PostgresEndpoint(
                    host: name.isEmpty ? nil : String(name),
                    port: number.isEmpty ? nil : try HostAndPort.port(number, problem)
                )
            )
        }
        return endpoints
    }

    private static func endpoint(_ text: Substring) throws(SessionError) -> PostgresEndpoint {
        let parts = try HostAndPort(text, problem)
        let name = try decoded(parts.host)
        guard !name.isEmpty, !name.contains(",") else { throw problem("has an empty host") }
        return PostgresEndpoint(host: name, port: parts.port)
    }

    /// The text without its percent encoding.
    private static func decoded(_ text: Substring) throws(SessionError) -> String {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            guard digits.utf8.count == 2, digits.allSatisfy(\.isHexDigit),
                let value = UInt8(digits, radix: 16), value != 0
            else { throw problem("has a broken percent encoding") }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
            throw problem("has a broken percent encoding")
        }
        return text
    }
}
#endif
