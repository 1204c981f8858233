// SPDX-License-Identifier: Apache-2.0

public import WebSessions

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a file says of a visitor's session.
///
/// ```json
/// { "principal": "ada", "packages": { "shop.cart": { "lines": [] } } }
/// ```
///
/// `Sendable`.
public struct SnapshotSession: Sendable, Hashable, Codable {
    /// Who is logged in; nil for nobody.
    public var principal: String?
    /// The values by package and key.
    public var packages: [String: [String: SessionDatum]]?

    /// Reads a file.
    ///
    /// - Throws: `DecodingError` for what is no session.
    init(json bytes: [UInt8]) throws {
        self = try JSONDecoder().decode(Self.self, from: Data(bytes))
    }

    /// Writes it into a session.
    ///
    /// - Parameter session: a session that nothing was written into.
    /// - Throws: what `Session.login(principal:clientHint:keeping:)` and setting a value throw.
    public func write(to session: Session) throws {
        for (package, values) in packages ?? [:] {
            for (key, value) in values {
                try session[package].set(value, for: key)
            }
        }
        if let principal { try session.login(principal: principal) }
    }
}
