// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Where a server listens.
///
/// `Sendable`.
public struct ServerAddress: Sendable, Hashable, CustomStringConvertible {
    /// The address or name of the host.
    public let host: String
    /// The port, 1 to 65535.
    public let port: Int

    /// Host and port with a colon between them.
    public var description: String { "\(host):\(port)" }

    /// Makes an address.
    ///
    /// - Parameters:
    ///   - host: the address or name of the host; by default only programs of this machine can
    ///     connect.
    ///   - port: the port.
    public init(host: String = "127.0.0.1", port: Int = 8080) {
        self.host = host
        self.port = port
    }

    /// The address that the environment names: `HOST`, 127.0.0.1 where it is not set or empty, and
    /// `PORT`, 8080.
    ///
    /// - Parameter environment: the environment; nil, the default, for that of the process.
    /// - Returns: the address.
    /// - Throws: ``ServerSettingError`` for a port that is no number from 1 to 65535.
    public static func fromEnvironment(
        in environment: [String: String]? = nil
    ) throws(ServerSettingError) -> ServerAddress {
        let environment = environment ?? ProcessInfo.processInfo.environment
        let host = environment["HOST"].flatMap { $0.isEmpty ? nil : $0 }
        let text = environment["PORT"].flatMap { $0.isEmpty ? nil : $0 } ?? "8080"
        guard let port = Int(text), (1...65_535).contains(port) else {
            throw ServerSettingError("PORT must be a number from 1 to 65535, not '\(text)'")
        }
        return ServerAddress(host: host ?? "127.0.0.1", port: port)
    }
}
