// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Makes values of the JSON that ``SessionEncoder`` made of them.
struct SessionDecoder {
    fileprivate let json: SessionJSON
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    /// The value that JSON is the form of.
    ///
    /// - Throws: `DecodingError` where it is none of the type; what the type throws.
    static func value<Value: Decodable>(of json: SessionJSON, as type: Value.Type) throws -> Value {
        try SessionDecoder(json: json, codingPath: []).decode(type)
    }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        guard let special = try special(type) else { return try Value(from: self) }
        guard let value = special as? Value else { throw mismatch(type) }
        return value
    }

    /// The value of a type that has a form of its own; nil for other types.
    private func special<Value: Decodable>(_ type: Value.Type) throws -> Any? {
        switch type {
        case is SessionDatum.Type: return json.datum
        case is Bool.Type:
            guard case .bool(let value) = json else { throw mismatch(type) }
            return value
        case is String.Type:
            guard case .string(let value) = json else { throw mismatch(type) }
            return value
        case let integer as any FixedWidthInteger.Type:
            return try number(type) { Self.integer($0, integer) }
        case is Double.Type: return try number(type) { Double($0) }
        case is Float.Type: return try number(type) { Float($0) }
        case is Decimal.Type: return try number(type) { Decimal(string: $0) }
        case is Date.Type: return try json.date ?? { throw mismatch(type) }()
        case is Data.Type: return try json.bytes.map { Data($0) } ?? { throw mismatch(type) }()
        case is [UInt8].Type where type == [UInt8].self: return json.bytes
        case is URL.Type:
            guard case .string(let text) = json, let url = URL(string: text) else {
                throw mismatch(type)
            }
            return url
        default: return nil
        }
    }

    private func number<Number>(
        _ type: any Any.Type,
        _ number: (String) -> Number?
    ) throws -> Number {
        guard case .number(let text) = json, let value = number(text) else { throw mismatch(type) }
        return value
    }

    /// An integer of its text, or of that of a number with nothing behind the point.
    private static func integer<Integer: FixedWidthInteger>(
        _ text: String,
        _ type: Integer.Type
    ) -> Integer? {
        Integer(text) ?? Double(text).flatMap { Integer(exactly: $0) }
    }

    fileprivate func mismatch(_ type: any Any.Type) -> DecodingError {
        let context = DecodingError.Context(
            codingPath: codingPath,
            debugDescription: "the stored value is not a \(type)"
        )
        return DecodingError.typeMismatch(type, context)
    }
}

// MARK: - Containers

extension SessionDecoder: Decoder, SingleValueDecodingContainer {
    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard case .object(let members) = json else { throw mismatch([String: Any].self) }
        let pairs = members.map { (SessionJSON.key($0.key), $0.value) }
        return KeyedDecodingContainer(
            Members(
                members: Dictionary(pairs) { _, last in last },
                codingPath: codingPath,
                whole: self
            )
        )
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        if case .array(let elements) = json {
            return Elements(elements: elements, codingPath: codingPath)
        }
        // An empty list of anything was stored as no bytes once.
        guard let bytes = json.bytes else { throw mismatch([Any].self) }
        return Elements(elements: bytes.map { .number("\($0)") }, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { self }

    func decodeNil() -> Bool {
        if case .null = json { true } else { false }
    }

    fileprivate func inner(_ json: SessionJSON, _ key: any CodingKey) -> SessionDecoder {
        SessionDecoder(json: json, codingPath: codingPath + [key])
    }
}

private struct Members<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let members: [String: SessionJSON]
    let codingPath: [any CodingKey]
    let whole: SessionDecoder

    var allKeys: [Key] { members.keys.compactMap { Key(stringValue: $0) } }

    func contains(_ key: Key) -> Bool { members[key.stringValue] != nil }

    private func decoder(for key: any CodingKey) throws -> SessionDecoder {
        guard let json = members[key.stringValue] else {
            let context = DecodingError.Context(
                codingPath: codingPath,
                debugDescription: "there is no '\(key.stringValue)'"
            )
            throw DecodingError.keyNotFound(key, context)
        }
        return whole.inner(json, key)
    }

    func decodeNil(forKey key: Key) throws -> Bool { try decoder(for: key).decodeNil() }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try decoder(for: key).decode(type)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type,
        forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        try decoder(for: key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try decoder(for: key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { try decoder(for: SessionCodingKey("super")) }

    func superDecoder(forKey key: Key) throws -> any Decoder { try decoder(for: key) }
}

private struct Elements: UnkeyedDecodingContainer {
    let elements: [SessionJSON]
    let codingPath: [any CodingKey]
    private(set) var currentIndex = 0

    init(elements: [SessionJSON], codingPath: [any CodingKey]) {
        self.elements = elements
        self.codingPath = codingPath
    }

    var count: Int? { elements.count }

    var isAtEnd: Bool { currentIndex == elements.count }

    private func next(_ type: any Any.Type) throws -> SessionDecoder {
        let key = SessionCodingKey("\(currentIndex)", index: currentIndex)
        guard !isAtEnd else {
            let context = DecodingError.Context(
                codingPath: codingPath + [key],
                debugDescription: "the list ends here"
            )
            throw DecodingError.valueNotFound(type, context)
        }
        return SessionDecoder(json: elements[currentIndex], codingPath: codingPath + [key])
    }

    mutating func decodeNil() throws -> Bool {
        let isNil = try next(Never.self).decodeNil()
        if isNil { currentIndex += 1 }
        return isNil
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let value = try next(type).decode(type)
        currentIndex += 1
        return value
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> {
        let container = try next(type).container(keyedBy: type)
        currentIndex += 1
        return container
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        let container = try next(Never.self).unkeyedContainer()
        currentIndex += 1
        return container
    }

    mutating func superDecoder() throws -> any Decoder {
        let decoder = try next(Never.self)
        currentIndex += 1
        return decoder
    }
}
