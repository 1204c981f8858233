// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
public import WebSessions

/// Ends are written in the transaction that removes their records.
extension PostgresSessionStore: EndKeepingSessionStore {
    /// Ends that are to be told; see the contract of `EndKeepingSessionStore`.
    ///
    /// - Throws: what prevents the servers from answering, as ``PostgresSessionStore`` says.
    public func ends(limit: Int) async throws -> [SessionEnd] {
        let arguments = [now, .number(Int64(max(limit, 0)))]
        return try await run(statements.giveEnds, arguments, within: begin()).compactMap(Self.end)
    }

    /// The ends of one session; see the contract of `EndKeepingSessionStore`.
    ///
    /// - Throws: what prevents the servers from answering, as ``PostgresSessionStore`` says.
    public func ends(of locator: SessionLocator) async throws -> [SessionEnd] {
        try await run(statements.readEnds, [.bytes(locator)], within: begin())
            .compactMap(Self.end)
    }

    /// Forgets ends; see the contract of `EndKeepingSessionStore`.
    ///
    /// - Throws: what prevents the servers from answering, as ``PostgresSessionStore`` says.
    public func forget(_ ends: [SessionEnd]) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for end in ends {
                group.addTask {
                    let arguments: [PostgresArgument] = [
                        .bytes(end.locator), .text(end.cause.rawValue), .bytes(end.principal),
                        .number(end.created?.millisecondsSince1970),
                        .number(end.ended.millisecondsSince1970),
                    ]
                    _ = try await run(statements.forgetEnd, arguments, within: begin())
                }
            }
            try await group.waitForAll()
        }
    }

    private static func end(_ row: PostgresRow) -> SessionEnd? {
        let instant = { row.number($0).map(SessionInstant.init(millisecondsSince1970:)) }
        guard let locator = row.bytes(0).flatMap({ SessionLocator(bytes: $0) }),
            let cause = row.text(1).flatMap(SessionEndCause.init(rawValue:)),
            let ended = instant(4)
        else { return nil }
        return SessionEnd(
            locator: locator,
            cause: cause,
            principal: row.text(2),
            created: instant(3),
            ended: ended
        )
    }
}
#endif
