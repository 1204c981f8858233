// SPDX-License-Identifier: Apache-2.0

// Swift calls each basic type by a function of its own.
extension SingleValueEncoder {
    func encode(_ value: Bool) { encoder.setSingle(.bool(value)) }
    func encode(_ value: String) { encoder.setSingle(.string(value)) }
    func encode(_ value: Double) { encoder.setSingle(.double(value)) }
    func encode(_ value: Float) { encoder.setSingle(.double(shortest: value)) }
    func encode(_ value: Int) { encoder.setSingle(.integer(value)) }

    func encode(_ value: Int8) throws { try set(exactly: value) }
    func encode(_ value: Int16) throws { try set(exactly: value) }
    func encode(_ value: Int32) throws { try set(exactly: value) }
    func encode(_ value: Int64) throws { try set(exactly: value) }
    func encode(_ value: UInt) throws { try set(exactly: value) }
    func encode(_ value: UInt8) throws { try set(exactly: value) }
    func encode(_ value: UInt16) throws { try set(exactly: value) }
    func encode(_ value: UInt32) throws { try set(exactly: value) }
    func encode(_ value: UInt64) throws { try set(exactly: value) }
    func encode(_ value: Int128) throws { try set(exactly: value) }
    func encode(_ value: UInt128) throws { try set(exactly: value) }
}
