// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension SessionValue {
    /// Encodes any value.
    ///
    /// - Throws: ``SessionErrorCode/unencodable`` for what has no stored form or would not
    ///   come back as it was, such as a number that is not finite.
    public init<Value: Encodable & Sendable>(encoding value: Value) throws(SessionError) {
        let json = try SessionJSON(encoding: value)
        self = Self.isFloatingPoint(Value.self) ? Self.double(json) : Self(json)
    }

    /// Chooses the codec by what the JSON is, so that an enumeration with text values is
    /// text, and a structure around an integer is a counter.
    init(_ json: SessionJSON) {
        switch json {
        case .null: self.init(codec: .nothing, payload: [])
        case .bool(let value): self.init(codec: .bool, payload: value ? [0x31] : [0x30])
        case .number(let text):
            self.init(codec: Int64(text) == nil ? .double : .integer, payload: text.utf8)
        case .string(let value): self.init(codec: .string, payload: value.utf8)
        case .array(let elements): self = Self.list(texts: elements.map(\.text))
        case .object:
            if let date = json.date {
                let seconds = date.timeIntervalSinceReferenceDate
                self.init(codec: .date, payload: "\(seconds)".utf8)
            } else if let bytes = json.bytes {
                self.init(codec: .bytes, payload: bytes)
            } else {
                self.init(codec: .object, payload: json.text)
            }
        }
    }

    /// A number with a fraction stays one where it happens to be whole.
    private static func double(_ json: SessionJSON) -> SessionValue {
        guard case .number(let text) = json else { return SessionValue(json) }
        let isWhole = Int64(text) != nil
        return SessionValue(codec: .double, payload: (isWhole ? text + ".0" : text).utf8)
    }

    private static func isFloatingPoint(_ type: any Any.Type) -> Bool {
        type is any BinaryFloatingPoint.Type || type == Double?.self || type == Float?.self
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
}

extension SessionJSON {
    /// The JSON of any value.
    ///
    /// - Throws: ``SessionErrorCode/unencodable`` as ``SessionValue/init(encoding:)``.
    init<Value: Encodable>(encoding value: Value) throws(SessionError) {
        do {
            self = try SessionEncoder.json(value)
        } catch {
            if let known = error as? SessionError, known.code == .unencodable { throw known }
            let message = "a value of type \(Value.self) cannot be stored"
            // Swift's own error holds the value itself.
            let underlying = error is EncodingError ? nil : error
            throw SessionError(.unencodable, message, underlying: underlying)
        }
    }
}
