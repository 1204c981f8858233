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
/// The names are checked where the key is used. `Sendable`.
public struct SessionKey<Value: Codable & Sendable>: Sendable {
    /// The package id.
    public let package: String
    /// The key inside of the package.
    public let key: String
    /// How concurrent writes merge.
    public let merge: SessionMergeRule<Value>

    /// Makes a typed key.
    ///
    /// - Parameters:
    ///   - package: the package id.
    ///   - key: the key inside of the package.
    ///   - merge: how concurrent writes merge; by default, a write of what was read is a
    ///     compare-and-set.
    public init(_ package: String, _ key: String, merge: SessionMergeRule<Value> = .automatic) {
        self.package = package
        self.key = key
        self.merge = merge
    }
}
