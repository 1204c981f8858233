#if Redis
import Logging
public import ServiceLifecycle
import WebSessions

extension RedisSessionStore: Service {
    /// Looks at the settings of the servers, and ends the connections at a graceful
    /// shutdown.
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
            let metadata = (error as? SessionError)?.logMetadata ?? ["store": "\(name)"]
            logger.warning("the settings of Redis cannot be looked at", metadata: metadata)
        }
    }
}
#endif
