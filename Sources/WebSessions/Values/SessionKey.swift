/// A key together with the type of its value.
///
/// ```swift
/// extension SessionKey<Int> {
///     static var visits: Self { SessionKey("shop.visits", "count") }
/// }
/// let count = try await session.value(.visits) ?? 0
/// ```
///
/// The names are checked where the key is used. `Sendable`.
public struct SessionKey<Value: Codable & Sendable>: Sendable {
    /// The package id.
    public let package: String
    /// The key inside of the package.
    public let key: String

    /// Makes a typed key.
    public init(_ package: String, _ key: String) {
        self.package = package
        self.key = key
    }
}
