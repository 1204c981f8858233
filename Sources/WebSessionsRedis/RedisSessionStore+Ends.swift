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
    /// How many sets that do not answer are asked at a time: each takes a timeout.
    private static let maximumSetsAway = 3
    /// For how long it is known of a record that its end was told: several sweeps.
    private static let toldMemory = Duration.seconds(3600)

    /// Ends that are to be told; see the contract of `EndKeepingSessionStore`.
    ///
    /// A server that is away, or a record that fails, keeps the ends of others from nothing.
    ///
    /// - Throws: what prevents the servers from answering, as ``RedisSessionStore`` says, where no
    ///   end was found.
    public func ends(limit: Int) async throws -> [SessionEnd] {
        var found: [SessionEnd] = []
        var failure: (any Error)?
        var setsAway = 0
        // Another order each time: what cannot be told in one set keeps no other set back.
        for set in keys.allEnds.shuffled() where setsAway < Self.maximumSetsAway {
            do {
                failure = try await collectEnds(of: set, limit: limit, &found) ?? failure
            } catch {
                failure = error
                setsAway += 1
            }
        }
        if let failure, found.isEmpty { throw failure }
        return Array(found.prefix(max(limit, 0)))
    }

    /// Returns what kept any record of the set from being looked at.
    private func collectEnds(
        of set: [UInt8],
        limit: Int,
        _ found: inout [SessionEnd]
    ) async throws -> (any Error)? {
        var failure: (any Error)?
        var isUnfinished = true
        while isUnfinished, found.count < limit {
            let count = limit - found.count
            let entries = try await dueEntries(of: set, limit: count)
            let seen = try await look(at: entries, of: set)
            found += seen.ends
            failure = seen.failure ?? failure
            isUnfinished = entries.locators.count == count
        }
        return failure
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
        let results = try await concurrently(Array(groups)) { group in
            await result {
                let memory = String(Self.toldMemory.milliseconds)
                let words = [memory] + group.value.map(RedisEndLine.text(of:))
                return try await run(.forget, keys.record(group.key), words, within: begin())
            }
        }
        for result in results { _ = try result.get() }
    }

    /// What came of one of several, whose failure keeps no other from being done.
    private func result<Value: Sendable>(
        _ body: () async throws -> Value
    ) async -> Result<Value, any Error> {
        do {
            return .success(try await body())
        } catch {
            return .failure(error)
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
            try await note(locator, after: delay, within: call)
            return try await send("noted")
        }
        let reply = try await send("kept")
        guard reply.elements?.first?.text == "UNNOTED" else { return reply }
        do {
            try await note(locator, after: timeout, within: call)
        } catch let error as SessionError where error.code == .storeFull {
            // What makes room goes on; the end is kept from a later commit on.
            return try await send("")
        }
        return try await send("noted")
    }

    /// Where that fails, the end is found when the record is looked at next.
    func noteRevocation(of locator: SessionLocator, within call: RedisCall) async {
        try? await note(locator, after: SessionEnd.patience, within: call)
    }

    /// Notes a record anew, from time to time.
    ///
    /// A server that failed may have taken its entry with it; nobody waits for this.
    func renote(_ locator: SessionLocator) {
        Task {
            try? await note(locator, after: Self.longestRest, within: begin())
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
        within call: RedisCall
    ) async throws {
        let delay = String(min(delay, Self.longestRest).milliseconds)
        let words = [now, delay, locator.description, String(timeout.milliseconds)]
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
    ///
    /// - Returns: their ends, and what kept any of the records from being looked at.
    private func look(
        at entries: Entries,
        of set: [UInt8]
    ) async throws -> (ends: [SessionEnd], failure: (any Error)?) {
        let states = try await concurrently(entries.locators, width: 16) { locator in
            await result { try await look(at: locator) }
        }
        var (ends, moves): ([SessionEnd], [String]) = ([], [])
        var failure: (any Error)?
        for (locator, state) in zip(entries.locators, states) {
            switch state {
            case .success(let state) where state.isSettled:
                moves += [locator.description, state.next]
            case .success(let state): ends += state.lost.map { [$0] } ?? state.ends
            case .failure(let error): failure = failure ?? error
            }
        }
        if !moves.isEmpty {
            let words = [entries.time] + moves
            // What cannot be moved is looked at again.
            if case .failure(let error) = await result({
                try await run(.settle, set, words, within: begin())
            }) {
                failure = failure ?? error
            }
        }
        return (ends, failure)
    }

    /// What became of a record that an entry names.
    private struct State: Sendable {
        /// What was not forgotten.
        var ends: [SessionEnd] = []
        /// Whether there is what a later version wrote, which is left to that.
        var hasUnknown = false
        /// When it is to be looked at again; empty for never.
        var next = ""
        /// The end of a record that is not there, or was there for longer than a week after it.
        var lost: SessionEnd?

        /// Whether there is nothing to tell.
        var isSettled: Bool { ends.isEmpty && lost == nil && !hasUnknown }
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
        let lines = parts[2].split(separator: "\n")
        let ends = lines.compactMap { RedisEndLine.end($0, of: locator) }
        return State(ends: ends, hasUnknown: ends.count < lines.count, next: parts[1])
    }
}
#endif
