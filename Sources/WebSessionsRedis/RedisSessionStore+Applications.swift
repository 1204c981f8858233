// SPDX-License-Identifier: Apache-2.0

#if Redis
import WebSessions

/// For the command, which cannot know what a store was made with.
extension RedisSessionStore {
    /// The names of the applications that have records at the servers, for a store without one.
    ///
    /// Looks at all keys of all servers.
    ///
    /// - Returns: the names in their order; the empty one where a store was made so.
    /// - Throws: what prevents the servers from answering, as ``RedisSessionStore`` says.
    package func applications() async throws -> [String] {
        var names: Set<String> = []
        try await scanAll(keys.allApplications) { batch in
            names.formUnion(batch.compactMap { keys.application(ofRecord: $0) })
            return true
        }
        return names.sorted()
    }

    /// Whether there is any record of the application at the servers.
    ///
    /// - Throws: what prevents the servers from answering, as ``RedisSessionStore`` says.
    package func hasRecords() async throws -> Bool {
        var isEmpty = true
        try await scanAll(keys.allRecords) { batch in
            isEmpty = batch.isEmpty
            return isEmpty
        }
        return !isEmpty
    }

    /// Looks at keys until `goesOn` says no.
    private func scanAll(_ pattern: String, _ goesOn: ([[UInt8]]) -> Bool) async throws {
        for endpoint in try await masters() {
            var position: UInt64 = 0
            repeat {
                let batch = try await scan(endpoint, position, pattern)
                guard goesOn(batch.keys) else { return }
                position = batch.next
            } while position != 0
        }
    }
}
#endif
