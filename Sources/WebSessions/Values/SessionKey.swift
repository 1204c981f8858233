// SPDX-License-Identifier: Apache-2.0

/// A key together with the type of its value, and how concurrent writes of it merge.
///
/// ```swift
/// extension SessionKey<Int> {
///     static var visits: Self { SessionKey("shop.visits", "count", merge: .add) }
/// }
/// try await session.load(.visits)
/// session[.visits, default: 0] += 1
/// ```
///
/// A key whose value changes its form between releases has a version, and makes a value of an
/// earlier one into one of its own:
///
/// ```swift
/// extension SessionKey<Cart> {
///     static var cart: Self {
///         SessionKey("shop", "cart", version: 2) { old in
///             Cart(lines: try old.decode(as: [String].self).map { Line(name: $0, count: 1) })
///         }
///     }
/// }
/// ```
///
/// The version is stored with the value; version 1 is what a key without one stores. A value
/// of a later version cannot be read: ``ifUnreadable`` says what becomes of it.
/// <doc:ChangingStoredModels> has the details. The names are checked where the key is used.
/// `Sendable`.
public struct SessionKey<Value: Codable & Sendable>: Sendable {
    /// The package id.
    public let package: String
    /// The key inside of the package.
    public let key: String
    /// How concurrent writes merge.
    public let merge: SessionMergeRule<Value>
    /// What becomes of a stored value that cannot be read.
    public let ifUnreadable: UnreadableValue
    /// The version of the value's form; 1 for a key without one.
    public let version: Int
    private let migrate: @Sendable (OlderSessionValue) throws -> Value?

    /// Makes a typed key.
    ///
    /// - Parameters:
    ///   - package: the package id.
    ///   - key: the key inside of the package.
    ///   - merge: how concurrent writes merge; by default, a write of what was read is a
    ///     compare-and-set.
    ///   - ifUnreadable: what becomes of a stored value that cannot be read; by default, a
    ///     read finds nothing, and a write that depends on it fails.
    public init(
        _ package: String,
        _ key: String,
        merge: SessionMergeRule<Value> = .automatic,
        ifUnreadable: UnreadableValue = .absent
    ) {
        self.package = package
        self.key = key
        self.merge = merge
        self.ifUnreadable = ifUnreadable
        version = 1
        migrate = { _ in nil }
    }

    /// Makes a typed key whose value has changed its form.
    ///
    /// Concurrent writes merge by ``SessionMergeRule/automatic``: stores can neither add to
    /// values of different forms nor join them.
    ///
    /// - Parameters:
    ///   - package: the package id.
    ///   - key: the key inside of the package.
    ///   - version: the version of the form, from 2 on; 1 is what a key without a version
    ///     stores.
    ///   - ifUnreadable: what becomes of a stored value that cannot be read; by default, a
    ///     read finds nothing, and a write that depends on it fails.
    ///   - migrate: makes the value of one that an earlier version stored; nil, or an error,
    ///     where that cannot be read. It is called at each read, until the value is written.
    public init(
        _ package: String,
        _ key: String,
        version: Int,
        ifUnreadable: UnreadableValue = .absent,
        migrate: @escaping @Sendable (OlderSessionValue) throws -> Value?
    ) {
        self.package = package
        self.key = key
        merge = .automatic
        self.ifUnreadable = ifUnreadable
        self.version = max(version, 1)
        self.migrate = migrate
    }

    // MARK: The stored form

    func stored(_ value: Value) throws(SessionError) -> SessionValue {
        try SessionValue(encoding: value).versioned(version)
    }

    func value(of stored: SessionValue) throws(SessionError) -> Value {
        let (found, value) = try stored.unversioned()
        guard found != version else { return try value.decode(as: Value.self) }
        guard found < version else {
            let message = "the stored value is of version \(found) of its key, not \(version)"
            throw SessionError(.undecodable, message)
        }
        var cause: String?
        do {
            let old = OlderSessionValue(version: found, stored: value)
            if let migrated = try migrate(old) { return migrated }
        } catch {
            // Swift's own error holds the value itself.
            cause = String(describing: type(of: error))
        }
        let message = "the stored value of version \(found) was not migrated to \(version)"
        throw SessionError(.undecodable, message, cause: cause)
    }
}
