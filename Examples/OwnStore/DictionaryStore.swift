// SPDX-License-Identifier: Apache-2.0

import WebSessions

/// A store of one's own, as short as the contract allows: everything in one dictionary.
///
/// The rules of expiry, secrets and operations come from `WebSessions`; a store only keeps
/// what they give.
actor DictionaryStore: SessionStore {
    private struct Entry {
        var record: SessionRecord
        var secrets: SessionSecrets
        var values: [SessionField: SessionValue] = [:]
        var commits: Set<SessionCommitID> = []

        var size: Int { values.reduce(0) { $0 + SessionMerge.cost(of: $1.key, $1.value) } }
    }

    nonisolated let name = "dictionary"
    private let clock: any SessionClock
    private var entries: [SessionLocator: Entry] = [:]

    init(clock: any SessionClock) {
        self.clock = clock
    }

    func create(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash,
        commit: SessionCommit
    ) throws -> SessionRecord {
        if let old = live(locator) {
            if commit.id.map(old.commits.contains) ?? false { return old.record }
            throw SessionError(.duplicate, "a session with this locator exists", store: name)
        }
        let record = SessionRecord(locator, createdBy: commit, at: clock.now)
        var entry = Entry(record: record, secrets: SessionSecrets(secretHash))
        if try apply(commit, to: &entry) != nil {
            throw SessionError(.conflict, "a new session has no values to compare", store: name)
        }
        entry.record = record
        entries[locator] = entry
        return record
    }

    func read(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash?,
        reads: SessionReads,
        touch: SessionPolicy?
    ) -> SessionReadResult {
        guard let entry = entries[locator] else { return .absent }
        let right = entry.secrets.right(of: secretHash, at: clock.now)
        if let refusal = right.readRefusal { return refusal }
        guard live(locator) != nil else { return .expired }
        let policy = right == .full ? touch : nil
        let touched = policy.flatMap { entry.record.touched(at: clock.now, policy: $0) }
        if let touched { entries[locator]?.record = touched }
        return .found(
            SessionSnapshot(
                record: touched ?? entry.record,
                values: entry.values.filter { reads.contains($0.key) },
                time: clock.now,
                wasTouched: touched != nil,
                isSuperseded: right == .reading
            )
        )
    }

    func commit(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash?,
        _ commit: SessionCommit
    ) throws -> SessionCommitResult {
        guard var entry = entries[locator] else { return .gone }
        if commit.id.map(entry.commits.contains) ?? false { return .committed(entry.record) }
        let right = entry.secrets.right(of: secretHash, at: clock.now)
        if let refusal = right.commitRefusal { return refusal }
        guard live(locator) != nil else { return .expired }
        if let conflict = try apply(commit, to: &entry) { return .conflict(conflict) }
        entry.record = entry.record.administered(by: commit, at: clock.now)
        entry.secrets = entry.secrets.replaced(by: commit, at: clock.now)
        entries[locator] = entry
        return .committed(entry.record)
    }

    func revoke(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash?,
        cause: SessionEndCause
    ) -> Bool {
        guard let entry = entries[locator] else { return false }
        guard secretHash == nil || secretHash == entry.secrets.current else { return false }
        entries[locator] = nil
        return true
    }

    func records(ofPrincipal principal: String) -> SessionRecordPage {
        let records = entries.keys.compactMap { live($0)?.record }
            .filter { $0.isOf(principal) }
            .sorted { ($0.created, $0.locator) < ($1.created, $1.locator) }
        return SessionRecordPage(records: records)
    }

    func revokeAll(ofPrincipal principal: String, except locator: SessionLocator?) -> Int {
        let ended = entries.filter { $0.value.record.isOf(principal) && $0.key != locator }
        for locator in ended.keys { entries[locator] = nil }
        return ended.count
    }

    func records(after cursor: SessionPageCursor?, limit: Int) throws -> SessionRecordPage {
        let start = try cursor.map { try $0.locator }
        let locators = entries.keys.filter { other in start.map { $0 < other } ?? true }
        let records = locators.sorted().compactMap { live($0)?.record }
        return SessionRecordPage(inOrder: records, limit: limit)
    }

    func inspect(_ locator: SessionLocator) -> SessionSnapshot? {
        live(locator).map { entry in
            SessionSnapshot(
                record: entry.record,
                values: entry.values,
                time: clock.now,
                wasTouched: false
            )
        }
    }

    func sweep(limit: Int) -> Int {
        let expired = entries.keys.filter { live($0) == nil }.prefix(max(limit, 0))
        for locator in expired { entries[locator] = nil }
        return expired.count
    }

    private func live(_ locator: SessionLocator) -> Entry? {
        entries[locator].flatMap { $0.record.isExpired(at: clock.now) ? nil : $0 }
    }

    /// Returns what conflicts; nil where all of it was applied.
    private func apply(
        _ commit: SessionCommit,
        to entry: inout Entry
    ) throws -> [SessionField: SessionValue?]? {
        let outcome = try SessionMerge.apply(
            commit.operations,
            to: entry.values,
            size: entry.size,
            limits: commit.limits
        )
        switch outcome {
        case .conflict(let fields): return fields
        case .changes(let changes):
            for (field, value) in changes { entry.values[field] = value }
            entry.record.version += changes.isEmpty ? 0 : 1
            if let id = commit.id { entry.commits.insert(id) }
            return nil
        }
    }
}
