// SPDX-License-Identifier: Apache-2.0

public import PageTemplates
public import WebSessions

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension TemplateValue {
    /// A stored value as templates see it.
    ///
    /// Dates are ISO 8601 text in UTC, with milliseconds where there are any; bytes
    /// are base64 text (RFC 4648 section 4); mappings are sorted by their keys.
    public init(_ datum: SessionDatum) {
        switch datum {
        case .nothing: self = .nothing
        case .bool(let value): self = .bool(value)
        case .integer(let value): self = .integer(Int(value))
        case .double(let value): self = .double(value)
        case .string(let value): self = .string(value)
        case .bytes(let value): self = .string(Data(value).base64EncodedString())
        case .date(let value): self = .string(Self.text(of: value))
        case .array(let values): self = .list(values.map { TemplateValue($0) })
        case .dictionary(let values):
            let sorted = values.sorted { $0.key < $1.key }
            self = .mapping(TemplateMapping(sorted.map { ($0.key, TemplateValue($0.value)) }))
        }
    }

    private static func text(of instant: SessionInstant) -> String {
        let milliseconds = instant.millisecondsSince1970
        let date = Date(timeIntervalSince1970: Double(milliseconds) / 1000)
        let hasFraction = milliseconds % 1000 != 0
        return date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: hasFraction))
    }
}
