// SPDX-License-Identifier: Apache-2.0

/// The view of a value that encodes itself as one other value.
struct SingleValueEncoder: SingleValueEncodingContainer {
    let encoder: ValueEncoder

    var codingPath: [any CodingKey] { encoder.codingPath }

    func encodeNil() {
        encoder.setSingle(.nothing)
    }

    func encode<T: Encodable>(_ value: T) throws {
        encoder.setSingle(try encoder.session.value(of: value, at: encoder.path))
    }

    /// Sets an integer of another size than the values have.
    func set(exactly integer: some BinaryInteger) throws {
        encoder.setSingle(try .integer(exactly: integer, at: encoder.path))
    }
}
