// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Makes JSON of any value: the same for equal values, whatever order a set or a
/// dictionary has them in.
struct SessionEncoder {
    fileprivate let slot: JSONSlot
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    /// The JSON of a value.
    ///
    /// - Throws: ``SessionErrorCode/unencodable`` for what would not come back as it was;
    ///   what the value throws.
    static func json(_ value: some Encodable) throws -> SessionJSON {
        let slot = JSONSlot()
        try SessionEncoder(slot: slot, codingPath: []).encode(value)
        return slot.json
    }

    /// Fills the slot with a value.
    func encode<Value: Encodable>(_ value: Value) throws {
        guard codingPath.count < SessionJSON.maximumDepth else {
            throw Self.refused("nested deeper than \(SessionJSON.maximumDepth) levels")
        }
        if let json = try Self.json(of: value) {
            slot.content = .json(json)
            return
        }
        if let optional = Value.self as? any OptionalValue.Type, optional.holdsNil(value) {
            throw Self.refused("an optional that holds another one without a value")
        }
        try value.encode(to: self)
        if let unordered = Value.self as? any UnorderedValue.Type {
            slot.sort(by: unordered.partCount)
        }
    }

    /// What JSON has a form for, or what has one of its own here.
    private static func json<Value: Encodable>(of value: Value) throws -> SessionJSON? {
        // A cast would take an empty list of anything for bytes.
        if Value.self == [UInt8].self { return (value as? [UInt8]).map { .bytes($0) } }
        switch value {
        case let value as Bool where Value.self == Bool.self: return .bool(value)
        case let value as String where Value.self == String.self: return .string(value)
        case let value as any FixedWidthInteger: return .number("\(value)")
        case let value as Double: return try number(value)
        case let value as Float: return try number(value)
        case let value as Decimal:
            guard !value.isNaN else { throw notFinite }
            return .number("\(value)")
        case let value as Date:
            guard value.timeIntervalSinceReferenceDate.isFinite else { throw notFinite }
            return .date(value)
        case let value as Data: return .bytes(value)
        case let value as URL: return .string(value.absoluteString)
        default: return nil
        }
    }

    private static func number(
        _ value: some BinaryFloatingPoint & LosslessStringConvertible
    ) throws -> SessionJSON {
        guard value.isFinite else { throw notFinite }
        return .number(value)
    }

    private static var notFinite: SessionError { refused("not a finite number") }

    private static func refused(_ what: String) -> SessionError {
        SessionError(.unencodable, "what is \(what) cannot be stored")
    }
}

// MARK: - Containers

extension SessionEncoder: Encoder, SingleValueEncodingContainer {
    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        slot.become(.object([]))
        return KeyedEncodingContainer(Members(slot: slot, codingPath: codingPath))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        slot.become(.array([]))
        return Elements(slot: slot, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { self }

    func encodeNil() { slot.content = .json(.null) }
}

private struct Members<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let slot: JSONSlot
    let codingPath: [any CodingKey]

    private func encoder(for key: any CodingKey) -> SessionEncoder {
        let member = slot.member(SessionJSON.stored(key.stringValue))
        return SessionEncoder(slot: member, codingPath: codingPath + [key])
    }

    func encodeNil(forKey key: Key) { encoder(for: key).encodeNil() }

    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        try encoder(for: key).encode(value)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type,
        forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        encoder(for: key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        encoder(for: key).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { encoder(for: SessionCodingKey("super")) }

    func superEncoder(forKey key: Key) -> any Encoder { encoder(for: key) }
}

private struct Elements: UnkeyedEncodingContainer {
    let slot: JSONSlot
    let codingPath: [any CodingKey]

    var count: Int { slot.count }

    private func next() -> SessionEncoder {
        let key = SessionCodingKey("\(count)", index: count)
        return SessionEncoder(slot: slot.append(), codingPath: codingPath + [key])
    }

    func encodeNil() { next().encodeNil() }

    func encode<Value: Encodable>(_ value: Value) throws { try next().encode(value) }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) -> KeyedEncodingContainer<Nested> {
        next().container(keyedBy: type)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { next().unkeyedContainer() }

    func superEncoder() -> any Encoder { next() }
}

/// A key for what has no key type of its own.
struct SessionCodingKey: CodingKey {
    let stringValue: String
    let intValue: Int?

    init(_ name: String, index: Int? = nil) {
        stringValue = name
        intValue = index
    }

    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { self.init("\(intValue)", index: intValue) }
}

// MARK: - Values being made

/// A place for JSON that is being made: containers write to it as long as they live.
private final class JSONSlot {
    var content = Content.json(.null)

    enum Content {
        case json(SessionJSON)
        case array([JSONSlot])
        case object([(key: String, slot: JSONSlot)])
    }

    var json: SessionJSON {
        switch content {
        case .json(let json): return json
        case .array(let slots): return .array(slots.map(\.json))
        case .object(let members):
            let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            return .object(sorted.map { .init(key: $0.key, value: $0.slot.json) })
        }
    }

    var count: Int {
        if case .array(let slots) = content { slots.count } else { 0 }
    }

    /// Begins a container, or goes on with one of the same kind.
    func become(_ empty: Content) {
        switch (content, empty) {
        case (.array, .array), (.object, .object): break
        default: content = empty
        }
    }

    func append() -> JSONSlot {
        let slot = JSONSlot()
        guard case .array(var slots) = content else { return slot }
        // So that the array is changed in its place.
        content = .json(.null)
        slots.append(slot)
        content = .array(slots)
        return slot
    }

    func member(_ key: String) -> JSONSlot {
        let slot = JSONSlot()
        guard case .object(var members) = content else { return slot }
        content = .json(.null)
        members.append((key, slot))
        content = .object(members)
        return slot
    }

    /// Lets groups of elements stand in the order of their texts.
    func sort(by groupSize: Int) {
        guard case .array(let slots) = content, slots.count.isMultiple(of: groupSize) else {
            return
        }
        let groups = stride(from: 0, to: slots.count, by: groupSize).map { start in
            let group = slots[start..<start + groupSize]
            return (group: group, text: group[start].json.text)
        }
        let sorted = groups.sorted { $0.text.lexicographicallyPrecedes($1.text) }
        content = .array(sorted.flatMap(\.group))
    }
}

/// What has its elements in another order in every process.
private protocol UnorderedValue {
    /// How many elements of its list belong together.
    static var partCount: Int { get }
}

extension Set: UnorderedValue {
    fileprivate static var partCount: Int { 1 }
}

/// A dictionary whose keys are no text writes each key before its value.
extension Dictionary: UnorderedValue {
    fileprivate static var partCount: Int { 2 }
}

private protocol OptionalValue {
    /// Whether it is an optional in an optional, and only the inner one has no value.
    static func holdsNil(_ value: Any) -> Bool

    static func isNil(_ value: Any) -> Bool
}

extension Optional: OptionalValue {
    fileprivate static func isNil(_ value: Any) -> Bool {
        if case .some(.none) = value as? Self { true } else { false }
    }

    fileprivate static func holdsNil(_ value: Any) -> Bool {
        guard case .some(.some(let wrapped)) = value as? Self,
            let inner = Wrapped.self as? any OptionalValue.Type
        else { return false }
        return inner.isNil(wrapped)
    }
}
