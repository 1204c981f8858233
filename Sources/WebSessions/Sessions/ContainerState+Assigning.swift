// SPDX-License-Identifier: Apache-2.0

/// Turning assignments into operations.
extension ContainerState {
    /// Records an assignment, nil being a removal, by the rule of its key.
    ///
    /// An assignment that changes nothing of what is loaded is none.
    mutating func assign(
        _ new: SessionValue?,
        to field: SessionField,
        _ strategy: SessionMergeStrategy
    ) throws(SessionError) {
        let current = try value(of: field)
        let isLoaded = isLoaded(field)
        if isLoaded && current == new { return }
        if !strategy.isBlind { compareWithCleared(field) }
        if let new, try merge(new, to: field, strategy) { return }
        if try mustCompare(field, strategy) {
            compareAndAssign(new, to: field)
        } else {
            replace(field, with: new.map { .set(field, $0) } ?? .delete(field))
        }
    }

    /// Records an assignment that only holds if the stored value is the loaded one.
    mutating func compareAndAssign(_ new: SessionValue?, to field: SessionField) {
        let expected = stored[field]
        guard expected != new else { return forget(field) }
        let digest = expected.map(SessionDigest.init(of:))
        replace(field, with: .compareAndSet(field, expected: digest, new: new))
    }

    /// Whether the rule made an operation that merges out of the assignment.
    ///
    /// A number or list that is not known has no difference to the new one; only a maximum
    /// and a union need none.
    private mutating func merge(
        _ new: SessionValue,
        to field: SessionField,
        _ strategy: SessionMergeStrategy
    ) throws(SessionError) -> Bool {
        if case .lastWriter = strategy {
            replace(field, with: .set(field, new))
            return true
        }
        guard isLoaded(field) || strategy.needsNoBase else { return false }
        guard let operations = strategy.operations(from: try value(of: field), to: new, field)
        else { return false }
        for operation in operations {
            try merge(operation)
        }
        return true
    }

    private func mustCompare(
        _ field: SessionField,
        _ strategy: SessionMergeStrategy
    ) throws(SessionError) -> Bool {
        guard firstIndex(for: field) == 0 else { return false }
        switch strategy {
        case .lastWriter: return false
        case .compareAndSet:
            guard isBaseKnown(field) else {
                let message = "the key has to be read before it is compared and set"
                throw SessionError(.notLoaded, message, field: field)
            }
            return true
        case .automatic: return seen.contains(field) && isBaseKnown(field)
        // What does not merge was told from what is loaded.
        case .add, .max, .union, .append: return isBaseKnown(field)
        }
    }
}

extension SessionMergeStrategy {
    /// Whether an assignment counts whatever was read before.
    var isBlind: Bool {
        switch self {
        case .lastWriter: true
        case .automatic, .add, .max, .union, .append, .compareAndSet: false
        }
    }

    fileprivate var needsNoBase: Bool {
        switch self {
        case .max, .union: true
        case .automatic, .add, .append, .lastWriter, .compareAndSet: false
        }
    }
}
