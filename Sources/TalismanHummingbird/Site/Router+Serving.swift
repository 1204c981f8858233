// SPDX-License-Identifier: Apache-2.0

#if Hummingbird
public import Hummingbird
public import HummingbirdTimeouts
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
    /// - Throws: what a server or a service throws, such as for an address that is in use.
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
        try await application.runService()
    }
}
#endif
