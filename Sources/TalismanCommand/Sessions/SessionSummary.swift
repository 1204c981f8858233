// SPDX-License-Identifier: Apache-2.0

import Foundation
import WebSessions

/// What is shown of a session: nothing of its secret.
struct SessionSummary: Encodable {
    let locator: String
    let created: String
    let lastAccess: String
    let ends: String?
    let principal: String?
    let client: String?
    let version: Int64

    init(_ record: SessionRecord) {
        locator = record.locator.description
        created = Self.text(of: record.created)
        lastAccess = Self.text(of: record.lastAccess)
        ends = record.end.map(Self.text)
        principal = record.principal
        client = record.clientHint
        version = record.version
    }

    /// Who is logged in, for a terminal.
    var shownPrincipal: String { principal.map(TerminalText.shown) ?? "-" }

    /// A time in seconds as ISO 8601 in UTC; one outside of the years that it can write, which
    /// only a damaged record has, in milliseconds.
    static func text(of instant: SessionInstant) -> String {
        let milliseconds = instant.millisecondsSince1970
        guard (0..<253_402_300_800_000).contains(milliseconds) else { return "\(milliseconds) ms" }
        let date = Date(timeIntervalSince1970: Double(milliseconds / 1000))
        return date.formatted(Date.ISO8601FormatStyle())
    }
}

/// One JSON object a line, with sorted keys.
enum SessionJSONLine {
    static func text(of value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
