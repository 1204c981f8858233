// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import Logging
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
        await logSettings()
        do {
            try await gracefulShutdown()
        } catch is CancellationError {
            logger.debug("the session store is closed by cancellation")
        }
        await close()
    }

    private func logSettings() async {
        do {
            for warning in try await settingsWarnings() {
                logger.warning("\(warning)", metadata: ["store": "\(name)"])
            }
        } catch {
            let error = error as? SessionError
            let metadata = error?.logMetadata ?? ["store": "\(name)"]
            let isAway = error?.isStoreAway ?? false
            logger.warning(
                isAway
                    ? "PostgreSQL does not answer: no session can be read or stored"
                    : "the settings of PostgreSQL cannot be looked at",
                metadata: metadata
            )
        }
    }
}
#endif
