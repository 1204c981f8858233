// SPDX-License-Identifier: Apache-2.0

/// What is different in a page whenever it is made, and what stands in its place in the files.
///
/// A clock that stands still and data from a file need no masks; they are for what a page takes from
/// elsewhere. `Sendable`.
public struct PageMask: Sendable, Hashable {
    private let pattern: String
    private let replacement: String

    /// Makes a mask.
    ///
    /// - Parameters:
    ///   - pattern: a regular expression, as `Regex` reads it.
    ///   - replacement: what stands in place of each match.
    /// - Throws: what `Regex` throws for a pattern that it cannot read.
    public init(_ pattern: String, as replacement: String) throws {
        _ = try Regex(pattern)
        self.init(pattern: pattern, replacement: replacement)
    }

    private init(pattern: String, replacement: String) {
        self.pattern = pattern
        self.replacement = replacement
    }

    /// Dates and times of ISO 8601, such as `2026-03-01` and `2026-03-01T12:00:00Z`, as `DATE`.
    public static let dates = PageMask(
        pattern: #"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?"#,
        replacement: "DATE"
    )
    /// UUIDs, as `ID`.
    public static let uuids = PageMask(
        pattern: "[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}",
        replacement: "ID"
    )
    /// Words of 32 characters or more out of letters, digits, `-`, `_` and dots, such as form
    /// digests, as `TOKEN`.
    public static let tokens = PageMask(
        pattern: "[A-Za-z0-9_.-]{32,}",
        replacement: "TOKEN"
    )

    func apply(to text: String) -> String {
        guard let regex = try? Regex(pattern) else { return text }
        return text.replacing(regex) { _ in replacement }
    }
}
