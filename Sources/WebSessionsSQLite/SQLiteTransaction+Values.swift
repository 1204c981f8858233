// SPDX-License-Identifier: Apache-2.0

#if SQLite
import Foundation
import GRDB
import WebSessions

extension SQLiteTransaction {
    /// Beyond so many names the whole record is read and filtered.
    private static let maximumNames = 500

    func values(
        _ locator: SessionLocator,
        reads: SessionReads
    ) throws -> [SessionField: SessionValue] {
        guard !reads.isEmpty else { return [:] }
        let (condition, arguments) = Self.condition(reads)
        let rows = try Row.fetchCursor(
            database.cachedStatement(
                sql: """
                    SELECT field, value FROM \(schema.values) WHERE locator = ? AND \(condition)
                    """
            ),
            arguments: [Data(locator.bytes)] + arguments
        )
        var values: [SessionField: SessionValue] = [:]
        while let row = try rows.next() {
            guard let path = String.fromDatabaseValue(row["field"]),
                let field = SessionField(path: path), reads.contains(field)
            else { continue }
            let bytes = Data.fromDatabaseValue(row["value"]) ?? Data()
            values[field] = SessionValue(storedBytes: bytes)
        }
        return values
    }

    /// The fields of a package are those between `package/` and `package0`, because `0`
    /// is the character after `/`.
    private static func condition(_ reads: SessionReads) -> (String, StatementArguments) {
        let count = reads.fields.count + reads.packages.count
        guard !reads.everything, count <= maximumNames else { return ("TRUE", []) }
        var conditions: [String] = []
        var arguments: StatementArguments = []
        if !reads.fields.isEmpty {
            let marks = reads.fields.map { _ in "?" }.joined(separator: ", ")
            conditions.append("field IN (\(marks))")
            arguments += StatementArguments(reads.fields.map(\.path))
        }
        for package in reads.packages {
            conditions.append("(field >= ? AND field < ?)")
            arguments += ["\(package)/", "\(package)0"]
        }
        return ("(\(conditions.joined(separator: " OR ")))", arguments)
    }

    /// The bytes of all names and values of a record.
    func size(_ locator: SessionLocator) throws -> Int {
        let statement = try database.cachedStatement(
            sql: """
                SELECT COALESCE(SUM(LENGTH(CAST(field AS BLOB)) + LENGTH(value)), 0)
                FROM \(schema.values) WHERE locator = ?
                """
        )
        return try Int.fetchOne(statement, arguments: [Data(locator.bytes)]) ?? 0
    }

    func write(
        _ changes: [SessionField: SessionValue?],
        locator: SessionLocator
    ) throws {
        let key = Data(locator.bytes)
        for (field, value) in changes {
            if let value {
                let statement = try database.cachedStatement(
                    sql: """
                        INSERT INTO \(schema.values) (locator, field, value) VALUES (?, ?, ?)
                        ON CONFLICT (locator, field) DO UPDATE SET value = excluded.value
                        """
                )
                try statement.execute(arguments: [key, field.path, Data(value.storedBytes)])
            } else {
                let statement = try database.cachedStatement(
                    sql: "DELETE FROM \(schema.values) WHERE locator = ? AND field = ?"
                )
                try statement.execute(arguments: [key, field.path])
            }
        }
    }
}
#endif
