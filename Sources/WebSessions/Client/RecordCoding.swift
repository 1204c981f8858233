// SPDX-License-Identifier: Apache-2.0

/// The bytes of a record in a cookie: fixed numbers, then texts and values, each with its
/// length in front.
enum RecordCoding {
    private static let version: UInt8 = 1

    static func bytes(of entry: MemoryEntry) -> [UInt8] {
        let record = entry.record
        var writer = ByteWriter()
        writer.bytes.append(version)
        writer.bytes += entry.secrets.current.bytes
        let numbers = [
            record.created.millisecondsSince1970, record.lastAccess.millisecondsSince1970,
            record.policy.timeout.milliseconds, record.policy.resolution.milliseconds,
            record.policy.lifetime.milliseconds, record.expiry.kind, record.expiry.value,
            record.version, record.rotated.millisecondsSince1970,
        ]
        for number in numbers {
            writer.write(number)
        }
        writer.write(record.principal)
        writer.write(record.clientHint)
        for (field, value) in entry.values(.everything).sorted(by: { $0.key < $1.key }) {
            writer.write(Array(field.path.utf8))
            writer.write(value.storedBytes)
        }
        return writer.bytes
    }

    /// Nil for what another version wrote.
    static func entry(_ bytes: [UInt8], locator: SessionLocator) -> MemoryEntry? {
        var reader = ByteReader(bytes)
        guard reader.take(1) == [version],
            let hash = reader.take(SessionSecretHash.byteCount).flatMap(
                SessionSecretHash.init(bytes:)
            )
        else { return nil }
        let numbers = (0..<9).compactMap { _ in reader.number() }
        guard numbers.count == 9, let principal = reader.optionalText(),
            let hint = reader.optionalText(), let values = values(&reader)
        else { return nil }
        let record = SessionRecord(
            locator: locator,
            created: SessionInstant(millisecondsSince1970: numbers[0]),
            lastAccess: SessionInstant(millisecondsSince1970: numbers[1]),
            policy: SessionPolicy(
                timeout: .milliseconds(numbers[2]),
                resolution: .milliseconds(numbers[3]),
                lifetime: .milliseconds(numbers[4])
            ),
            expiry: SessionExpiry(kind: numbers[5], value: numbers[6]),
            principal: principal,
            version: numbers[7],
            rotated: SessionInstant(millisecondsSince1970: numbers[8]),
            clientHint: hint
        )
        return MemoryEntry(record: record, secretHash: hash, values: values)
    }

    private static func values(_ reader: inout ByteReader) -> [SessionField: SessionValue]? {
        var values: [SessionField: SessionValue] = [:]
        while !reader.isAtEnd {
            guard let path = reader.text(), let field = SessionField(path: path),
                let value = reader.block()
            else { return nil }
            values[field] = SessionValue(storedBytes: value)
        }
        return values
    }
}

/// Writes numbers and blocks.
private struct ByteWriter {
    var bytes: [UInt8] = []

    mutating func write(_ number: Int64) {
        bytes += stride(from: 56, through: 0, by: -8).map {
            UInt8(truncatingIfNeeded: number >> $0)
        }
    }

    mutating func write(_ block: [UInt8]) {
        let count = UInt16(clamping: block.count)
        bytes += [UInt8(count >> 8), UInt8(truncatingIfNeeded: count)] + block
    }

    /// A block with a mark in front of a text, empty for none.
    mutating func write(_ text: String?) {
        write(text.map { [1] + Array($0.utf8) } ?? [])
    }
}

/// Reads what ``ByteWriter`` wrote, and stops at the end.
private struct ByteReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) {
        rest = bytes[...]
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func take(_ count: Int) -> [UInt8]? {
        guard rest.count >= count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }

    mutating func number() -> Int64? {
        take(8)?.reduce(Int64(0)) { $0 << 8 | Int64($1) }
    }

    mutating func block() -> [UInt8]? {
        guard let count = take(2) else { return nil }
        return take(Int(count[0]) << 8 | Int(count[1]))
    }

    mutating func text() -> String? {
        block().flatMap { String(validating: $0, as: UTF8.self) }
    }

    /// Nil where it cannot be read, `.some(nil)` for none.
    mutating func optionalText() -> String?? {
        guard let block = block() else { return nil }
        guard !block.isEmpty else { return .some(nil) }
        return String(validating: block.dropFirst(), as: UTF8.self).map { .some($0) }
    }
}
