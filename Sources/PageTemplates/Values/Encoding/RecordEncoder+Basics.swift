// SPDX-License-Identifier: Apache-2.0

// Swift calls each basic type by a function of its own.
extension RecordEncoder {
    func encode(_ value: Bool, forKey key: Key) { set(key, .bool(value)) }
    func encode(_ value: String, forKey key: Key) { set(key, .string(value)) }
    func encode(_ value: Double, forKey key: Key) { set(key, .double(value)) }
    func encode(_ value: Float, forKey key: Key) { set(key, .double(shortest: value)) }
    func encode(_ value: Int, forKey key: Key) { set(key, .integer(value)) }

    func encode(_ value: Int8, forKey key: Key) throws { try set(key, exactly: value) }
    func encode(_ value: Int16, forKey key: Key) throws { try set(key, exactly: value) }
    func encode(_ value: Int32, forKey key: Key) throws { try set(key, exactly: value) }
    func encode(_ value: Int64, forKey key: Key) throws { try set(key, exactly: value) }
    func encode(_ value: UInt, forKey key: Key) throws { try set(key, exactly: value) }
    func encode(_ value: UInt8, forKey key: Key) throws { try set(key, exactly: value) }
    func encode(_ value: UInt16, forKey key: Key) throws { try set(key, exactly: value) }
    func encode(_ value: UInt32, forKey key: Key) throws { try set(key, exactly: value) }
    func encode(_ value: UInt64, forKey key: Key) throws { try set(key, exactly: value) }
    func encode(_ value: Int128, forKey key: Key) throws { try set(key, exactly: value) }
    func encode(_ value: UInt128, forKey key: Key) throws { try set(key, exactly: value) }
}
