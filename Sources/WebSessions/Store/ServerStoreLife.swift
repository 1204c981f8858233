// SPDX-License-Identifier: Apache-2.0

package import Logging
import ServiceLifecycle

/// What a store at a server does as a service of an application.
package struct ServerStoreLife: Sendable {
    private let store: String
    private let server: String
    private let logger: Logger

    /// - Parameters:
    ///   - store: the name of the store, for the log.
    ///   - server: what the server is, such as "Redis".
    ///   - logger: gets what is unsafe or away, as warnings.
    package init(store: String, server: String, logger: Logger) {
        self.store = store
        self.server = server
        self.logger = logger
    }

    /// Looks at the settings, waits for a graceful shutdown, and closes the store.
    ///
    /// - Parameters:
    ///   - settingsWarnings: what is unsafe about the settings of the server.
    ///   - close: ends the connections.
    /// - Throws: what waiting for the shutdown throws, but for a cancellation.
    package func run(
        _ settingsWarnings: () async throws -> [String],
        closing close: () async -> Void
    ) async throws {
        await log(settingsWarnings)
        do {
            try await gracefulShutdown()
        } catch is CancellationError {
            logger.debug("the session store is closed by cancellation")
        }
        await close()
    }

    private func log(_ settingsWarnings: () async throws -> [String]) async {
        do {
            for warning in try await settingsWarnings() {
                logger.warning("\(warning)", metadata: ["store": "\(store)"])
            }
        } catch {
            let error = error as? SessionError
            logger.warning(
                error?.isStoreAway == true
                    ? "\(server) does not answer: no session can be read or stored"
                    : "the settings of \(server) cannot be looked at",
                metadata: error?.logMetadata ?? ["store": "\(store)"]
            )
        }
    }
}
