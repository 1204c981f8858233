// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension SessionValue {
    /// Reads the value as the type that it was stored from, or one that reads the same.
    ///
    /// - Throws: ``SessionErrorCode/undecodable`` naming the type.
    public func decode<Value: Decodable & Sendable>(
        as type: Value.Type = Value.self
    ) throws(SessionError) -> Value {
        let json = try json
        do {
            return try SessionDecoder.value(of: json, as: type)
        } catch {
            throw SessionError(.undecodable, "the stored value is not a \(Value.self)")
        }
    }

    /// The value without its Swift type.
    ///
    /// - Throws: ``SessionErrorCode/undecodable`` when the stored bytes are damaged or of
    ///   a codec that this version does not know.
    public var decoded: SessionDatum {
        get throws(SessionError) { try json.datum }
    }

    /// The value as JSON, whatever version of its key it is of.
    var json: SessionJSON {
        get throws(SessionError) {
            switch knownCodec {
            case .nothing: return .null
            case .bool: return .bool(payload == [0x31])
            case .integer: return .number("\(try storedInteger())")
            case .double: return .number(SessionJSON.shortened(try storedNumber()))
            case .string: return .string(try storedString())
            case .bytes: return .bytes(payload)
            case .date: return .date(try storedDate())
            case .list: return .array(try storedList())
            case .object: return try Self.json(of: payload)
            case .versioned: return try unversioned().value.json
            case nil: throw Self.unknownCodec
            }
        }
    }

    /// The texts of the elements of a list; nil when this is not a list.
    ///
    /// No bytes are an empty list: one of anything was stored so once.
    var elementTexts: [[UInt8]]? {
        guard knownCodec == .list || knownCodec == .bytes && payload.isEmpty else { return nil }
        return payload.split(separator: SessionJSON.lineFeed).map(Array.init)
    }

    func storedInteger() throws(SessionError) -> Int64 {
        guard let value = Int64(String(decoding: payload, as: UTF8.self)) else {
            throw Self.damaged
        }
        return value
    }

    /// The value as JSON text on one line.
    func jsonText() throws(SessionError) -> [UInt8] {
        knownCodec == .object ? payload : try json.text
    }

    private static func json(of text: [UInt8]) throws(SessionError) -> SessionJSON {
        var reader = SessionJSONReader(text)
        return try reader.document()
    }

    private func storedString() throws(SessionError) -> String {
        guard let text = String(validating: payload, as: UTF8.self) else { throw Self.damaged }
        return text
    }

    /// The text of a number.
    private func storedNumber() throws(SessionError) -> String {
        let text = String(decoding: payload, as: UTF8.self)
        guard SessionJSONReader.isNumber(text) else { throw Self.damaged }
        return text
    }

    private func storedDate() throws(SessionError) -> Date {
        guard let seconds = Double(try storedNumber()) else { throw Self.damaged }
        return Date(timeIntervalSinceReferenceDate: seconds)
    }

    private func storedList() throws(SessionError) -> [SessionJSON] {
        var elements: [SessionJSON] = []
        for text in elementTexts ?? [] {
            elements.append(try Self.json(of: text))
        }
        return elements
    }

    static var damaged: SessionError {
        SessionError(.undecodable, "the stored bytes are damaged")
    }

    private static var unknownCodec: SessionError {
        SessionError(.undecodable, "the stored value has a codec that is not known here")
    }
}
