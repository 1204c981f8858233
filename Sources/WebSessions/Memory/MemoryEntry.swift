/// One record of the memory store.
struct MemoryEntry {
    var record: SessionRecord
    var secretHash: SessionSecretHash
    var queuedEnd: SessionInstant?
    private var values: [SessionField: SessionValue] = [:]
    private var size = 0

    init(record: SessionRecord, secretHash: SessionSecretHash) {
        self.record = record
        self.secretHash = secretHash
    }

    func values(_ reads: SessionReads) -> [SessionField: SessionValue] {
        guard !reads.everything else { return values }
        guard reads.packages.isEmpty else { return values.filter { reads.contains($0.key) } }
        var found: [SessionField: SessionValue] = [:]
        for field in reads.fields {
            found[field] = values[field]
        }
        return found
    }

    /// Applies the operations, or returns what conflicts and leaves everything alone.
    mutating func apply(
        _ commit: SessionCommit
    ) throws(SessionError) -> [SessionField: SessionValue?]? {
        let outcome = try SessionMerge.apply(
            commit.operations,
            to: values,
            size: size,
            limits: commit.limits
        )
        switch outcome {
        case .conflict(let fields): return fields
        case .changes(let changes):
            if !changes.isEmpty { record.version += 1 }
            for (field, value) in changes {
                replace(field, with: value)
            }
            return nil
        }
    }

    /// Records the access and the changes of secret, principal and expiry.
    mutating func administer(_ commit: SessionCommit, at now: SessionInstant) {
        record = record.administered(by: commit, at: now)
        secretHash = commit.newSecretHash ?? secretHash
    }

    private mutating func replace(_ field: SessionField, with value: SessionValue?) {
        size -= values[field].map { SessionMerge.cost(of: field, $0) } ?? 0
        size += value.map { SessionMerge.cost(of: field, $0) } ?? 0
        values[field] = value
    }
}
