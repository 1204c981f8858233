// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import StoreTestSupport
import TestSupport
import Testing
import WebSessions
import WebSessionsTesting

@testable import WebSessionsPostgres

/// Functions merge at the server what `SessionMerge` merges in this process: random commits
/// must have the same results.
@Suite(.serialized, .enabled(if: PostgresServer.isExpected, "there is no PostgreSQL"))
struct PostgresMergeTests {
    @Test(arguments: 0..<20)
    func commitsEndAsInMemory(_ seed: Int) async throws {
        let clock = ManualClock()
        let pair = StorePair(
            memory: MemorySessionStore(clock: clock),
            other: try await SharedPostgres.store(clock: clock)
        )
        var random = RandomCommits(seed: UInt64(seed))
        try await pair.create()
        for number in 0..<60 {
            clock.advance(by: .seconds(Int64.random(in: 0...400, using: &random.generator)))
            let commit = try random.commit()
            let (expected, found) = try await pair.commit(commit)
            #expect(found == expected, "commit \(number): \(commit.operations)")
            let (left, right) = try await pair.contents()
            #expect(left == right, "after commit \(number): \(commit.operations)")
        }
    }

    @Test(arguments: [
        ("9223372036854775807", 0), ("9223372036854775806", 1), ("9223372036854775807", 1),
        ("-9223372036854775808", 0), ("-9223372036854775808", -1), ("-9223372036854775807", -1),
        ("999999999", 1), ("1000000000", -1), ("-999999999", -1), ("-1000000000", 1),
        ("1000000000000000000", -1), ("999999999999999999", 1), ("5", -5), ("-5", 5), ("3", -10),
        ("9007199254740993", 2), ("+7", 1), ("007", 0), ("-0", 0), ("-000", 3),
        ("9223372036854775808", 0), ("00009223372036854775807", 0), ("1e3", 1), ("", 1), (" 1", 1),
        ("0", Int64.min), ("9223372036854775807", Int64.min), ("-1", Int64.max),
    ])
    func numbersOfSixtyFourBitsAreExact(_ digits: String, _ amount: Int64) async throws {
        let clock = ManualClock()
        let pair = StorePair(
            memory: MemorySessionStore(clock: clock),
            other: try await SharedPostgres.store(clock: clock)
        )
        try await pair.create()
        let field = try SessionField(package: "p", key: "n")
        let stored = SessionValue(storedBytes: Array("i\(digits)".utf8))
        for operation in [SessionOperation.add(field, amount), .max(field, amount)] {
            let commit = SessionCommit([.set(field, stored), operation], policy: SessionPolicy())
            let (expected, found) = try await pair.commit(commit)
            #expect(found == expected, "\(operation)")
            let (left, right) = try await pair.contents()
            #expect(left == right, "\(operation)")
        }
    }

    @Test func aDigestThatWasMadeElsewhereIsCompared() async throws {
        let store = try await SharedPostgres.store()
        let id = ClientID(random: SystemRandomSource())
        let field = try SessionField(package: "p", key: "k")
        _ = try await store.create(
            id.locator,
            secretHash: id.secretHash,
            commit: SessionCommit([.set(field, .integer(1))], policy: SessionPolicy())
        )
        for (value, isCommitted) in [(SessionValue.integer(7), false), (.integer(1), true)] {
            let digest = try #require(SessionDigest(bytes: SessionDigest(of: value).bytes))
            let operation = SessionOperation.compareAndSet(
                field,
                expected: digest,
                new: .integer(2)
            )
            let result = try await store.commit(
                id.locator,
                secretHash: id.secretHash,
                SessionCommit([operation], policy: SessionPolicy())
            )
            switch result {
            case .committed: #expect(isCommitted)
            case .conflict(let fields):
                #expect(!isCommitted)
                #expect(fields == [field: .integer(1)])
            default: Issue.record("\(result)")
            }
        }
    }
}
#endif
