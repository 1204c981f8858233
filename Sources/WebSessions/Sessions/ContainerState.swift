// SPDX-License-Identifier: Apache-2.0

/// What a session knows of its record in one container.
struct ContainerState {
    enum Status {
        case unknown
        case absent
        case alive(SessionRecord)
    }

    var status: Status
    /// When the store was asked, by its own clock.
    private(set) var time: SessionInstant?
    /// What was asked of the store; within it, a missing value is an absent one.
    private(set) var coverage = SessionReads.nothing
    private(set) var stored: [SessionField: SessionValue] = [:]
    private(set) var operations: [SessionOperation] = []
    /// Fields whose stored value the application has seen.
    private(set) var seen: Set<SessionField> = []
    /// Fields whose stored value the application had seen when it emptied their package.
    private var seenBeforeClearing: Set<SessionField> = []
    /// What becomes of values that the application has read and that cannot be decoded.
    var unreadable: [SessionField: UnreadableValue] = [:]

    init(isAbsent: Bool) {
        status = isAbsent ? .absent : .unknown
    }

    var isAlive: Bool { if case .alive = status { true } else { false } }
    var isAbsent: Bool { if case .absent = status { true } else { false } }
    var record: SessionRecord? { if case .alive(let record) = status { record } else { nil } }

    /// What of `reads` the store must still be asked for; nil for nothing.
    func missing(_ reads: SessionReads) -> SessionReads? {
        switch status {
        case .absent: return nil
        case .unknown: return reads
        case .alive:
            let rest = reads.subtracting(coverage)
            return rest.isEmpty ? nil : rest
        }
    }

    /// Takes the answer of a store.
    ///
    /// What was loaded before stays: a request sees one state of a value.
    mutating func take(_ snapshot: SessionSnapshot, reads: SessionReads) {
        status = .alive(snapshot.record)
        time = snapshot.time
        for (field, value) in snapshot.values where !coverage.contains(field) {
            stored[field] = value
        }
        coverage.formUnion(reads)
    }

    // MARK: Reading

    func isLoaded(_ field: SessionField) -> Bool {
        isBaseKnown(field) || isWritten(field)
    }

    /// Whether this request has decided what a field holds.
    func isWritten(_ field: SessionField) -> Bool {
        operations.contains { $0.determines(field) }
    }

    func isPackageLoaded(_ package: String) -> Bool {
        if case .absent = status { return true }
        return coverage.containsPackage(package)
            || operations.contains { $0.clears(package) }
    }

    /// The value with this request's own changes; nil for none or not loaded.
    func value(of field: SessionField) throws(SessionError) -> SessionValue? {
        var value = stored[field]
        for operation in operations where operation.touches(field) {
            value = try operation.apply(to: value)
        }
        return value?.knownCodec == .nothing ? nil : value
    }

    /// The values that there will be after the commit, as far as they are loaded.
    func nextValues(_ reads: SessionReads) -> [SessionField: SessionValue] {
        var values: [SessionField: SessionValue] = [:]
        let fields = Set(stored.keys).union(operations.compactMap(\.field))
        for field in fields where reads.contains(field) {
            values[field] = try? value(of: field)
        }
        return values
    }

    mutating func see(_ field: SessionField) {
        if firstIndex(for: field) == 0 { seen.insert(field) }
    }

    /// The fields of a package with a value, as far as they are loaded.
    func fields(of package: String) -> [SessionField] {
        var fields = Set(stored.keys.filter { $0.isIn(package) })
        fields.formUnion(operations.compactMap(\.field).filter { $0.isIn(package) })
        return fields.filter { (try? value(of: $0)) != nil }.sorted()
    }

    /// The packages with values, as far as they are loaded.
    var packages: Set<SessionName> {
        let names = stored.keys.map(\.package) + operations.map(\.package)
        return Set(names.map { SessionName($0) }).filter { !fields(of: $0.text).isEmpty }
    }

    func isBaseKnown(_ field: SessionField) -> Bool {
        if case .absent = status { true } else { coverage.contains(field) }
    }

    // MARK: Leaving

    /// Forgets what another principal's session had.
    ///
    /// - Parameter packages: those for which what this request recorded stays; nil for all.
    mutating func leave(keepingOperationsIn packages: Set<SessionName>?) {
        var left = ContainerState(isAbsent: true)
        left.operations = operations.filter { operation in
            if case .expect = operation { return false }
            return packages?.contains(SessionName(operation.package)) ?? true
        }
        self = left
    }

