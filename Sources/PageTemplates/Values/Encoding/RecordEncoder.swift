// SPDX-License-Identifier: Apache-2.0

/// The view that a value has of the record it encodes itself into.
struct RecordEncoder<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let session: EncodingSession
    let path: EncodingPath
    let record: RecordInProgress

    var codingPath: [any CodingKey] { path.keys }

    func encodeNil(forKey key: Key) {
        record.set(key.stringValue, .nothing)
    }

    func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
        record.set(key.stringValue, try session.value(of: value, at: step(key)))
    }

    /// Sets the member also where it has no value, unlike other encoders: a
    /// template must not fail over a member that merely is empty.
    func encodeIfPresent<T: Encodable>(_ value: T?, forKey key: Key) throws {
        guard let value else { return encodeNil(forKey: key) }
        try encode(value, forKey: key)
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type,
        forKey key: Key
    ) -> KeyedEncodingContainer<NestedKey> {
        nestedEncoder(key).container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        nestedEncoder(key).unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
        nestedEncoder(EncodingKey("super"))
    }

    func superEncoder(forKey key: Key) -> any Encoder {
        nestedEncoder(key)
    }

    /// Sets a member of a basic type.
    func set(_ key: Key, _ value: TemplateValue) {
        record.set(key.stringValue, value)
    }

    /// Sets an integer of another size than the values have.
    func set(_ key: Key, exactly integer: some BinaryInteger) throws {
        set(key, try .integer(exactly: integer, at: step(key)))
    }

    /// Sets an integer of another size, or nothing.
    func set(_ key: Key, exactly integer: (some BinaryInteger)?) throws {
        guard let integer else { return encodeNil(forKey: key) }
        try set(key, exactly: integer)
    }

    private func step(_ key: any CodingKey) -> EncodingPath {
        .member(of: path, key)
    }

    private func nestedEncoder(_ key: any CodingKey) -> ValueEncoder {
        let encoder = ValueEncoder(session: session, path: step(key))
        record.set(key.stringValue, encoder)
        return encoder
    }
}
