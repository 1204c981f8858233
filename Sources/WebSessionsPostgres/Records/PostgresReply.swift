// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import WebSessions

/// A reply of a function of the schema: a word, and a record where there is one.
///
/// The columns are those of the type `session_reply`.
struct PostgresReply: Sendable {
    private let row: PostgresRow

    init(_ row: PostgresRow) {
        self.row = row
    }

    var word: String? { row.text(0) }
    /// When it was, by the clock that the times of records are from.
    var time: SessionInstant? { row.number(1).map(SessionInstant.init(millisecondsSince1970:)) }
    var wasTouched: Bool { row.truth(15) }
    var isSuperseded: Bool { row.truth(16) }
    var count: Int64? { row.number(17) }

    /// Nil where it is damaged.
    func record(_ locator: SessionLocator) -> SessionRecord? {
        let numbers = (2...10).compactMap { row.number($0) }
        guard numbers.count == 9 else { return nil }
        return SessionRecord(
            locator: locator,
            created: SessionInstant(millisecondsSince1970: numbers[0]),
            lastAccess: SessionInstant(millisecondsSince1970: numbers[1]),
            policy: SessionPolicy(
                timeout: .milliseconds(numbers[2]),
                resolution: .milliseconds(numbers[3]),
                lifetime: .milliseconds(numbers[4])
            ),
            expiry: SessionExpiry(kind: numbers[5], value: numbers[6]),
            principal: row.text(11),
            version: numbers[7],
            rotated: SessionInstant(millisecondsSince1970: numbers[8]),
            clientHint: row.text(12)
        )
    }

    /// Names with their values, nil for none.
    var fields: [SessionField: SessionValue?] {
        var fields: [SessionField: SessionValue?] = [:]
        for (name, content) in zip(row.arrays(13) ?? [], row.arrays(14) ?? []) {
            guard let field = Self.field(name) else { continue }
            fields.updateValue(content.map { SessionValue(storedBytes: $0) }, forKey: field)
        }
        return fields
    }

    var values: [SessionField: SessionValue] { fields.compactMapValues(\.self) }
    var firstField: SessionField? { row.arrays(13)?.first.flatMap(Self.field) }

    private static func field(_ name: [UInt8]?) -> SessionField? {
        name.flatMap { String(validating: $0, as: UTF8.self) }.flatMap(SessionField.init(path:))
    }
}

extension PostgresReply {
    /// A record of a listing, which has its locator in the place of names.
    static func listed(_ row: PostgresRow) -> Result<SessionRecord, UnreadableSessionRecord> {
        let locator = row.bytes(13).flatMap { SessionLocator(bytes: $0) }
        guard let locator, let record = PostgresReply(row).record(locator) else {
            return .failure(UnreadableSessionRecord(locator, .damaged))
        }
        return .success(record)
    }
}

extension PostgresArgument {
    /// Timeout, resolution and lifetime; nulls for none.
    static func policy(_ policy: SessionPolicy?) -> [PostgresArgument] {
        [policy?.timeout, policy?.resolution, policy?.lifetime].map { .number($0?.milliseconds) }
    }

    static func bytes(_ text: String?) -> PostgresArgument {
        .bytes(text.map { Array($0.utf8) })
    }

    static func bytes(_ locator: SessionLocator?) -> PostgresArgument {
        .bytes(locator.map { Array($0.bytes) })
    }

    static func bytes(_ hash: SessionSecretHash?) -> PostgresArgument {
        .bytes(hash?.bytes)
    }
}
#endif
