// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Reading values as Swift types.
extension SessionPackage {
    /// The value of a field that is loaded.
    ///
    /// Counts and logs, once in a request, that there is one that cannot be read.
    func read<Value>(
        _ field: SessionField,
        _ ifUnreadable: UnreadableValue,
        _ decode: (SessionValue) throws(SessionError) -> Value
    ) throws(SessionError) -> Value? {
        guard let stored = try see(field) else { return nil }
        do {
            let value = try naming(field) { () throws(SessionError) in try decode(stored) }
            note(nil, for: field, as: Value.self)
            return value
        } catch {
            guard error.code == .undecodable, ifUnreadable != .fails else { throw error }
            note(ifUnreadable, for: field, as: Value.self)
            return nil
        }
    }

    /// Notes what becomes of a value that cannot be read; nil where it can.
    func note(_ rule: UnreadableValue?, for field: SessionField, as type: any Any.Type) {
        let name = containerName
        let isNew = session.state.withLock { state in
            let before = state[container: name].unreadable[field]
            guard before != rule else { return false }
            state[container: name].unreadable[field] = rule
            return before == nil
        }
        if isNew {
            session.manager.events.record(.undecodable("\(type)"), store: storeName)
        }
    }
}
