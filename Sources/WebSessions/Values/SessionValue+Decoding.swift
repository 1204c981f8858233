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
        if let simple = simple(as: type) {
            return simple
        }
        let json = try jsonText()
        do {
            return try SessionJSON.decoder().decode(Value.self, from: Data(json))
        } catch {
            throw SessionError(.undecodable, "the stored value is not a \(Value.self)")
        }
    }

    /// The value without its Swift type.
    ///
    /// - Throws: ``SessionErrorCode/undecodable`` when the stored bytes are damaged or of
    ///   a codec that this version does not know.
    public var decoded: SessionDatum {
        get throws(SessionError) {
            switch knownCodec {
            case .nothing: return .nothing
            case .bool: return .bool(payload == [0x31])
            case .integer: return .integer(try storedInteger())
            case .double: return .double(try storedDouble())
            case .string: return .string(try storedString())
            case .bytes: return .bytes(payload)
            case .date: return .date(SessionInstant(try storedDate()))
            case .list: return .array(try storedList())
            case .object:
                var reader = SessionJSONReader(payload)
                return try reader.document()
            case nil: throw Self.unknownCodec
            }
        }
    }

    /// The texts of the elements of a list; nil when this is not a list.
    var elementTexts: [[UInt8]]? {
        guard knownCodec == .list else { return nil }
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
        switch knownCodec {
        case .nothing: return Array("null".utf8)
        case .bool: return Array((payload == [0x31] ? "true" : "false").utf8)
        case .integer: return payload
        case .object: return payload
        case .list: return [0x5B] + payload.map { $0 == SessionJSON.lineFeed ? 0x2C : $0 } + [0x5D]
        case .double: return try SessionJSON.text(of: try storedDouble())
        case .string: return try SessionJSON.text(of: try storedString())
        case .bytes: return try SessionJSON.text(of: Data(payload))
        case .date: return try SessionJSON.text(of: try storedDate())
        case nil: throw Self.unknownCodec
        }
    }

    private func simple<Value>(as type: Value.Type) -> Value? {
        switch knownCodec {
        case .string where type == String.self:
            (try? storedString()) as? Value
        case .integer where type == Int.self:
            (try? storedInteger()).flatMap { Int(exactly: $0) } as? Value
        case .integer where type == Int64.self:
            (try? storedInteger()) as? Value
        case .double where type == Double.self:
            (try? storedDouble()) as? Value
        case .bytes where type == [UInt8].self:
            payload as? Value
        default: nil
        }
    }

    private func storedString() throws(SessionError) -> String {
        guard let text = String(validating: payload, as: UTF8.self) else { throw Self.damaged }
        return text
    }

    private func storedDouble() throws(SessionError) -> Double {
        guard let value = Double(String(decoding: payload, as: UTF8.self)) else {
            throw Self.damaged
        }
        return value
    }

    private func storedDate() throws(SessionError) -> Date {
        Date(timeIntervalSinceReferenceDate: try storedDouble())
    }

    private func storedList() throws(SessionError) -> [SessionDatum] {
        var elements: [SessionDatum] = []
        for text in elementTexts ?? [] {
            var reader = SessionJSONReader(text)
            elements.append(try reader.document())
        }
        return elements
    }

    private static var damaged: SessionError {
        SessionError(.undecodable, "the stored bytes are damaged")
    }

    private static var unknownCodec: SessionError {
        SessionError(.undecodable, "the stored value has a codec that is not known here")
    }
}
