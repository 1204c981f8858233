// SPDX-License-Identifier: Apache-2.0

#if Redis
import Crypto
import WebSessions

/// The names of everything that a store keeps at the servers.
///
/// | key | what it is |
/// |---|---|
/// | `PREFIX:s:{LOCATOR}` | a record, a hash |
/// | `PREFIX:p:DIGEST` | the locators of a principal, a sorted set |
/// | `PREFIX:e:0` to `15` | when records are looked at whose ends are kept, sorted sets |
///
/// What belongs to one record is one key: the slots of a cluster move key by key.
struct RedisKeys: Sendable {
    private let prefix: String

    init(prefix: String) throws(SessionError) {
        let isFit = prefix.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"{}".utf8.contains($0) }
        guard isFit else {
            let message = "a key prefix has only visible ASCII characters without { and }"
            throw SessionError(.invalidConfiguration, message)
        }
        self.prefix = prefix
    }

    func record(_ locator: SessionLocator) -> [UInt8] {
        Array("\(prefix)s:{\(locator)}".utf8)
    }

    /// The name of the principal is not readable in it, nor does it limit the characters.
    func index(ofPrincipal principal: String) -> [UInt8] {
        let digest = SHA256.hash(data: Array(principal.utf8))
        let digits = digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
        return Array("\(prefix)p:\(digits.joined())".utf8)
    }

    /// When a record is looked at; there are several sets, for the servers of a cluster.
    func ends(of locator: SessionLocator) -> [UInt8] {
        allEnds[Int(locator.bytes[0] & 15)]
    }

    /// All sets of records whose ends are kept.
    var allEnds: [[UInt8]] { (0..<16).map { Array("\(prefix)e:\($0)".utf8) } }

    /// Which locator the key of a record has.
    func locator(ofRecord key: [UInt8]) -> SessionLocator? {
        let head = Array("\(prefix)s:{".utf8)
        guard key.starts(with: head), key.last == UInt8(ascii: "}") else { return nil }
        return SessionLocator(String(decoding: key.dropFirst(head.count).dropLast(), as: UTF8.self))
    }

    /// Which application the key of a record belongs to, for keys without one.
    func application(ofRecord key: [UInt8]) -> String? {
        let text = String(decoding: key, as: UTF8.self)
        // A locator has 16 characters.
        let end = text.suffix("s:{}".count + 16)
        guard text.hasPrefix(prefix), text.count >= prefix.count + end.count,
            end.hasPrefix("s:{"), end.hasSuffix("}"),
            SessionLocator(String(end.dropFirst(3).dropLast())) != nil
        else { return nil }
        let name = text.dropFirst(prefix.count).dropLast(end.count)
        guard !name.isEmpty else { return "" }
        return name.hasSuffix(":") ? String(name.dropLast()) : nil
    }

    /// The pattern of all keys of records, of whatever application, for keys without one.
    var allApplications: String { "\(escapedPrefix)*s:{*" }
    /// The pattern of all keys of records.
    var allRecords: String { "\(escapedPrefix)s:{*" }
    /// The pattern of all keys of indexes.
    var allIndexes: String { "\(escapedPrefix)p:*" }

    private var escapedPrefix: String {
        prefix.map { "*?[]^-\\".contains($0) ? "\\\($0)" : String($0) }.joined()
    }
}
#endif
