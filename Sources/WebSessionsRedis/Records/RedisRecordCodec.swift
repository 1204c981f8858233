// SPDX-License-Identifier: Apache-2.0

#if Redis
import WebSessions

/// The administration of a record as text, the same as in the scripts.
///
/// It is a version and numbers between spaces: created, last access, timeout, resolution,
/// lifetime, kind and value of the expiry, version, size, when the secret was replaced, and
/// until when the old one reads. Times are milliseconds since 1970, durations milliseconds.
enum RedisRecordCodec {
    private static let form: Int64 = 1

    /// Reads the administration; nil when it is damaged.
    static func record(
        _ text: String,
        locator: SessionLocator,
        principal: String?,
        clientHint: String?
    ) -> SessionRecord? {
        let numbers = text.split(separator: " ").compactMap { Int64($0) }
        guard numbers.count == 12, numbers[0] == form else { return nil }
        return SessionRecord(
            locator: locator,
            created: SessionInstant(millisecondsSince1970: numbers[1]),
            lastAccess: SessionInstant(millisecondsSince1970: numbers[2]),
            policy: SessionPolicy(
                timeout: .milliseconds(numbers[3]),
                resolution: .milliseconds(numbers[4]),
                lifetime: .milliseconds(numbers[5])
            ),
            expiry: SessionExpiry(kind: numbers[6], value: numbers[7]),
            principal: principal,
            version: numbers[8],
            rotated: SessionInstant(millisecondsSince1970: numbers[10]),
            clientHint: clientHint
        )
    }

    /// Timeout, resolution and lifetime as the scripts take them.
    static func arguments(_ policy: SessionPolicy) -> [String] {
        [policy.timeout, policy.resolution, policy.lifetime].map { String($0.milliseconds) }
    }

    /// Kind and value as the scripts take them; two empty texts for no change.
    static func arguments(_ expiry: SessionExpiry?) -> [String] {
        guard let expiry else { return ["", ""] }
        return [String(expiry.kind), String(expiry.value)]
    }
}
#endif
