// SPDX-License-Identifier: Apache-2.0

/// Keeps sessions in the memory of the process: zope.session's RAM container.
///
/// For development, tests, and sites of one process that may lose sessions at a restart.
/// Its work is over in microseconds and never waits, so that it neither blocks nor is
/// re-entered. An actor, hence `Sendable`.
public actor MemorySessionStore: CountingSessionStore, EndKeepingSessionStore {
    /// The name of the store.
    public nonisolated let name: String

    private let clock: any SessionClock
    private let maximumRecords: Int?
    private var entries: [SessionLocator: MemoryEntry] = [:]
    private var principals: [SessionName: Set<SessionLocator>] = [:]
    private var expiries = ExpiryQueue<SessionLocator>()
    private var untold = UntoldEnds()

    /// Makes an empty store.
    ///
    /// - Parameters:
    ///   - name: the name in errors and metrics.
    ///   - clock: decides about expiry.
    ///   - maximumRecords: how many sessions fit; nil, the default, for no limit. A full
    ///     store refuses new sessions and never drops live ones.
    public init(
        name: String = "memory",
        clock: any SessionClock = SystemSessionClock(),
        maximumRecords: Int? = nil
    ) {
        self.name = name
        self.clock = clock
        self.maximumRecords = maximumRecords
    }

    /// The number of records, expired ones among them until they are swept.
    public var count: Int { entries.count }

    /// Makes a record; see the contract of ``SessionStore``.
    ///
    /// - Throws: ``SessionErrorCode/duplicate`` where a record that has not expired
    ///   has the locator, ``SessionErrorCode/storeFull`` at the maximum of records,
    ///   ``SessionErrorCode/conflict`` for a compare-and-set that expects a value,
    ///   and ``SessionErrorCode/kindMismatch``, ``SessionErrorCode/overflow`` and
    ///   ``SessionErrorCode/tooLarge`` for an operation that does not fit.
    public func create(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash,
        commit: SessionCommit
    ) throws -> SessionRecord {
        let now = clock.now
        if let entry = entries[locator], entry.hasApplied(commit) { return entry.record }
        try makeRoom(for: locator, at: now)
        let record = SessionRecord(locator, createdBy: commit, at: now)
        var entry = MemoryEntry(record: record, secretHash: secretHash)
        if try apply(commit, to: &entry) != nil {
            throw SessionError.newSessionConflict(name)
        }
        entry.record = record
        entry.keepsEnd = commit.keepsEnd
        entry.remember(commit, at: now)
        store(entry, replacing: nil)
        return record
    }

    /// Reads a record; see the contract of ``SessionStore``.
    public func read(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash?,
        reads: SessionReads,
        touch: SessionPolicy?
    ) -> SessionReadResult {
        let now = clock.now
        guard let entry = entries[locator] else { return .absent }
        let right = entry.secrets.right(of: secretHash, at: now)
        if let refusal = right.readRefusal { return refusal }
        guard !entry.record.isExpired(at: now) else { return .expired }
        var current = entry
        let policy = right == .full ? touch : nil
        let touched = policy.flatMap { entry.record.touched(at: now, policy: $0) }
        if let touched {
            current.record = touched
            store(current, replacing: entry)
        }
        let snapshot = SessionSnapshot(
            record: current.record,
            values: current.values(reads),
            time: now,
            wasTouched: touched != nil,
            isSuperseded: right == .reading
        )
        return .found(snapshot)
    }

    /// Applies a commit; see the contract of ``SessionStore``.
    ///
    /// - Throws: ``SessionErrorCode/kindMismatch``, ``SessionErrorCode/overflow`` and
    ///   ``SessionErrorCode/tooLarge`` for an operation that does not fit.
    public func commit(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash?,
        _ commit: SessionCommit
    ) throws -> SessionCommitResult {
        let now = clock.now
        guard let entry = entries[locator] else { return .gone }
        guard !entry.hasApplied(commit) else { return .committed(entry.record) }
        let right = entry.secrets.right(of: secretHash, at: now)
        if let refusal = right.commitRefusal { return refusal }
        guard !entry.record.isExpired(at: now) else { return .expired }
        var changed = entry
        if let conflict = try apply(commit, to: &changed) {
            return .conflict(conflict)
        }
        changed.administer(commit, at: now)
        changed.remember(commit, at: now)
        store(changed, replacing: entry)
        return .committed(changed.record)
    }

    /// Removes a record; see the contract of ``SessionStore``.
    @discardableResult
    public func revoke(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash?,
        cause: SessionEndCause
    ) -> Bool {
        guard let entry = entries[locator] else { return false }
        guard secretHash == nil || secretHash == entry.secrets.current else { return false }
        remove(entry, cause, at: clock.now)
        return true
    }

    /// Lists the records of a principal; see the contract of ``SessionStore``.
    public func records(ofPrincipal principal: String) -> SessionRecordPage {
        let now = clock.now
        let records = (principals[SessionName(principal)] ?? []).compactMap { entries[$0]?.record }
            .filter { !$0.isExpired(at: now) }
            .sorted { ($0.created, $0.locator) < ($1.created, $1.locator) }
        return SessionRecordPage(records: records)
    }

    /// Removes the records of a principal; see the contract of ``SessionStore``.
    @discardableResult
    public func revokeAll(ofPrincipal principal: String, except locator: SessionLocator?) -> Int {
        let others = (principals[SessionName(principal)] ?? []).subtracting(
            [locator].compactMap(\.self)
        )
        let now = clock.now
        for entry in others.compactMap({ entries[$0] }) {
            remove(entry, .revoked, at: now)
        }
        return others.count
    }

    /// Lists all records; see the contract of ``SessionStore``.
    ///
    /// They come in the order of their locators, each once.
    ///
    /// - Throws: ``SessionErrorCode/invalidCursor`` for a cursor that
    ///   ``SessionPageCursor/init(after:)`` did not make.
    /// - Complexity: O(n log n) for each page, for n records in the store.
    public func records(after cursor: SessionPageCursor?, limit: Int) throws -> SessionRecordPage {
        let now = clock.now
        let start = try cursor.map { cursor throws(SessionError) in try cursor.locator }
        let records = entries.values.lazy.map(\.record).filter { record in
            !record.isExpired(at: now) && start.map { $0 < record.locator } ?? true
        }
        return SessionRecordPage(
            inOrder: records.sorted { $0.locator < $1.locator },
            limit: limit
        )
    }

    /// Shows a record; see the contract of ``SessionStore``.
    public func inspect(_ locator: SessionLocator) -> SessionSnapshot? {
        let now = clock.now
        guard let entry = entries[locator], !entry.record.isExpired(at: now) else { return nil }
        let values = entry.values(.everything)
        return SessionSnapshot(record: entry.record, values: values, time: now, wasTouched: false)
    }

    /// Removes expired records; see the contract of ``SessionStore``.
    ///
    /// - Complexity: O(limit · log n) for n records.
    public func sweep(limit: Int) -> Int {
        let now = clock.now
        var count = 0
        while count < limit, let locator = expiries.popDue(at: now) {
            if let entry = entries[locator] { remove(entry, .expired, at: now) }
            count += 1
        }
        return count
    }

    /// The number of records that have not expired.
    ///
    /// - Complexity: O(n) for n records.
    public func countLive() -> Int {
        let now = clock.now
        return entries.values.count { !$0.record.isExpired(at: now) }
    }

    // MARK: Ends

    /// Ends that are to be told; see the contract of ``EndKeepingSessionStore``.
    ///
    /// - Complexity: O(limit · log n) for n ends.
    public func ends(limit: Int) -> [SessionEnd] {
        untold.give(limit: limit, at: clock.now)
    }

    /// The ends of one session; see the contract of ``EndKeepingSessionStore``.
    ///
    /// - Complexity: O(1) for one end.
    public func ends(of locator: SessionLocator) -> [SessionEnd] {
        untold.ends(of: locator)
    }

    /// Forgets ends; see the contract of ``EndKeepingSessionStore``.
    ///
    /// - Complexity: O(m · log n) for m of n ends.
    public func forget(_ ends: [SessionEnd]) {
        untold.forget(ends)
    }

    // MARK: Whole records

    func entry(_ locator: SessionLocator) -> MemoryEntry? { entries[locator] }

    /// Puts a record in the place of what is there; nil removes it.
    func restore(_ entry: MemoryEntry?, at locator: SessionLocator) {
        let old = entries[locator]
        if let entry {
            store(entry, replacing: old)
        } else if let old {
            remove(old)
        }
    }

    private func apply(
        _ commit: SessionCommit,
        to entry: inout MemoryEntry
    ) throws(SessionError) -> [SessionField: SessionValue?]? {
        do {
            return try entry.apply(commit)
        } catch {
            throw error.naming(store: name)
        }
    }

    private func makeRoom(for locator: SessionLocator, at now: SessionInstant) throws {
        if let old = entries[locator] {
            guard old.record.isExpired(at: now) else {
                let message = "a session with this locator exists"
                throw SessionError(.duplicate, message, store: name)
            }
            remove(old, .expired, at: now)
        }
        guard let maximumRecords, entries.count >= maximumRecords else { return }
        guard sweep(limit: 100) == 0 else { return }
        let message = "the store holds its maximum of \(maximumRecords) sessions"
        throw SessionError(.storeFull, message, store: name)
    }

    private func store(_ entry: MemoryEntry, replacing old: MemoryEntry?) {
        expiries.set(entry.record.locator, end: entry.record.end)
        entries[entry.record.locator] = entry
        let name = entry.record.principal.map { SessionName($0) }
        guard old?.record.principal.map({ SessionName($0) }) != name else { return }
        unlist(old)
        if let name {
            principals[name, default: []].insert(entry.record.locator)
        }
    }

    private func remove(_ entry: MemoryEntry, _ cause: SessionEndCause, at now: SessionInstant) {
        remove(entry)
        guard entry.keepsEnd else { return }
        untold.keep(entry.end(cause, at: now), revokedAs: cause, at: now)
    }

    private func remove(_ entry: MemoryEntry) {
        entries[entry.record.locator] = nil
        expiries.set(entry.record.locator, end: nil)
        unlist(entry)
    }

    private func unlist(_ entry: MemoryEntry?) {
        guard let entry, let name = entry.record.principal.map({ SessionName($0) }) else { return }
        principals[name]?.remove(entry.record.locator)
        if principals[name]?.isEmpty == true { principals[name] = nil }
    }
}
