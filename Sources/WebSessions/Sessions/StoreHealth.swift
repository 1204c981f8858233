// SPDX-License-Identifier: Apache-2.0

/// What a health check found out about the store of a container.
///
/// `Sendable`.
public struct StoreHealth: Sendable {
    /// The name of the container; empty for the default one.
    public let container: String
    /// The name of its store.
    public let store: String
    /// What keeps the store from its work; nil where nothing does.
    ///
    /// Its message may name servers and files: show it to administrators alone.
    public let problem: SessionError?
    /// What the circuit breaker of the container does with calls.
    public let circuit: CircuitBreaker.State
}

extension SessionManager {
    /// Asks the stores of all containers whether they can do their work, all at once.
    ///
    /// For a page that a load balancer or an administrator looks at, and for the start of an
    /// application. A container whose circuit breaker is not closed is not asked. Data that is
    /// with its clients needs no store.
    ///
    /// ```swift
    /// router.get("health") { _, _ -> HTTPResponse.Status in
    ///     let health = await sessions.health()
    ///     return health.allSatisfy { $0.problem == nil } ? .ok : .serviceUnavailable
    /// }
    /// ```
    ///
    /// - Parameter deadline: how long to wait for answers; a second by default.
    /// - Returns: a result for each container, the default one first.
    public func health(within deadline: Duration = .seconds(1)) async -> [StoreHealth] {
        await withTaskGroup(of: (Int, StoreHealth).self) { group in
            for (index, name) in containers.names.enumerated() {
                group.addTask { (index, await health(of: name, within: deadline)) }
            }
            let results = await group.reduce(into: []) { $0.append($1) }
            return results.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private func health(of container: String, within deadline: Duration) async -> StoreHealth {
        let store = containers[container].store
        var problem: SessionError?
        if !containers[container].isClientSide {
            do {
                try circuits[container]?.requireClosed()
                try await DeadlineStore(store, deadline: deadline, clock: clock).ping()
            } catch {
                problem = SessionError(fromStore: store.name, error)
            }
        }
        return StoreHealth(
            container: container,
            store: store.name,
            problem: problem,
            circuit: circuits[container]?.state ?? .closed
        )
    }
}
