// SPDX-License-Identifier: Apache-2.0

#if SQLite
import Foundation
import GRDB
import WebSessions

extension SQLiteTransaction {
    func countLive() throws -> Int {
        let statement = try database.cachedStatement(
            sql: "SELECT count(*) FROM \(schema.sessions) WHERE ends IS NULL OR ends > ?"
        )
        return try Int.fetchOne(statement, arguments: [now.millisecondsSince1970]) ?? 0
    }

    func records(ofPrincipal principal: String) throws -> SessionRecordPage {
        let statement = try database.cachedStatement(
            sql: """
                SELECT * FROM \(schema.sessions) WHERE principal = ? ORDER BY created, locator
                """
        )
        let rows = try Row.fetchAll(statement, arguments: [principal])
        return SessionRecordPage(rows.map(SQLiteRow.listed).filter(isNotExpired))
    }

    func records(after cursor: SessionPageCursor?, limit: Int) throws -> SessionRecordPage {
        // A row whose key is no locator is the record of no session; a sweep takes it away.
        let statement = try database.cachedStatement(
            sql: """
                SELECT * FROM \(schema.sessions)
                WHERE locator > ? AND length(locator) = ? AND (ends IS NULL OR ends > ?)
                ORDER BY locator LIMIT ?
                """
        )
        let start = try cursor.map { Data(try $0.locator.bytes) } ?? Data()
        let limit = max(limit, 1)
        // One more says whether there is a next page.
        let count = limit == .max ? limit : limit + 1
        let rows = try Row.fetchAll(
            statement,
            arguments: [start, SessionLocator.byteCount, now.millisecondsSince1970, count]
        )
        let last = rows.count > limit ? SQLiteRow.locator(rows[limit - 1]) : nil
        return SessionRecordPage(
            rows.prefix(limit).map(SQLiteRow.listed),
            next: last.map(SessionPageCursor.init(after:))
        )
    }

    private func isNotExpired(_ result: Result<SessionRecord, UnreadableSessionRecord>) -> Bool {
        guard case .success(let record) = result else { return true }
        return !record.isExpired(at: now)
    }
}
#endif
