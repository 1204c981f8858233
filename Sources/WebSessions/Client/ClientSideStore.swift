// SPDX-License-Identifier: Apache-2.0

import HTTPTypes

/// A store whose records travel with the requests of their client.
///
/// A session uses the store that is bound to its request.
protocol ClientSideStore: SessionStore {
    /// The names of the cookies that hold records.
    var cookieNames: Set<String> { get }

    /// A store with the records that a request brings.
    func bound(to request: ClientRequest) -> any BoundStore
}

/// A store with the records of one request.
protocol BoundStore: ClientSideStore {
    /// The response fields that give the client what was changed.
    func fields(now: SessionInstant) async throws(SessionError) -> [HTTPField]
}

extension SessionManager {
    /// The names of all cookies that hold ids or data, which no page may show.
    public var cookieNames: Set<String> {
        let stores = containers.names.compactMap { containers[$0].store as? any ClientSideStore }
        return stores.reduce(clientIDs.cookieNames) { $0.union($1.cookieNames) }
    }

    /// The same manager, with stores for the records that a request brings.
    func bound(to request: ClientRequest) -> SessionManager {
        guard containers.names.contains(where: { containers[$0].isClientSide }) else {
            return self
        }
        return SessionManager(self, containers: containers.bound(to: request))
    }

    /// The response fields of the stores that are bound to the request.
    func storeFields() async throws(SessionError) -> [HTTPField] {
        var fields: [HTTPField] = []
        for name in containers.names {
            guard let store = containers[name].store as? any BoundStore else { continue }
            fields += try await store.fields(now: clock.now)
        }
        return fields
    }
}

extension SessionContainers {
    fileprivate func bound(to request: ClientRequest) -> SessionContainers {
        SessionContainers(
            bound: self.default.bound(to: request),
            named: named.mapValues { $0.bound(to: request) },
            onEnd: onEnd
        )
    }
}

extension SessionContainer {
    /// Whether its records are with their clients.
    var isClientSide: Bool { store is any ClientSideStore }

    /// Whether its records are with clients whose request is not under way: the server can
    /// neither list nor end them.
    var isElsewhere: Bool { isClientSide && !(store is any BoundStore) }

    fileprivate func bound(to request: ClientRequest) -> SessionContainer {
        guard let store = store as? any ClientSideStore else { return self }
        return SessionContainer(store: store.bound(to: request), policy: policy, limits: limits)
    }
}
