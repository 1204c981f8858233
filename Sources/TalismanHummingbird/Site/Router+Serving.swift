// SPDX-License-Identifier: Apache-2.0

#if Hummingbird
import Foundation
public import Hummingbird
public import HummingbirdTimeouts
import NIOCore
public import ServiceLifecycle
public import Talisman
public import WebSessions

extension Router where Context.Source == ApplicationRequestContextSource {
    /// Serves over HTTP/1.1 until the process is told to stop (SIGTERM, SIGINT).
    ///
    /// ```swift
    /// try await router.serve(at: .fromEnvironment(), sessions)
    /// ```
    ///
    /// Clients that are slow are waited for as long as `timeouts` says, also at the end. The
    /// sweeper of the sessions runs beside the server, and so do the connections of their store.
    /// What needs more, such as TLS or HTTP/2, makes an `Application` of its own.
    ///
    /// - Parameters:
    ///   - address: where to listen.
    ///   - sessions: whose sessions are swept; none by default.
    ///   - timeouts: how long slow clients are waited for.
    ///   - services: what else runs beside the server.
    /// - Throws: an error that says so for an address that cannot be listened on, and what a service
    ///   throws.
    public func serve(
        at address: ServerAddress,
        _ sessions: SessionManager? = nil,
        timeouts: RequestTimeouts = RequestTimeouts(),
        services: [any Service] = []
    ) async throws {
        var beside = services
        if let sessions {
            let containers = [sessions.containers.default] + sessions.containers.named.values
            beside += containers.compactMap { $0.store as? any Service }
            beside.append(SessionSweeper(containers: sessions.containers))
        }
        let application = Application(
            router: self,
            server: .http1(timeouts: timeouts),
            configuration: ApplicationConfiguration(
                address: .hostname(address.host, port: address.port)
            ),
            services: beside
        )
        do {
            try await application.runService()
        } catch let error as IOError {
            throw ServerAddressError(address, error)
        }
    }
}

/// An address that a server cannot listen on.
struct ServerAddressError: Error, CustomStringConvertible {
    private let address: ServerAddress
    private let error: IOError

    init(_ address: ServerAddress, _ error: IOError) {
        self.address = address
        self.error = error
    }

    var description: String {
        let cause = error.errnoCode == EADDRINUSE ? "another program listens there" : "\(error)"
        return "cannot serve on \(address): \(cause)"
    }
}
#endif
