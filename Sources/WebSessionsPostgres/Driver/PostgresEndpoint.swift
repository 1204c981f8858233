// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
/// Where a server listens: a host, or a folder with its socket.
struct PostgresEndpoint: Sendable, Hashable, CustomStringConvertible {
    /// Nil for what the environment says, or the system's folder of sockets.
    let host: String?
    let port: Int?

    var description: String {
        let host = host ?? "the local server"
        guard let port else { return host }
        return host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }

    /// Whether nothing leaves this machine.
    var isLocal: Bool {
        guard let host else { return true }
        return host.hasPrefix("/") || host.hasPrefix("@") || host == "localhost"
            || host.hasPrefix("127.") || host == "::1"
    }
}
#endif
