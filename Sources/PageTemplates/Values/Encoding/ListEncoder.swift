// SPDX-License-Identifier: Apache-2.0

/// The view that a value has of the list it encodes itself into.
struct ListEncoder: UnkeyedEncodingContainer {
    let session: EncodingSession
    let path: EncodingPath
    let list: ListInProgress

    var codingPath: [any CodingKey] { path.keys }
    var count: Int { list.count }

    func encodeNil() {
        list.append(.nothing)
    }

    func encode<T: Encodable>(_ value: T) throws {
        list.append(try session.value(of: value, at: next))
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type
    ) -> KeyedEncodingContainer<NestedKey> {
        nestedEncoder().container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        nestedEncoder().unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
        nestedEncoder()
    }

    /// Appends an integer of another size than the values have.
    func append(exactly integer: some BinaryInteger) throws {
        list.append(try .integer(exactly: integer, at: next))
    }

    private var next: EncodingPath { .element(of: path, count) }

    private func nestedEncoder() -> ValueEncoder {
        let encoder = ValueEncoder(session: session, path: next)
        list.append(encoder)
        return encoder
    }
}
