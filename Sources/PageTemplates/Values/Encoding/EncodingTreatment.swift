// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// How values of one type become template values.
enum EncodingTreatment {
    typealias Conversion = (any Encodable, EncodingSession, EncodingPath) throws -> TemplateValue

    /// By what the value encodes itself as.
    case ordinary

    /// Likewise, and then in the order of the keys, which come in any order.
    case unordered

    /// By the encoder.
    case special(Conversion)

    init(of type: any Encodable.Type) {
        if let conversion = Self.conversions[ObjectIdentifier(type)] {
            self = .special(conversion)
        } else {
            self = type is any KeysInAnyOrder.Type ? .unordered : .ordinary
        }
    }

    private static var conversions: [ObjectIdentifier: Conversion] {
        [
            special(TemplateValue.self) { value, _, _ in value },
            special(TemplateMapping.self) { mapping, _, _ in .mapping(mapping) },
            special(SafeMarkup.self) { markup, _, _ in .markup(markup) },
            special(SafeURL.self) { url, _, _ in .url(url) },
            special(TrustedScriptURL.self) { url, _, _ in .scriptURL(url) },
            special(SafeCSS.self) { style, _, _ in .style(style) },
            special(SafeJS.self) { script, _, _ in .script(script) },
            special(JSONData.self) { data, _, _ in .json(data) },
            special(URL.self) { url, _, _ in .string(url.absoluteString) },
            special(Data.self) { data, _, _ in .string(data.base64EncodedString()) },
            special(Decimal.self) { decimal, _, _ in TemplateValue(exactly: decimal) },
            special(Date.self, convert),
        ]
        .reduce(into: [:]) { table, entry in table[entry.0] = entry.1 }
    }

    private static func special<T: Encodable>(
        _ type: T.Type,
        _ convert: @escaping (T, EncodingSession, EncodingPath) throws -> TemplateValue
    ) -> (ObjectIdentifier, Conversion) {
        let conversion: Conversion = { value, session, path in
            guard let value = value as? T else { return .nothing }
            return try convert(value, session, path)
        }
        return (ObjectIdentifier(type), conversion)
    }

    private static func convert(
        _ date: Date,
        _ session: EncodingSession,
        _ path: EncodingPath
    ) throws -> TemplateValue {
        switch session.dateStrategy {
        case .secondsSince1970: return .double(date.timeIntervalSince1970)
        case .custom(let convert): return try convert(date)
        case .iso8601:
            guard date.isFormattable else {
                throw EncodingFailure.dateOutOfRange(at: path)
            }
            return .string(date.formatted(.iso8601))
        }
    }
}

extension Date {
    /// Whether it is in the years 1 to 9999, which ISO 8601 has.
    var isFormattable: Bool { Self.formattableSeconds.contains(timeIntervalSince1970) }

    private static let formattableSeconds = -62_135_596_800.0..<253_402_300_800
}

/// Dictionaries, whose keys come in another order in every process.
private protocol KeysInAnyOrder {}

extension Dictionary: KeysInAnyOrder {}
