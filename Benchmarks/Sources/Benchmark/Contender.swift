// SPDX-License-Identifier: Apache-2.0

/// Somebody who renders the workload again and again.
protocol Contender: ~Copyable {
    /// What the report calls it.
    var name: String { get }

    /// The bytes of one rendering, for comparison with the expected ones.
    mutating func output() throws -> [UInt8]

    /// Renders into a buffer that is kept, and says how many bytes came out.
    mutating func render() throws -> Int
}
