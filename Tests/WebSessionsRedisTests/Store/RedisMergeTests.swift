// SPDX-License-Identifier: Apache-2.0

#if Redis
import StoreTestSupport
import TestSupport
import Testing

/// Scripts merge at the server what `SessionMerge` merges in this process.
@Suite(.enabled(if: RedisServer.isExpected, "there is no redis-server"))
struct RedisMergeTests {
    private func comparison() async throws -> MergeComparison {
        try await MergeComparison { try await SharedRedis.store(clock: $0) }
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
