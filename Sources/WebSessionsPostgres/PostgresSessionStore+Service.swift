// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
public import ServiceLifecycle
import WebSessions

extension PostgresSessionStore: Service {
    /// Looks at the server and its settings, and ends the connections at a graceful
    /// shutdown.
    ///
    /// A server that does not answer, and unsafe settings, are warnings in the log.
    ///
    /// Add it to the application's `ServiceGroup`, before the server: services are shut down
    /// in the opposite order. The store works without it, too.
    ///
    /// - Throws: nothing; what fails goes to the log.
    public func run() async throws {
        let life = ServerStoreLife(store: name, server: "PostgreSQL", logger: logger)
        try await life.run({ try await settingsWarnings() }, closing: { await close() })
    }
}
#endif
