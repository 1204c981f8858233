// SPDX-License-Identifier: Apache-2.0

// Swift calls each basic type by a function of its own.
extension ListEncoder {
    func encode(_ value: Bool) { list.append(.bool(value)) }
    func encode(_ value: String) { list.append(.string(value)) }
    func encode(_ value: Double) { list.append(.double(value)) }
    func encode(_ value: Float) { list.append(.double(shortest: value)) }
    func encode(_ value: Int) { list.append(.integer(value)) }

    func encode(_ value: Int8) throws { try append(exactly: value) }
    func encode(_ value: Int16) throws { try append(exactly: value) }
    func encode(_ value: Int32) throws { try append(exactly: value) }
    func encode(_ value: Int64) throws { try append(exactly: value) }
    func encode(_ value: UInt) throws { try append(exactly: value) }
    func encode(_ value: UInt8) throws { try append(exactly: value) }
    func encode(_ value: UInt16) throws { try append(exactly: value) }
    func encode(_ value: UInt32) throws { try append(exactly: value) }
    func encode(_ value: UInt64) throws { try append(exactly: value) }
    func encode(_ value: Int128) throws { try append(exactly: value) }
    func encode(_ value: UInt128) throws { try append(exactly: value) }
}
