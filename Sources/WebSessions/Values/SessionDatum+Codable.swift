// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension SessionDatum: Codable {
    /// Writes the value as what it is: a date as a date, bytes as data.
    ///
    /// - Throws: what the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .nothing: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .double(let value): try container.encode(value)
        case .string(let value): try container.encode(value)
        case .bytes(let value): try container.encode(Data(value))
        case .date(let value): try container.encode(value.date)
        case .array(let value): try container.encode(value)
        case .dictionary(let value): try container.encode(value)
        }
    }

    /// Reads what any encoder of self-describing formats wrote.
    ///
    /// - Throws: `DecodingError` where the value is of none of these kinds, and what
    ///   else the decoder throws.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .nothing
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Int64.self) {
            self = .integer(value)
        } else if let value = try? container.decode(Double.self) {
            self = .double(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([SessionDatum].self) {
            self = .array(value)
        } else if let date = try? container.decode(Date.self) {
            self = .date(SessionInstant(date))
        } else if let data = try? container.decode(Data.self) {
            self = .bytes(Array(data))
        } else {
            self = .dictionary(try container.decode([String: SessionDatum].self))
        }
    }
}

extension SessionInstant {
    init(_ date: Date) {
        let milliseconds = (date.timeIntervalSince1970 * 1000).rounded()
        let limit = milliseconds < 0 ? Int64.min : .max
        self.init(millisecondsSince1970: Int64(exactly: milliseconds) ?? limit)
    }

    var date: Date {
        Date(timeIntervalSince1970: Double(millisecondsSince1970) / 1000)
    }
}
