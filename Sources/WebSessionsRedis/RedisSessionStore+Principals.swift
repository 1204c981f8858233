// SPDX-License-Identifier: Apache-2.0

#if Redis
public import WebSessions

/// The index of a principal may be in another slot of a cluster than the records, so that
/// the two cannot change together. The entry is therefore written before the record: it may
/// stay when the record does not come, but a record without an entry does not exist. Whoever
/// uses an entry looks at the record.
extension RedisSessionStore {
    /// How old an entry without a record must be to be taken out: far older than any login
    /// that is still under way.
    static let indexPatience = Duration.seconds(600)

    /// Lists the records of a principal; see the contract of `SessionStore`.
    ///
    /// - Throws: what prevents the servers from answering, as ``RedisSessionStore``
    ///   says.
    public func records(ofPrincipal principal: String) async throws -> SessionRecordPage {
        let call = begin()
        let locators = try await index(of: principal, within: call)
        let results = try await concurrently(locators) { locator in
            try await self.listed(locator, principal: principal, within: call)
        }
        let stale = zip(locators, results).filter { $0.1 == nil }.map(\.0)
        try await strike(stale, from: keys.index(ofPrincipal: principal), within: call)
        let page = SessionRecordPage(results.compactMap(\.self))
        return SessionRecordPage(
            records: page.records.sorted { ($0.created, $0.locator) < ($1.created, $1.locator) },
            unreadable: page.unreadable
        )
    }

    /// Removes the records of a principal; see the contract of `SessionStore`.
    ///
    /// - Throws: what prevents the servers from answering, as ``RedisSessionStore``
    ///   says.
    @discardableResult
    public func revokeAll(
        ofPrincipal principal: String,
        except locator: SessionLocator?
    ) async throws -> Int {
        let call = begin()
        let locators = try await index(of: principal, within: call).filter { $0 != locator }
        let removed = try await concurrently(locators) { locator in
            try await self.remove(
                locator,
                secretHash: nil,
                principal: principal,
                cause: .revoked,
                within: call
            )
        }
        try await strike(locators, from: keys.index(ofPrincipal: principal), within: call)
        return removed.count { $0 }
    }

    /// Removes a record, of one principal only where one is given.
    func remove(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash?,
        principal: String? = nil,
        cause: SessionEndCause,
        within call: RedisCall
    ) async throws -> Bool {
        let owner = principal.map { Array("=\($0)".utf8) } ?? []
        let arguments = [secretHash?.bytes ?? [], owner, Array(cause.rawValue.utf8)]
        let reply = try await write(.revoke, locator, id: nil, arguments, within: call)
        if reply.number == 2 { await noteRevocation(of: locator, within: call) }
        return (reply.number ?? 0) > 0
    }

    // MARK: The index

    func enlist(
        _ locator: SessionLocator,
        principal: String,
        within call: RedisCall
    ) async throws {
        _ = try await send(
            .enlist,
            [keys.index(ofPrincipal: principal)],
            [.bytes(Array(locator.description.utf8))],
            isDurable: true,
            within: call
        )
    }

    /// Writes the entry of a record anew, from time to time.
    ///
    /// A server that failed may have taken an entry with it; nobody waits for this.
    func relist(_ record: SessionRecord) {
        guard let principal = record.principal else { return }
        Task { try? await enlist(record.locator, principal: principal, within: begin()) }
    }

    private func index(
        of principal: String,
        within call: RedisCall
    ) async throws -> [SessionLocator] {
        let key = keys.index(ofPrincipal: principal)
        let reply = try await send(
            RedisCommand("ZRANGE", arguments: [key, Array("0".utf8), Array("-1".utf8)]),
            forKey: key,
            within: call
        )
        return (reply.elements ?? []).compactMap { $0.text.flatMap { SessionLocator($0) } }
    }

    /// Takes entries out that are old enough.
    func strike(
        _ locators: [SessionLocator],
        from index: [UInt8],
        within call: RedisCall
    ) async throws {
        for first in stride(from: 0, to: locators.count, by: 1000) {
            let part = locators[first..<min(first + 1000, locators.count)]
            let words = [String(Self.indexPatience.milliseconds)] + part.map(\.description)
            let arguments = words.map { RedisCommand.Argument.bytes(Array($0.utf8)) }
            _ = try await send(.strike, [index], arguments, isDurable: false, within: call)
        }
    }
}
#endif
