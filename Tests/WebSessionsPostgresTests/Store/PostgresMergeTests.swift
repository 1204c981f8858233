// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import StoreTestSupport
import TestSupport
import Testing

/// Functions merge at the server what `SessionMerge` merges in this process.
@Suite(.serialized, .enabled(if: PostgresServer.isExpected, "there is no PostgreSQL"))
struct PostgresMergeTests {
    private func comparison() async throws -> MergeComparison {
        try await MergeComparison { try await SharedPostgres.store(clock: $0) }
    }

    @Test(arguments: 0..<20)
    func commitsEndAsInMemory(_ seed: Int) async throws {
        #expect(try await comparison().differencesOfCommits(seed: seed) == [])
    }

    @Test(arguments: MergeComparison.numbers)
    func numbersOfSixtyFourBitsAreExact(_ digits: String, _ amount: Int64) async throws {
        #expect(try await comparison().differences(adding: amount, to: digits) == [])
    }

    @Test func aDigestThatWasMadeElsewhereIsCompared() async throws {
        #expect(try await comparison().differencesOfDigests() == [])
    }
}
#endif
