// SPDX-License-Identifier: Apache-2.0

// Swift calls each basic type by a function of its own. A member without a value
// is there all the same.
extension RecordEncoder {
    func encodeIfPresent(_ value: Bool?, forKey key: Key) {
        set(key, value.map { TemplateValue.bool($0) } ?? .nothing)
    }

    func encodeIfPresent(_ value: String?, forKey key: Key) {
        set(key, value.map { TemplateValue.string($0) } ?? .nothing)
    }

    func encodeIfPresent(_ value: Double?, forKey key: Key) {
        set(key, value.map { TemplateValue.double($0) } ?? .nothing)
    }

    func encodeIfPresent(_ value: Float?, forKey key: Key) {
        set(key, value.map { TemplateValue.double(shortest: $0) } ?? .nothing)
    }

    func encodeIfPresent(_ value: Int?, forKey key: Key) {
        set(key, value.map { TemplateValue.integer($0) } ?? .nothing)
    }

    func encodeIfPresent(_ value: Int8?, forKey key: Key) throws {
        try set(key, exactly: value)
    }

    func encodeIfPresent(_ value: Int16?, forKey key: Key) throws {
        try set(key, exactly: value)
    }

    func encodeIfPresent(_ value: Int32?, forKey key: Key) throws {
        try set(key, exactly: value)
    }

    func encodeIfPresent(_ value: Int64?, forKey key: Key) throws {
        try set(key, exactly: value)
    }

    func encodeIfPresent(_ value: UInt?, forKey key: Key) throws {
        try set(key, exactly: value)
    }

    func encodeIfPresent(_ value: UInt8?, forKey key: Key) throws {
        try set(key, exactly: value)
    }

    func encodeIfPresent(_ value: UInt16?, forKey key: Key) throws {
        try set(key, exactly: value)
    }

    func encodeIfPresent(_ value: UInt32?, forKey key: Key) throws {
        try set(key, exactly: value)
    }

    func encodeIfPresent(_ value: UInt64?, forKey key: Key) throws {
        try set(key, exactly: value)
    }

    func encodeIfPresent(_ value: Int128?, forKey key: Key) throws {
        try set(key, exactly: value)
    }

    func encodeIfPresent(_ value: UInt128?, forKey key: Key) throws {
        try set(key, exactly: value)
    }
}
