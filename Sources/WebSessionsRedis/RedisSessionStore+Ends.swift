// SPDX-License-Identifier: Apache-2.0

#if Redis
public import WebSessions

/// An end is kept in the record, which the server leaves for a week then. When a record is to be
/// looked at is noted before it is made, for the time at which it may end first; what an
/// access changes is found out when the entry is due. So a touch costs nothing.
extension RedisSessionStore: EndKeepingSessionStore {
    /// A record is looked at as often as that, whatever its end: what was noted too late, because
    /// the process died in between, is found so.
    private static let longestRest = Duration.seconds(24 * 3600)
    /// For how long it is known of a record that its end was told: several sweeps.
    private static let toldMemory = Duration.seconds(3600)

    /// Ends that are to be told; see the contract of `EndKeepingSessionStore`.
    ///
    /// - Throws: what prevents the servers from answering, as ``RedisSessionStore`` says.
    public func ends(limit: Int) async throws -> [SessionEnd] {
        var found: [SessionEnd] = []
        for set in keys.allEnds {
            var isUnfinished = true
            while isUnfinished, found.count < limit {
                let count = limit - found.count
                let entries = try await dueEntries(of: set, limit: count)
                found += try await look(at: entries, of: set)
                isUnfinished = entries.locators.count == count
            }
        }
        return Array(found.prefix(max(limit, 0)))
    }

    /// The ends of one session; see the contract of `EndKeepingSessionStore`.
    ///
    /// - Throws: what prevents the servers from answering, as ``RedisSessionStore`` says.
    public func ends(of locator: SessionLocator) async throws -> [SessionEnd] {
        try await look(at: locator).ends
    }

    /// Forgets ends; see the contract of `EndKeepingSessionStore`.
    ///
    /// - Throws: what prevents the servers from answering, as ``RedisSessionStore`` says.
    public func forget(_ ends: [SessionEnd]) async throws {
        let groups = Dictionary(grouping: ends, by: \.locator)
        _ = try await concurrently(Array(groups)) { group in
            let memory = String(Self.toldMemory.milliseconds)
            let words = [memory] + group.value.map(RedisEndLine.text(of:))
            return try await run(.forget, keys.record(group.key), words, within: begin())
        }
    }

    // MARK: Noting

    /// Sends a commit with the mark that its record needs, once the record has an entry.
    func keepingEnd(
        of locator: SessionLocator,
        _ commit: SessionCommit,
        creates: Bool,
        _ call: RedisCall,
        _ send: (_ mark: String) async throws -> RESPValue
    ) async throws -> RESPValue {
        guard commit.keepsEnd else { return try await send("") }
        guard !creates, commit.expiry == nil else {
            let delay = firstEnd(of: locator, commit)
            try await note(locator, after: delay, isEarlier: !creates, within: call)
            return try await send("noted")
        }
        let reply = try await send("kept")
        guard reply.elements?.first?.text == "UNNOTED" else { return reply }
        try await note(locator, after: timeout, within: call)
        return try await send("noted")
    }

    /// Where that fails, the end is found when the record is looked at next.
    func noteRevocation(of locator: SessionLocator, within call: RedisCall) async {
        try? await note(locator, after: SessionEnd.patience, isEarlier: true, within: call)
    }

    /// Notes a record anew, from time to time.
    ///
    /// A server that failed may have taken its entry with it; nobody waits for this.
    func renote(_ locator: SessionLocator) {
        Task {
            try? await note(locator, after: Self.longestRest, isEarlier: true, within: begin())
        }
    }

    /// When a record may end first, if the commit makes it now.
    private func firstEnd(of locator: SessionLocator, _ commit: SessionCommit) -> Duration {
        let now = clock?.now ?? SystemSessionClock().now
        let end = SessionRecord(locator, createdBy: commit, at: now).end
        return end.map { now.duration(to: $0) } ?? Self.longestRest
    }

    /// An entry is not due while a call may be under way whose record it is for: it would be
    /// taken out as one without a record.
    private func note(
        _ locator: SessionLocator,
        after delay: Duration,
        isEarlier: Bool = false,
        within call: RedisCall
    ) async throws {
        let delay = max(min(delay, Self.longestRest), timeout)
        let words = [
            now, String(delay.milliseconds), locator.description, isEarlier ? "earlier" : "",
        ]
        let arguments = words.map { RedisCommand.Argument.bytes(Array($0.utf8)) }
        let set = keys.ends(of: locator)
        _ = try await send(.note, [set], arguments, isDurable: true, within: call)
    }

    // MARK: Looking

    /// Entries of a set, and the time that they have from now on.
    private struct Entries {
        let locators: [SessionLocator]
        let time: String
    }

    private func dueEntries(of set: [UInt8], limit: Int) async throws -> Entries {
        let words = [String(SessionEnd.patience.milliseconds), String(limit)]
        let parts = try await run(.due, set, words, within: begin()).elements ?? []
        guard parts.count == 2, let time = parts[0].text else { throw unexpected() }
        let texts = (parts[1].elements ?? []).compactMap(\.text)
        return Entries(locators: texts.compactMap { SessionLocator($0) }, time: time)
    }

    /// Looks at records, and notes of those that live when they are looked at again.
    private func look(at entries: Entries, of set: [UInt8]) async throws -> [SessionEnd] {
        let states = try await concurrently(entries.locators, width: 16) { locator in
            try await look(at: locator)
        }
        var moves: [String] = []
        for (locator, state) in zip(entries.locators, states) where state.isSettled {
            moves += [locator.description, state.next]
        }
        if !moves.isEmpty {
            _ = try await run(.settle, set, [entries.time] + moves, within: begin())
        }
        return states.flatMap { $0.lost.map { [$0] } ?? $0.ends }
    }

    /// What became of a record that an entry names.
    private struct State: Sendable {
        /// What was not forgotten.
        var ends: [SessionEnd] = []
        /// When it is to be looked at again; empty for never.
        var next = ""
        /// The end of a record that is not there, or was there for longer than a week after it.
        var lost: SessionEnd?

        /// Whether there is nothing to tell.
        var isSettled: Bool { ends.isEmpty && lost == nil }
    }

    private func look(at locator: SessionLocator) async throws -> State {
        let rest = String(Self.longestRest.milliseconds)
        let reply = try await run(.look, keys.record(locator), [rest], within: begin())
        let parts = (reply.elements ?? []).map { $0.text ?? "" }
        guard parts.count == 3 else { throw unexpected() }
        guard parts[0] != "ABSENT" else {
            let time = SessionInstant(millisecondsSince1970: Int64(parts[1]) ?? 0)
            return State(lost: SessionEnd(locator: locator, cause: .expired, ended: time))
        }
        let ends = parts[2].split(separator: "\n").compactMap { RedisEndLine.end($0, of: locator) }
        return State(ends: ends, next: parts[1])
    }
}
#endif