    /// Takes values of the session that was left, before anything else is done.
    mutating func keep(_ values: [SessionField: SessionValue]) {
        let kept = values.sorted { $0.key < $1.key }.map { SessionOperation.set($0.key, $0.value) }
        operations.insert(contentsOf: kept, at: 0)
    }

    // MARK: Recording

    /// Whether another request can make the commit conflict.
    var compares: Bool {
        operations.contains { operation in
            switch operation {
            case .compareAndSet, .expect: true
            default: false
            }
        }
    }

    /// Forgets what was recorded, because it is stored.
    mutating func settle() {
        operations = []
    }

    /// Records that values must still be as they were loaded, and that no others came, before
    /// anything else is done.
    mutating func expect(_ reads: SessionReads) {
        let digests = stored.filter { reads.contains($0.key) }.mapValues(SessionDigest.init(of:))
        operations.insert(.expect(reads, digests), at: 0)
    }

    /// Records an operation that merges, after trying it on what is loaded.
    mutating func merge(_ operation: SessionOperation) throws(SessionError) {
        if let field = operation.field, isLoaded(field) {
            _ = try operation.apply(to: try value(of: field))
        }
        guard case .add(let field, let amount) = operation,
            case .add(field, let earlier)? = operations.last
        else { return operations.append(operation) }
        let sum = earlier.addingReportingOverflow(amount)
        guard !sum.overflow else { return operations.append(operation) }
        operations[operations.count - 1] = .add(field, sum.partialValue)
    }

    /// Records that a package is emptied.
    ///
    /// What was read and changed before must still be as it was read.
    mutating func clear(_ package: String) {
        let isEmpty = isPackageLoaded(package) && fields(of: package).isEmpty
        operations = operations.compactMap { operation in
            guard operation.package.hasBytes(of: package) else { return operation }
            guard case .compareAndSet(let field, let expected, _) = operation else { return nil }
            return .compareAndSet(field, expected: expected, new: nil)
        }
        let hadValues = stored.keys.contains { $0.isIn(package) }
        guard !isEmpty || hadValues else { return }
        operations.append(.clear(package: package))
        let hasSeen = seen.filter { $0.isIn(package) }
        seen.subtract(hasSeen)
        seenBeforeClearing.formUnion(hasSeen.filter(isBaseKnown))
    }

    /// Records that the stored value is the one that the application saw before it emptied the
    /// package, because it is about to store what it made of it.
    mutating func compareWithCleared(_ field: SessionField) {
        guard seenBeforeClearing.remove(field) != nil else { return }
        let isCompared = operations.prefix(firstIndex(for: field)).contains { operation in
            if case .compareAndSet(field, _, _) = operation { true } else { false }
        }
        guard !isCompared else { return }
        let digest = stored[field].map(SessionDigest.init(of:))
        operations.insert(.compareAndSet(field, expected: digest, new: nil), at: 0)
    }

    mutating func forget(_ field: SessionField) {
        let first = firstIndex(for: field)
        let kept = operations[first...].filter { $0.field != field }
        operations.replaceSubrange(first..., with: kept)
    }

    /// Where the operations begin that decide about a field: after its package was emptied.
    func firstIndex(for field: SessionField) -> Int {
        let clear = operations.lastIndex { $0.clears(field.package) }
        return clear.map { $0 + 1 } ?? 0
    }

    /// A compare-and-set that came before keeps its expectation.
    mutating func replace(_ field: SessionField, with operation: SessionOperation) {
        var operation = operation
        for case .compareAndSet(field, let expected, _) in operations[firstIndex(for: field)...] {
            let new: SessionValue? =
                switch operation {
                case .set(_, let value): value
                case .compareAndSet(_, _, let value): value
                default: nil
                }
            operation = .compareAndSet(field, expected: expected, new: new)
        }
        forget(field)
        operations.append(operation)
    }
}

extension SessionOperation {
    func touches(_ field: SessionField) -> Bool {
        self.field == field || clears(field.package)
    }

    /// Whether the value is known afterwards, whatever was stored.
    fileprivate func determines(_ field: SessionField) -> Bool {
        switch self {
        case .set(field, _), .delete(field), .compareAndSet(field, _, _): true
        default: clears(field.package)
        }
    }

    /// Whether this empties a package.
    func clears(_ package: String) -> Bool {
        if case .clear(let cleared) = self { cleared.hasBytes(of: package) } else { false }
    }
}
