// SPDX-License-Identifier: Apache-2.0

#if Redis
import WebSessions

/// An end as a line of text, the same as in the scripts: cause, creation, end, and the principal.
enum RedisEndLine {
    static func text(of end: SessionEnd) -> String {
        let created = end.created.map { String($0.millisecondsSince1970) }
        let principal = end.principal.map { name in
            name.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
        let ended = String(end.ended.millisecondsSince1970)
        return [end.cause.rawValue, created ?? "-", ended, principal ?? "-"].joined(separator: " ")
    }

    /// Nil for what a later version wrote, which is left to that.
    static func end(_ line: Substring, of locator: SessionLocator) -> SessionEnd? {
        let parts = line.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 4, let cause = SessionEndCause(rawValue: String(parts[0])),
            let ended = instant(parts[2])
        else { return nil }
        return SessionEnd(
            locator: locator,
            cause: cause,
            principal: parts[3] == "-" ? nil : text(ofDigits: parts[3]),
            created: instant(parts[1]),
            ended: ended
        )
    }

    private static func instant(_ text: Substring) -> SessionInstant? {
        Int64(text).map(SessionInstant.init(millisecondsSince1970:))
    }

    private static func text(ofDigits digits: Substring) -> String {
        var rest = digits
        var bytes: [UInt8] = []
        while let byte = UInt8(rest.prefix(2), radix: 16) {
            bytes.append(byte)
            rest = rest.dropFirst(2)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
#endif
