// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Where a server listens.
///
/// `Sendable`.
public struct ServerAddress: Sendable, Hashable {
    /// The address or name of the host.
    public let host: String
    /// The port, 1 to 65535.
    public let port: Int

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
    /// - Throws: ``ServerProgramError`` for a port that is no number from 1 to 65535.
    public static func fromEnvironment(
        in environment: [String: String]? = nil
    ) throws(ServerProgramError) -> ServerAddress {
        let environment = environment ?? ProcessInfo.processInfo.environment
        let host = environment["HOST"].flatMap { $0.isEmpty ? nil : $0 }
        let text = environment["PORT"].flatMap { $0.isEmpty ? nil : $0 } ?? "8080"
        guard let port = Int(text), (1...65_535).contains(port) else {
            throw ServerProgramError("PORT must be a number from 1 to 65535, not '\(text)'")
        }
        return ServerAddress(host: host ?? "127.0.0.1", port: port)
    }
}

/// A server that cannot start, and what to do about it.
///
/// `Sendable`.
public struct ServerProgramError: Error, Sendable, CustomStringConvertible {
    /// What is wrong.
    public let description: String

    /// Makes an error of a text for whoever starts the server.
    public init(_ description: String) {
        self.description = description
    }
}
