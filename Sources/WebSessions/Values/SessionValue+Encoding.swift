#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension SessionValue {
    /// Encodes any value.
    ///
    /// - Throws: ``SessionErrorCode/unencodable`` naming the type.
    public init<Value: Encodable & Sendable>(encoding value: Value) throws(SessionError) {
        if let simple = try Self.simple(value) {
            self = simple
            return
        }
        do {
            self = try Self.normalized(json: Array(SessionJSON.encoder().encode(value)))
        } catch {
            if let known = error as? SessionError, known.code == .unencodable { throw known }
            let message = "a value of type \(Value.self) cannot be stored"
            // Foundation's error holds the value itself.
            let underlying = error is EncodingError ? nil : error
            throw SessionError(.unencodable, message, underlying: underlying)
        }
    }

    /// The forms that need no JSON encoder.
    private static func simple(_ value: any Encodable) throws(SessionError) -> SessionValue? {
        switch value {
        case let value as Bool: SessionValue(codec: .bool, payload: value ? [0x31] : [0x30])
        case let value as String: SessionValue(codec: .string, payload: value.utf8)
        case let value as Double: double(value)
        case let value as Float: double(Double(value))
        case let value as any FixedWidthInteger: try integer(value)
        case let value as Date: date(value)
        case let value as Data: SessionValue(codec: .bytes, payload: value)
        case let value as [UInt8]: SessionValue(codec: .bytes, payload: value)
        default: nil
        }
    }

    /// Makes a counter.
    public static func integer(_ value: Int64) -> SessionValue {
        SessionValue(codec: .integer, payload: String(value).utf8)
    }

    /// Makes a list from values of any kind.
    ///
    /// - Throws: ``SessionErrorCode/undecodable`` for an element whose stored bytes
    ///   are damaged or of an unknown codec, and ``SessionErrorCode/unencodable`` for
    ///   one that has no JSON form, such as a number that is not finite.
    public static func list(_ elements: [SessionValue]) throws(SessionError) -> SessionValue {
        var texts: [[UInt8]] = []
        for element in elements {
            texts.append(try element.jsonText())
        }
        return list(texts: texts)
    }

    static func list(texts: [[UInt8]]) -> SessionValue {
        SessionValue(codec: .list, payload: texts.joined(separator: [SessionJSON.lineFeed]))
    }

    private static func integer(
        _ value: some FixedWidthInteger
    ) throws(SessionError) -> SessionValue {
        guard let number = Int64(exactly: value) else { throw outsideOfIntegers }
        return integer(number)
    }

    /// Such a number would come back as another one.
    private static var outsideOfIntegers: SessionError {
        SessionError(
            .unencodable,
            "a whole number outside of the range of signed 64-bit integers cannot be stored"
        )
    }

    private static func double(_ value: Double) -> SessionValue {
        SessionValue(codec: .double, payload: String(value).utf8)
    }

    private static func date(_ value: Date) -> SessionValue {
        let seconds = value.timeIntervalSinceReferenceDate
        return SessionValue(codec: .date, payload: String(seconds).utf8)
    }

    /// Chooses the codec by what the JSON text is, so that an enumeration with text
    /// values is text, and a structure around an integer is a counter.
    private static func normalized(json: [UInt8]) throws(SessionError) -> SessionValue {
        var reader = SessionJSONReader(json)
        switch json.first {
        case UInt8(ascii: "["): return list(texts: try reader.elementTexts())
        case UInt8(ascii: "{"): break
        default: return try scalar(try reader.document(), json: json)
        }
        return try scalar(try reader.document(), json: json)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func scalar(
        _ datum: SessionDatum,
        json: [UInt8]
    ) throws(SessionError) -> SessionValue {
        switch datum {
        case .double where json.allSatisfy { $0 == UInt8(ascii: "-") || isDigit($0) }:
            throw outsideOfIntegers
        case .nothing: SessionValue(codec: .nothing, payload: [])
        case .bool(let value): SessionValue(codec: .bool, payload: value ? [0x31] : [0x30])
        case .integer(let value): integer(value)
        case .double(let value): double(value)
        case .string(let value): SessionValue(codec: .string, payload: value.utf8)
        case .bytes(let value): SessionValue(codec: .bytes, payload: value)
        case .date, .array, .dictionary: SessionValue(codec: .object, payload: json)
        }
    }
}
