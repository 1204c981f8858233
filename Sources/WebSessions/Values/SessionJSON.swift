#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// How Codable values are written as JSON: sorted keys, one line, and marked dates
/// and bytes, so that they can be told from numbers and text without a Swift type.
enum SessionJSON {
    static let lineFeed = UInt8(ascii: "\n")
    static let dateMark = "$date"
    static let bytesMark = "$bytes"

    enum Mark: String, CodingKey {
        case date = "$date"
        case bytes = "$bytes"
    }

    static func encoder() -> JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .custom { date, encoder in
            var container = encoder.container(keyedBy: Mark.self)
            try container.encode(date.timeIntervalSinceReferenceDate, forKey: .date)
        }
        encoder.dataEncodingStrategy = .custom { data, encoder in
            var container = encoder.container(keyedBy: Mark.self)
            try container.encode(data.base64EncodedString(), forKey: .bytes)
        }
        return encoder
    }

    static func decoder() -> JSONDecoder {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .custom { decoder in
            let container = try decoder.container(keyedBy: Mark.self)
            let seconds = try container.decode(Double.self, forKey: .date)
            return Date(timeIntervalSinceReferenceDate: seconds)
        }
        decoder.dataDecodingStrategy = .custom { decoder in
            let container = try decoder.container(keyedBy: Mark.self)
            let text = try container.decode(String.self, forKey: .bytes)
            guard let data = Data(base64Encoded: text) else {
                throw DecodingError.dataCorruptedError(
                    forKey: Mark.bytes,
                    in: container,
                    debugDescription: "not base64"
                )
            }
            return data
        }
        return decoder
    }

    static func text(of value: some Encodable) throws(SessionError) -> [UInt8] {
        do {
            return try Array(encoder().encode(value))
        } catch {
            throw SessionError(.unencodable, "the value has no JSON form")
        }
    }

    /// What the reader makes of a dictionary that stands for a date or bytes.
    static func unmarked(_ dictionary: [String: SessionDatum]) -> SessionDatum {
        guard dictionary.count == 1, let (mark, value) = dictionary.first else {
            return .dictionary(dictionary)
        }
        switch (mark, value) {
        case (dateMark, .integer(let seconds)):
            return .date(SessionInstant(Date(timeIntervalSinceReferenceDate: Double(seconds))))
        case (dateMark, .double(let seconds)):
            return .date(SessionInstant(Date(timeIntervalSinceReferenceDate: seconds)))
        case (bytesMark, .string(let text)):
            return Data(base64Encoded: text).map { .bytes(Array($0)) } ?? .dictionary(dictionary)
        default:
            return .dictionary(dictionary)
        }
    }
}
