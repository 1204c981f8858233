// SPDX-License-Identifier: Apache-2.0

import Foundation

@testable import WebSessions

#if Redis
@testable import WebSessionsRedis
#endif

/// Reads what a store kept, or what somebody else has put there.
///
/// The input is a byte that chooses the form, and the stored bytes.
enum RecordEntry {
    static let locator = SessionLocator(prefixOf: repeatElement(7, count: 12))

    static func run(_ input: [UInt8]) throws {
        var rest = input[...]
        switch rest.takeChoices() % 4 {
        case 0: try checkValue(SessionValue(storedBytes: rest))
        case 1: try checkSealed(Array(rest))
        case 2: checkText(String(decoding: rest, as: UTF8.self))
        default: try checkNames(String(decoding: rest, as: UTF8.self))
        }
    }

    // MARK: Values

    private struct Model: Codable, Sendable {
        var a: Int?
        var b: [String]?
        var c: [String: Double]?
        var d: Date?
        var e: Data?
        var f: [[Bool]]?
    }

    private static func checkValue(_ value: SessionValue) throws {
        _ = (value.description, value.storedSize, value.elementTexts)
        do {
            let (version, plain) = try value.unversioned()
            try require(
                version == 1 || plain.versioned(version) == value,
                "a version is not written as it was read"
            )
            try checkJSON(value.json.text)
            try checkDates(value)
        } catch let error as SessionError {
            try checkCode(error)
        }
        try check { () throws(SessionError) in _ = try value.decode(as: Model.self) }
        try check { () throws(SessionError) in _ = try value.decode(as: [String].self) }
        try check { () throws(SessionError) in _ = try value.decode(as: [Int8].self) }
        try check { () throws(SessionError) in _ = try value.decode(as: UInt64.self) }
        try check { () throws(SessionError) in _ = try value.decode(as: Date.self) }
    }

    /// A time that no instant can hold is at the end where it is.
    private static func checkDates(_ value: SessionValue) throws {
        guard case .date(let instant) = try value.decoded,
            let date = try? value.decode(as: Date.self)
        else { return }
        let isBefore = date.timeIntervalSince1970 < -1
        try require(
            !isBefore || instant.millisecondsSince1970 < 0,
            "a time long ago is one in the future"
        )
    }

    private static func check(_ body: () throws(SessionError) -> Void) throws {
        do throws(SessionError) {
            try body()
        } catch {
            try checkCode(error)
        }
    }

    private static func checkCode(_ error: SessionError) throws {
        _ = error.description
        try require(error.code == .undecodable, "a stored value gives the error \(error.code)")
    }

    /// What is written is read as the same.
    private static func checkJSON(_ text: [UInt8]) throws(FuzzFinding) {
        var reader = SessionJSONReader(text)
        let again = try? reader.document().text
        try require(again == text, "JSON changes as it is read")
    }

    // MARK: Records

    private static func checkSealed(_ bytes: [UInt8]) throws {
        guard let entry = RecordCoding.entry(bytes, locator: locator) else { return }
        use(entry.record)
        let written = RecordCoding.bytes(of: entry)
        let again = RecordCoding.entry(written, locator: locator)
        try require(
            again.map(RecordCoding.bytes) == written,
            "a record changes as it is read"
        )
        for (_, value) in entry.values(.everything) { try checkValue(value) }
    }

    /// What a store asks a record that it has read.
    static func use(_ record: SessionRecord) {
        for now in [0, 1_700_000_000_000, .max, .min] as [Int64] {
            let instant = SessionInstant(millisecondsSince1970: now)
            _ = record.isExpired(at: instant)
            _ = record.touched(at: instant, policy: SessionPolicy())
            let commit = SessionCommit(policy: .memory, expiry: record.expiry)
            _ = record.administered(by: commit, at: instant)
        }
    }

    private static func checkText(_ text: String) {
        #if Redis
        let record = RedisRecordCodec.record(
            text,
            locator: locator,
            principal: text,
            clientHint: nil
        )
        if let record { use(record) }
        _ = RedisEndLine.end(Substring(text), of: locator)
        #endif
    }

    private static func checkNames(_ text: String) throws {
        if let field = SessionField(path: text) {
            try require(field.path == text, "a field has another path")
        }
        if let locator = SessionLocator(text) {
            try require(locator.description == text, "a locator has another text")
        }
        #if Redis
        if let listing = RedisListing(SessionPageCursor(text)) {
            let again = RedisListing(listing.cursor)
            try require(again == listing, "a cursor changes as it is read")
        }
        if let keys = try? RedisKeys(prefix: "p:") {
            let bytes = Array(text.utf8)
            _ = (keys.locator(ofRecord: bytes), keys.application(ofRecord: bytes))
        }
        _ = try? RedisURL(text)
        #endif
    }
}
