// SPDX-License-Identifier: Apache-2.0

package import WebSessions
package import WebSessionsTesting

/// Compares what a store merges where its data are with what `SessionMerge` merges in this process.
///
/// Differences are texts; there must be none.
package struct MergeComparison {
    private let pair: StorePair
    private let clock: ManualClock

    /// - Parameter store: Makes the store, whose clock is given.
    /// - Throws: What making it throws.
    package init(_ store: (ManualClock) async throws -> any SessionStore) async throws {
        clock = ManualClock()
        pair = StorePair(
            memory: MemorySessionStore(clock: clock),
            other: try await store(clock)
        )
    }

    /// Commits at random.
    package func differencesOfCommits(seed: Int) async throws -> [String] {
        var random = RandomCommits(seed: UInt64(seed))
        var differences: [String] = []
        try await pair.create()
        for number in 0..<60 {
            clock.advance(by: .seconds(Int64.random(in: 0...400, using: &random.generator)))
            let commit = try random.commit()
            differences += try await self.differences(of: commit, "commit \(number)")
        }
        return differences
    }

    /// Numbers as they are stored, and what is added to them: whole numbers have 64 bits.
    package static let numbers: [(digits: String, amount: Int64)] = [
        ("9223372036854775807", 0), ("9223372036854775806", 1), ("9223372036854775807", 1),
        ("-9223372036854775808", 0), ("-9223372036854775808", -1), ("-9223372036854775807", -1),
        ("999999999", 1), ("1000000000", -1), ("-999999999", -1), ("-1000000000", 1),
        ("1000000000000000000", -1), ("999999999999999999", 1), ("5", -5), ("-5", 5), ("3", -10),
        ("9007199254740993", 2), ("+7", 1), ("007", 0), ("-0", 0), ("-000", 3),
        ("9223372036854775808", 0), ("00009223372036854775807", 0), ("1e3", 1), ("", 1), (" 1", 1),
        ("0", Int64.min), ("9223372036854775807", Int64.min), ("-1", Int64.max),
    ]

    /// An addition to a number, and the larger of both.
    package func differences(adding amount: Int64, to digits: String) async throws -> [String] {
        try await pair.create()
        let field = try SessionField(package: "p", key: "n")
        let stored = SessionValue(storedBytes: Array("i\(digits)".utf8))
        var differences: [String] = []
        for operation in [SessionOperation.add(field, amount), .max(field, amount)] {
            let commit = SessionCommit([.set(field, stored), operation], policy: SessionPolicy())
            differences += try await self.differences(of: commit, "\(operation)")
        }
        return differences
    }

    /// A comparison with a digest that was made elsewhere, of another value and of the same.
    package func differencesOfDigests() async throws -> [String] {
        let field = try SessionField(package: "p", key: "k")
        let policy = SessionPolicy()
        try await pair.create()
        var differences = try await self.differences(
            of: SessionCommit([.set(field, .integer(1))], policy: policy),
            "set"
        )
        for value in [SessionValue.integer(7), .integer(1)] {
            guard let digest = SessionDigest(bytes: SessionDigest(of: value).bytes) else {
                return ["a digest is none"]
            }
            let operation = SessionOperation.compareAndSet(
                field,
                expected: digest,
                new: .integer(2)
            )
            differences += try await self.differences(
                of: SessionCommit([operation], policy: policy),
                "\(value)"
            )
        }
        let (_, left) = try await pair.contents()
        return left == [field: .integer(2)] ? differences : differences + ["left: \(left ?? [:])"]
    }

    private func differences(of commit: SessionCommit, _ name: String) async throws -> [String] {
        var differences: [String] = []
        let (expected, found) = try await pair.commit(commit)
        if found != expected { differences.append("\(name): \(found), not \(expected)") }
        let (left, right) = try await pair.contents()
        if left != right { differences.append("after \(name): \(commit.operations)") }
        return differences
    }
}
