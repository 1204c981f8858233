// SPDX-License-Identifier: Apache-2.0

/// The values of typed keys.
extension SessionPackage {
    func value<Value>(
        _ key: SessionKey<Value>,
        _ ifUnreadable: UnreadableValue
    ) async throws(SessionError) -> Value? {
        let field = try field(key.key)
        try await session.load(.fields([field]))
        return try read(field, ifUnreadable, key.value(of:))
    }

    func loadedValue<Value>(_ key: SessionKey<Value>) -> Value? {
        noting { () throws(SessionError) in
            let field = try field(key.key)
            try requireLoaded(field)
            return try read(field, key.ifUnreadable, key.value(of:))
        }
    }

    /// Records an assignment by the rules of the key, nil being a removal.
    func assign<Value>(
        _ value: Value?,
        for key: SessionKey<Value>
    ) throws(SessionError) {
        let field = try field(key.key)
        let strategy = key.merge.strategy
        guard let value else { return try assign(nil, to: field, strategy) }
        if strategy.readsOld { try lookAtOld(key, field) }
        let stored = try checked(field) { () throws(SessionError) in try key.stored(value) }
        try assign(stored, to: field, strategy)
    }

    func increment<Value>(_ key: SessionKey<Value>, by amount: Int64) throws(SessionError) {
        let field = try field(key.key)
        try lookAtOld(key, field)
        try merge(.add(field, amount))
    }

    /// Finds out whether the value that a write depends on can be read, where it is loaded.
    private func lookAtOld<Value>(
        _ key: SessionKey<Value>,
        _ field: SessionField
    ) throws(SessionError) {
        if isLoaded(key.key) { _ = try read(field, key.ifUnreadable, key.value(of:)) }
    }
}

extension SessionMergeStrategy {
    /// Whether a write depends on the old value also where nobody has read it.
    fileprivate var readsOld: Bool {
        switch self {
        case .add, .max, .union, .append, .compareAndSet: true
        case .automatic, .lastWriter: false
        }
    }
}
