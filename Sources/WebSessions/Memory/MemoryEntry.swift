// SPDX-License-Identifier: Apache-2.0

/// One record of the memory store.
struct MemoryEntry {
    var record: SessionRecord
    var secrets: SessionSecrets
    /// Whether the application is to be told of the end.
    var keepsEnd = false
    /// Who was logged in last.
    private(set) var lastPrincipal: String?
    private var values: [SessionField: SessionValue] = [:]
    private var size = 0
    private var recentCommits: [SessionCommitID: SessionInstant] = [:]

    init(record: SessionRecord, secretHash: SessionSecretHash) {
        self.record = record
        secrets = SessionSecrets(secretHash)
        lastPrincipal = record.principal
    }

    /// Takes a record that was kept elsewhere.
    init(
        record: SessionRecord,
        secretHash: SessionSecretHash,
        values: [SessionField: SessionValue]
    ) {
        self.init(record: record, secretHash: secretHash)
        self.values = values
        size = values.reduce(0) { $0 + SessionMerge.cost(of: $1.key, $1.value) }
    }

    /// Whether a commit was applied already.
    func hasApplied(_ commit: SessionCommit) -> Bool {
        commit.id.map { recentCommits[$0] != nil } ?? false
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
        keepsEnd = keepsEnd || commit.keepsEnd
        lastPrincipal = record.principal ?? lastPrincipal
        secrets = secrets.replaced(by: commit, at: now)
    }

    /// Remembers the id of a commit, and forgets those that nobody repeats any more.
    mutating func remember(_ commit: SessionCommit, at now: SessionInstant) {
        guard let id = commit.id else { return }
        recentCommits = recentCommits.filter {
            $0.value.duration(to: now) <= SessionCommitID.memory
        }
        recentCommits[id] = now
    }

    /// What is told of the end, where the record is removed at `now`.
    func end(_ cause: SessionEndCause, at now: SessionInstant) -> SessionEnd {
        SessionEnd(
            record.locator,
            created: record.created,
            expiring: record.end,
            principal: record.principal,
            lastPrincipal: lastPrincipal,
            cause: cause,
            at: now
        )
    }

    private mutating func replace(_ field: SessionField, with value: SessionValue?) {
        size -= values[field].map { SessionMerge.cost(of: field, $0) } ?? 0
        size += value.map { SessionMerge.cost(of: field, $0) } ?? 0
        values[field] = value
    }
}
