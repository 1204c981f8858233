// SPDX-License-Identifier: Apache-2.0

/// A behaviour that a store does not have.
///
/// `Sendable`.
public struct ConformanceFailure: Error, Sendable, CustomStringConvertible {
    /// What was expected and did not happen.
    public let message: String
    /// Where in the suite that is said.
    public let location: String

    /// The message and its place.
    public var description: String { "\(message) (\(location))" }
}

/// Throws a failure where a condition does not hold.
func expect(
    _ condition: Bool,
    _ message: @autoclosure () -> String,
    file: String = #fileID,
    line: Int = #line
) throws {
    guard !condition else { return }
    throw ConformanceFailure(message: message(), location: "\(file):\(line)")
}

/// Throws a failure where two values differ.
func expectEqual<Value: Equatable>(
    _ value: Value,
    _ expected: Value,
    _ what: String,
    file: String = #fileID,
    line: Int = #line
) throws {
    try expect(
        value == expected,
        "\(what): expected \(expected), found \(value)",
        file: file,
        line: line
    )
}
