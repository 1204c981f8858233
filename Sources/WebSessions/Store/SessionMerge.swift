// SPDX-License-Identifier: Apache-2.0

/// Applies operations to the present values of a record: the meaning of
/// ``SessionOperation`` for every store that is written in Swift.
///
/// A store reads the values that ``reads(for:)`` names, calls ``apply(_:to:size:limits:)``
/// inside of its transaction, and writes the changes. `Sendable`.
public enum SessionMerge: Sendable {
    /// What a commit comes to.
    ///
    /// Closed: a store must know each.
    public enum Outcome: Sendable {
        /// The values to write; nil is one to remove.
        ///
        /// Equal values are not in it.
        case changes([SessionField: SessionValue?])
        /// The present values of the fields that were not as expected.
        case conflict([SessionField: SessionValue?])
    }

    /// The values that must be known to apply the operations.
    public static func reads(for operations: [SessionOperation]) -> SessionReads {
        var reads = SessionReads()
        for operation in operations {
            switch operation {
            case .clear(let package): reads.packages.insert(SessionName(package))
            case .expect(let expected, let digests):
                reads.formUnion(expected)
                reads.fields.formUnion(digests.keys)
            default: reads.fields.formUnion([operation.field].compactMap(\.self))
            }
        }
        return reads
    }

    /// Applies the operations in their order, each seeing what the ones before it did.
    ///
    /// - Parameters:
    ///   - operations: what to do.
    ///   - current: the present values; at least those of ``reads(for:)``.
    ///   - size: the bytes of all names and values of the record as it is.
    ///   - limits: the budgets.
    /// - Returns: what to write, or what conflicts.
    /// - Throws: ``SessionErrorCode/kindMismatch``, ``SessionErrorCode/overflow``, or
    ///   ``SessionErrorCode/tooLarge``, each naming the field.
    public static func apply(
        _ operations: [SessionOperation],
        to current: [SessionField: SessionValue],
        size: Int,
        limits: SessionLimits
    ) throws(SessionError) -> Outcome {
        var working = current
        var conflicts: [SessionField: SessionValue?] = [:]
        for operation in operations {
            for field in operation.unexpected(in: working) {
                conflicts[field] = .some(current[field])
            }
            if case .clear(let package) = operation {
                working = working.filter { !$0.key.isIn(package) }
            }
            guard let field = operation.field else { continue }
            if operation.conflicts(with: working[field]) {
                conflicts[field] = .some(current[field])
                continue
            }
            working[field] = try operation.apply(to: working[field])
        }
        guard conflicts.isEmpty else { return .conflict(conflicts) }
        let changes = changes(from: current, to: working)
        try checkSizes(changes, current: current, size: size, limits: limits)
        return .changes(changes)
    }

    private static func changes(
        from old: [SessionField: SessionValue],
        to new: [SessionField: SessionValue]
    ) -> [SessionField: SessionValue?] {
        var changes: [SessionField: SessionValue?] = [:]
        for (field, value) in new where old[field] != value {
            changes[field] = .some(value)
        }
        for field in old.keys where new[field] == nil {
            changes.updateValue(nil, forKey: field)
        }
        return changes
    }

    private static func checkSizes(
        _ changes: [SessionField: SessionValue?],
        current: [SessionField: SessionValue],
        size: Int,
        limits: SessionLimits
    ) throws(SessionError) {
        var total = size
        var largest: (field: SessionField, size: Int)?
        for (field, value) in changes {
            total -= current[field].map { cost(of: field, $0) } ?? 0
            guard let value else { continue }
            try limits.check(value, field: field)
            let added = cost(of: field, value)
            total += added
            if added > largest?.size ?? 0 { largest = (field, added) }
        }
        guard let largest, total > limits.sessionBytes, total > size else { return }
        let message = "the session would have \(total) bytes of at most \(limits.sessionBytes)"
        throw SessionError(.tooLarge, message, field: largest.field)
    }

    /// What one field counts towards the budget of a record.
    public static func cost(of field: SessionField, _ value: SessionValue) -> Int {
        field.package.utf8.count + 1 + field.key.utf8.count + value.storedSize
    }
}
